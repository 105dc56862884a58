"""An emulator of the ExtremeWare XOS 11.3 command line on a chassis with two management modules."""

__version__ = "0.1.0"
