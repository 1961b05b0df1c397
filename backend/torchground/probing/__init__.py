"""Measures a network while it learns: the base class of all probes, the probes, and the code they share."""
