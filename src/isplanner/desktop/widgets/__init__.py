"""Widgets that more than one workspace uses. They know records of `plan`, never a Session or a Document."""
