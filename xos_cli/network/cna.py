"""A CNA server at a host: agents register with it, and it asks them for tests at times; it keeps their results."""

from xos_cli.network.services import ServiceHost
from xos_cli.packets.frames import Ipv4, Udp
from xos_cli.processes.netTools.cna_agent import CONTROL, SERVER
from xos_cli.switch.timing.clock import Clock, EventKind


class CnaServer:
    """The agents by address, the *tests* that each is asked for every so many seconds, and the *results*."""

    def __init__(self, host: ServiceHost, tests: list[str], every: float) -> None:
        self.host, self.tests, self.every = host, tests, every
        self.agents: dict[int, str] = {}
        self.results: list[str] = []
        self._number = 0

    @property
    def clock(self) -> Clock:
        """Return the virtual clock."""
        return self.host.clock

    def take(self, host: ServiceHost, packet: Ipv4, datagram: Udp) -> None:
        """Take a registration or a result."""
        text = datagram.data.decode("ascii", "replace")
        word, _, rest = text.partition(" ")
        if word == "register":
            new = packet.src not in self.agents
            self.agents[packet.src] = rest
            self._send(packet.src, "registered")
            if new:
                self.clock.after(1.0, self._ask, packet.src, kind=EventKind.GUARD)
        elif word == "result":
            self.results.append(rest)

    def _ask(self, agent: int) -> None:
        """Ask an agent for all tests, now and again."""
        for test in self.tests:
            self._number += 1
            self._send(agent, f"test {self._number} {test}")
        if self.tests:
            self.clock.after(self.every, self._ask, agent, kind=EventKind.GUARD)

    def _send(self, agent: int, text: str) -> None:
        self.host.send(Ipv4(self.host.address, agent, Udp(SERVER, CONTROL, text.encode())))
