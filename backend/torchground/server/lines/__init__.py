"""What carries the frames of a tab: a websocket, or requests that ask again and again."""
