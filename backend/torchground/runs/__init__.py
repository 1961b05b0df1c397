"""Runs going on: lifecycle, history, who listens, what to drop."""
