"""Looks into a network while it learns: the base of all probes, the probes, and what they share."""
