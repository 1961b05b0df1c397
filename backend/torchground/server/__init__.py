"""The web server: routes, the stream, who may use them. Thin: parse, call, answer."""
