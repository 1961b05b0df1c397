"""The training itself: one loop that yields messages and knows no socket."""
