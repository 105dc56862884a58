"""The machine: clock, chassis, tables, nodes, election, control channel, checkpoint, flash.  No input, no output."""
