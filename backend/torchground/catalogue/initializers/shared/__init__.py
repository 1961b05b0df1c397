"""What initializers share."""
