"""What a run says of itself: kinds of reading, messages, and how they are written as bytes."""
