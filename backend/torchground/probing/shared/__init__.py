"""What probes share: how a network and its data are looked at between two steps."""
