"""The drawing: its saved form, the check that knows shapes without torch, and the torch module built from it."""
