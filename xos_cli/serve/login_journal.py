"""Tell the server's log of the logins and logouts at a switch, as the switch's own events have them."""

from collections.abc import Callable

from xos_cli.switch.log import LogEntry
from xos_cli.switch.machine import Machine

#: The events that are told: somebody came in, failed to, left, or was locked out.
EVENTS = ("AAA.authPass", "AAA.authFail", "AAA.logout", "AAA.accountLockout")


class LoginJournal:
    """Call *note* with the text of each event about a login."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note

    def watch(self, machine: Machine) -> None:
        """Watch every MSM of *machine*; again after a snapshot was restored, whose nodes are others."""
        for node in machine.nodes.values():
            if self._happened not in node.console.journals:
                node.console.journals.append(self._happened)

    def _happened(self, node: str, entry: LogEntry) -> None:
        if entry.name in EVENTS:
            self._note(f"{node}: {entry.text}")
