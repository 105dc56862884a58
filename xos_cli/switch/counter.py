"""Count the messages of each process for `show checkpoint-data`."""


class Counter:
    """One row of `show checkpoint-data`.

    *transmitted*, *received* and *errors* count messages to and from the other MSM; *sent* of *total* are the rows of
    the bulk checkpoint; *on* whether changes go out at once; *done* whether its bulk checkpoint has finished.
    """

    __slots__ = ("done", "errors", "on", "received", "sent", "total", "transmitted")

    def __init__(self) -> None:
        self.transmitted = self.received = self.errors = 0
        self.restart()

    def restart(self) -> None:
        """Reset the figures of the bulk checkpoint; the message counters stay."""
        self.sent = self.total = 0
        self.on = self.done = False
