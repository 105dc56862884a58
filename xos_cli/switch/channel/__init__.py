"""The control channel between the MSMs: its wires, the pieces that travel on them, and the end at each node."""
