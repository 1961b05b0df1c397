"""Everything that can be picked: one file a thing, found by being there."""
