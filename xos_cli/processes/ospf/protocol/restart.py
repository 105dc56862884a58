"""Graceful restart (RFC 3623): a router that restarts, and one that waits for a neighbour that does."""

from xos_cli.processes.ospf.protocol.borders import Borders
from xos_cli.processes.ospf.protocol.settings import NEVER, RouterSettings


class Restart(Borders):
    """A router that restarts without a loss, and helps others to."""

    def __init__(self, settings: RouterSettings, now: float) -> None:
        super().__init__(settings, now)
        self.restart_at = NEVER

    def tick_restart(self, now: float) -> None:
        """Do what is due."""
