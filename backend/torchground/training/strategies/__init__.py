"""The ways to take a step: all give the same bits, they differ in how fast they go."""
