"""The drawing: its saved form, the check that computes shapes without torch, and the torch module built from it."""
