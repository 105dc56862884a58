"""The saved configuration file: its fields, its reader and its rows, and what of it does not apply to a switch."""
