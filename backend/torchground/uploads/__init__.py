"""Files that people upload: each is read by a child process that can do nothing else, and kept as plain arrays.

``jail.read`` is the way in; ``child`` is the program of the child, ``confined`` what is taken from it, and ``table``,
``images``, ``text`` and ``weights`` read one kind of file each.
"""
