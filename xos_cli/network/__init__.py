"""Several switches and simple hosts, cabled port to port, under one clock for all that are cabled together."""
