"""A process as one node runs it."""

#: The state of a process that does its work, and the process without which a node neither hears nor is heard.
READY, NODE_MANAGER = "Ready", "nodemgr"


class RunningProcess:
    """A process on one node: since when, how often restarted, and whether it does its work."""

    __slots__ = ("ready", "restarts", "since", "state")

    def __init__(self, since: float, ready: bool = True, state: str = READY) -> None:
        self.since, self.restarts, self.ready, self.state = since, 0, ready, state
