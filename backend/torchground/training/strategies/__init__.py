"""The strategies for a step. All give the same bits, but at different speeds."""
