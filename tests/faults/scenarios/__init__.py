"""One file a scenario, found by being here."""
