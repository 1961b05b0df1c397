"""The data that a run sends: kinds of reading, messages, and their encoding as bytes."""
