"""How tables are written: what is guessed of a file, one question a module."""
