"""The model, pure: no files, clock, sockets, screens or global randomness; one play is only a short axis."""
