"""The kinds of reading, one file each: the facts and the tensors of a reading. See the README beside this file."""
