"""How numbers, dates, names and problems read, in Japanese and English. No Qt.

Everything that also leaves the window (command line, workbooks, PDF) gets its words here, from `resources/messages/`;
labels and menus that do not leave it are Qt's. Start with `messages.py`. Nothing here knows a file or a store.
"""
