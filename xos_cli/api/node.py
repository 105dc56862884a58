"""An MSM as a Python program sees it, and the events on it."""

from datetime import UTC, datetime

from xos_cli.record import NamedTuple
from xos_cli.switch import node as inside
from xos_cli.switch.machine import Machine


class Event(NamedTuple):
    """Something that happened on the switch.

    *at*: when, by the switch's virtual clock, in UTC.  *node*: the MSM.  *severity* and *name*: as in the switch's log
    (``Notice``, ``DM.Notice``); what was done to the chassis by hand has the severity ``Lab``.  *text*: the message.
    """

    at: datetime
    node: str
    severity: str
    name: str
    text: str

    def __str__(self) -> str:
        where = f"{self.node} " if self.node else ""
        return f"{self.at:%Y-%m-%d %H:%M:%S} {where}<{self.severity}:{self.name}> {self.text}"


def when(seconds: float) -> datetime:
    """Return a moment of the virtual clock as a date and time in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


class Node:
    """One MSM, or the whole of a stand-alone switch; its attributes say how it is at the moment.  *name*: ``MSM-A``."""

    def __init__(self, machine: Machine, name: str) -> None:
        self._machine, self.name = machine, name

    def __repr__(self) -> str:
        return f"<{self.name} {self.state}>"

    @property
    def _node(self) -> "inside.Node":
        return self._machine.nodes[self.name]

    @property
    def plugged(self) -> bool:
        """Whether the MSM is in its slot."""
        return self._machine.plugged(self.name)

    @property
    def state(self) -> str:
        """``INIT``, ``STANDBY``, ``MASTER``, ``BACKUP``, ``DOWN`` or ``FAIL``; ``OPERATIONAL`` on a stand-alone switch;
        ``EMPTY`` for a slot without an MSM."""
        return str(self._node.state) if self.plugged else "EMPTY"

    @property
    def is_master(self) -> bool:
        """Whether the MSM manages the switch."""
        return self.plugged and self._node.is_master

    @property
    def login_open(self) -> bool:
        """Whether somebody can log in at the MSM."""
        return self.plugged and self._node.login_open

    @property
    def unsaved(self) -> bool:
        """Whether the prompt has its ``*``: the switch counts its running configuration as not saved."""
        return self._node.config.dirty

    @property
    def priority(self) -> int:
        """Its configured priority in elections."""
        return self._node.priority()

    @property
    def image(self) -> str:
        """The version of the software that it runs."""
        return self._node.version

    @property
    def files(self) -> dict[str, bytes]:
        """The files in its flash: name -> contents."""
        flash = self._node.flash
        return {name: flash.read(name) for name in flash.names()}

    @property
    def selected(self) -> str:
        """The configuration file that it boots with next; "" before the first save."""
        return self._node.flash.nvram.config_selected
