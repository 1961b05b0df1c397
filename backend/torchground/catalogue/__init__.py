"""Everything that a person can pick: layers, losses, data sets and so on. Each is one file, found by its folder."""
