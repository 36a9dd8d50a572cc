"""The pieces of chance: how uncertain a level is, kept random numbers, the luck of small numbers."""
