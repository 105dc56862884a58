"""What one can see of an MSM, and what happened on it."""

from datetime import UTC, datetime
from typing import NamedTuple

from xos_cli.switch import node as inside
from xos_cli.switch.machine import Machine


class Event(NamedTuple):
    """Something that happened: *at* by the switch's virtual clock, UTC.  *severity* and *name* are those of its log
    (``Notice``, ``DM.Notice``); what was done to the chassis by hand has the severity ``Lab``."""

    at: datetime
    node: str
    severity: str
    name: str
    text: str


def when(seconds: float) -> datetime:
    """A moment of the virtual clock."""
    return datetime.fromtimestamp(seconds, UTC)


class Node:
    """One MSM (or the whole of a stand-alone switch), as it is whenever one looks."""

    def __init__(self, machine: Machine, name: str) -> None:
        self._machine, self.name = machine, name

    def __repr__(self) -> str:
        return f"<{self.name} {self.state}>"

    @property
    def _node(self) -> "inside.Node":
        return self._machine.nodes[self.name]

    @property
    def plugged(self) -> bool:
        """Whether it is in its slot."""
        return self._machine.plugged(self.name)

    @property
    def state(self) -> str:
        """``INIT``, ``STANDBY``, ``MASTER``, ``BACKUP``, ``DOWN``, ``FAIL``; ``OPERATIONAL`` on a stand-alone switch,
        ``EMPTY`` for a slot without an MSM."""
        return str(self._node.state) if self.plugged else "EMPTY"

    @property
    def is_master(self) -> bool:
        """Whether it manages the switch."""
        return self.plugged and self._node.is_master

    @property
    def login_open(self) -> bool:
        """Whether one can log in there."""
        return self.plugged and self._node.login_open

    @property
    def unsaved(self) -> bool:
        """Whether the switch counts its running configuration as not saved: the ``*`` of the prompt."""
        return self._node.config.dirty

    @property
    def priority(self) -> int:
        """The configured priority in elections."""
        return self._node.priority()

    @property
    def image(self) -> str:
        """The version of the software that it runs."""
        return self._node.version

    @property
    def files(self) -> dict[str, bytes]:
        """What is in its flash."""
        flash = self._node.flash
        return {name: flash.read(name) for name in flash.names()}

    @property
    def selected(self) -> str:
        """The configuration file of its next boot, "" before the first save."""
        return self._node.flash.nvram.config_selected
