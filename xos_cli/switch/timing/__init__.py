"""Virtual time: the clock, what repeats, and the calendar."""
