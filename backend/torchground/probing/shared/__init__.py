"""Code that probes share: how they read a network and its data between two steps."""
