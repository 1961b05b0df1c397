"""Code that several initializers share."""
