"""The training: one loop that yields messages. It does not know any socket."""
