"""A trained network as a file for other programs: one file a format, found by being in this folder.

``format.py`` is the base and finds the formats, ``trained.py`` is what they write, ``apart.py`` and ``child.py`` write
in a process of their own.
"""
