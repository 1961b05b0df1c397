"""Writes a trained network as a file for other programs. Each format is one file in this folder and is found
automatically.

``format.py`` has the base class and finds the formats. ``trained.py`` describes the network to write. ``apart.py`` and
``child.py`` write a format in a separate process.
"""
