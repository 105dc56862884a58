"""The hardware of a switch: its chassis and modules, its flash, the links of its ports."""
