"""Watch the other MSM by its messages, else by the lines of its slot, and act when it changes.

Silence with a pulse on the line of the other slot is a cut channel: nobody takes over.  Silence without a pulse is an
MSM that hangs: with the watchdog enabled its reset line is pulled, and a backup takes over; with it disabled the MSM
keeps what it holds until somebody repairs it.  A line that is not ready is that of an MSM that restarts.
evidence: inferred (the lines); events page of 31.4 (the event and the reasons in parentheses), inferred (the words)
"""

from enum import Enum
from typing import TYPE_CHECKING

from xos_cli.switch.election import State

if TYPE_CHECKING:
    from xos_cli.switch.messages import Hello
    from xos_cli.switch.node_parts import NodeParts


class Sight(Enum):
    """The other MSM as this one sees it."""

    EMPTY = "was removed from its slot"
    FAILED = "has failed (Hw Failure)"
    LINKED = "is heard"
    RESTARTS = "crashed and restarts (Process Failure)"
    CUT_OFF = "is cut off: it works, and nothing is heard of it"
    HANGS = "hangs: nothing is heard of it, and it does not work (Device Timeout)"


class PeerWatch:
    """What one node observes of the other; it is lost at each reset of the node."""

    def __init__(self, node: "NodeParts") -> None:
        self.node = node
        self.last_word: Hello | None = None  # what the other said last, whether it can be heard now or not
        self._seen: Sight | None = None

    def sight(self) -> Sight:
        """Return how the other MSM looks now."""
        node, name = self.node, self.node.peer_name
        lamp = node.backplane.lamp(name)
        if lamp != "INIT":
            return Sight.EMPTY if lamp == "EMPTY" else Sight.FAILED
        if not node.backplane.ready(name):
            return Sight.RESTARTS
        if node.linked:
            return Sight.LINKED
        return Sight.CUT_OFF if node.backplane.pulse(name) else Sight.HANGS

    def state(self) -> str:
        """Return the state of the other MSM as far as this node can tell; "" if its slot is empty."""
        if self.node.peer is not None:
            return self.node.peer.state
        match self.sight():
            case Sight.EMPTY:
                return ""
            case Sight.FAILED:
                return State.FAIL
            case Sight.RESTARTS | Sight.LINKED:
                return State.DOWN if self._went_down else State.INIT
            case Sight.CUT_OFF | Sight.HANGS:
                holds = self.node.backplane.master == self.node.peer_name
                return State.MASTER if holds else State.FAIL

    @property
    def _went_down(self) -> bool:
        """Return whether the last message of the other MSM was that it goes down."""
        return self.last_word is not None and self.last_word.state == State.DOWN

    def begin(self) -> None:
        """Note how the other MSM looks now, without acting on it: this node's software has just started."""
        self._seen = self.sight()

    def look(self) -> None:
        """Look at the other MSM, and act if it looks different than before."""
        before, self._seen = self._seen, self.sight()
        if before is self._seen:
            return
        if self._seen in (Sight.EMPTY, Sight.FAILED, Sight.RESTARTS) and self.node.channel is not None:
            self.node.channel.hang_up()
        self._log(before)
        self._act()

    def _log(self, before: Sight | None) -> None:
        """Log what happened to the other MSM; *before*, how it looked, decides whether a restart is logged."""
        seen, node = self._seen, self.node
        if seen in (None, Sight.LINKED) or (seen is Sight.RESTARTS and before in (None, Sight.EMPTY, Sight.FAILED)):
            return
        # "Backup lost" is what a master says of its backup; no reason is known for the other way round.
        reason = " (Backup lost)" if seen is Sight.CUT_OFF and node.is_master else ""
        what = f"Node {node.peer_name} {seen.value}{reason}"
        if seen is Sight.EMPTY:
            node.event("Warning", "DM.Warning", what)
        elif seen is Sight.RESTARTS and self._went_down:
            node.event("Notice", "DM.Notice", f"Node {node.peer_name} was rebooted")
        else:
            node.event("Error", "NM.NodeStateFail", what)

    def _act(self) -> None:
        node, line = self.node, self.node.backplane
        if self._seen is Sight.HANGS and node.running and node.software.watchdog(node):
            node.event("Warning", "DM.Warning", f"The reset line of {node.peer_name} is pulled")
            self._seen = Sight.RESTARTS
            line.reset(node.peer_name)
        if node.state == State.BACKUP and line.master is None:
            node.role.take_over()
        elif self._seen is not Sight.LINKED:
            self._alone()

    def _alone(self) -> None:
        """End the replication, because the other node cannot be heard."""
        node = self.node
        node.peer, node.wanted = None, False
        node.checkpoint.stop()
        if node.state == State.BACKUP:
            node.open_login()
        elif node.is_master and node.running:
            node.call("devmgr", "other_left")
