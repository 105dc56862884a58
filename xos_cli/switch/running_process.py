"""The processes as one node runs them."""

#: The state of a running process, and the process without which a node neither sends nor receives messages.
READY, NODE_MANAGER = "Ready", "nodemgr"


class RunningProcess:
    """A process on one node: since when, how often restarted, and its state."""

    __slots__ = ("restarts", "since", "state")

    def __init__(self, since: float) -> None:
        self.since, self.restarts, self.state = since, 0, READY

    @property
    def ready(self) -> bool:
        """Return whether it does its work."""
        return self.state == READY


class RunningProcesses(dict[str, RunningProcess]):
    """The processes of one node, by name, in the order in which they started."""

    _working: frozenset[str] | None = None

    @property
    def working(self) -> frozenset[str]:
        """Return the names of those that do their work."""
        if self._working is None:
            self._working = frozenset([name for name, process in self.items() if process.ready])
        return self._working

    def __setitem__(self, name: str, process: RunningProcess) -> None:
        super().__setitem__(name, process)
        self._working = None

    def set(self, name: str, ready: bool) -> RunningProcess:
        """Stop or continue a process, and return it."""
        process = self[name]
        process.state = READY if ready else "Stopped"
        self._working = None
        return process
