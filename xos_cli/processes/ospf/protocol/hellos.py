"""The interface machine, hellos, and the neighbour machine up to TWO_WAY (RFC 2328, 9 and 10.5)."""

from xos_cli.packets.addresses import ip_text
from xos_cli.packets.ospf_records import E_BIT, N_BIT, Ospf, OspfHello
from xos_cli.processes.ospf.protocol.adjacency import Adjacency
from xos_cli.processes.ospf.protocol.core import ALL_ROUTERS
from xos_cli.processes.ospf.protocol.election import Candidate, elect
from xos_cli.processes.ospf.protocol.neighbor import BDR, DOWN, DR, DR_OTHER, P2P, WAITING, Interface, Neighbor, State
from xos_cli.processes.ospf.protocol.settings import NEVER, VIRTUAL


class Hellos(Adjacency):
    """A router that finds its neighbours and elects designated routers."""

    # -- interfaces --------------------------------------------------------------------------------------------------

    def interface_up(self, interface: Interface, now: float) -> None:
        """Begin to send hellos (event InterfaceUp)."""
        if interface.up:
            return
        interface.up = True
        interface.hello_at = NEVER if interface.settings.passive else now
        if not interface.designated:
            self.turn(interface, P2P)
        elif interface.settings.priority == 0:
            self.turn(interface, DR_OTHER)
        else:
            self.turn(interface, WAITING)
            interface.wait_at = now + interface.settings.wait

    def interface_down(self, interface: Interface, now: float) -> None:
        """Forget the neighbours, and send no more (event InterfaceDown)."""
        if not interface.up:
            return
        for neighbor in list(interface.neighbors.values()):
            self.lose(interface, neighbor, now, "interface down")
        interface.up, interface.dr, interface.bdr, interface.hello = False, 0, 0, None
        interface.hello_at = interface.wait_at = interface.ack_at = NEVER
        interface.acks = {}
        interface.complaints = {}
        self.outgoing.pop(interface.name, None)
        self.turn(interface, DOWN)
        self.recalculate(now)

    def turn(self, interface: Interface, state: str) -> None:
        """Change the state of an interface."""
        if interface.state != state:
            self.note("Debug-Summary", "OSPF.IfStChg", f"Interface {interface.name}: {interface.state} -> {state}")
            interface.state = state
        interface.news = True
        self.touched(interface)

    def elect(self, interface: Interface, now: float) -> None:
        """Elect the designated router and its backup, then start or end adjacencies accordingly."""
        own = Candidate(self.id, interface.address, interface.settings.priority, interface.dr, interface.bdr)
        heard = [n for n in interface.neighbors.values() if n.state >= State.TWO_WAY]
        others = [Candidate(n.id, n.address, n.priority, n.dr, n.bdr) for n in heard]
        before = interface.dr, interface.bdr
        interface.dr, interface.bdr = elect(own, others)
        interface.wait_at = NEVER
        own_state = {interface.dr: DR, interface.bdr: BDR} if interface.bdr != interface.dr else {interface.dr: DR}
        state = own_state.get(interface.address, DR_OTHER)
        if state != interface.state or before != (interface.dr, interface.bdr):
            self.turn(interface, state)
            named = f"DR {ip_text(interface.dr)}, BDR {ip_text(interface.bdr)}"
            self.note("Info", "OSPF.DRChg", f"Interface {interface.name}: {named}")
            for neighbor in heard:
                self.consider(interface, neighbor, now)

    def neighbors_changed(self, interface: Interface, now: float) -> None:
        """Elect again after a change of a neighbour (event NeighborChange)."""
        if interface.state in (DR, BDR, DR_OTHER):
            self.elect(interface, now)

    # -- hellos ------------------------------------------------------------------------------------------------------

    def say_hello(self, interface: Interface, now: float) -> None:
        """Send a hello; one that says the same as the last is the same record."""
        interface.hello_at, interface.news = now + interface.settings.hello, False
        packet = Ospf(self.id, interface.settings.area, self._hello(interface))
        if interface.settings.key.kind:
            packet = self.sealed(interface, packet)
        elif interface.hello == packet:
            packet = interface.hello
        interface.hello = packet
        self.emit(interface, ALL_ROUTERS, packet)

    def _hello(self, interface: Interface) -> OspfHello:
        settings = interface.settings
        mask = 0 if settings.kind == VIRTUAL else settings.mask
        options = self.area_of(interface).options | self.opaque_options()
        heard = tuple([n.id for n in interface.neighbors.values() if n.state >= State.INIT])
        return OspfHello(
            mask, settings.hello, options, settings.priority, settings.dead, interface.dr, interface.bdr, heard
        )

    def refused(self, interface: Interface, packet: Ospf) -> str:
        """Return why a hello is refused, "" if it fits (10.5)."""
        hello, settings = packet.body, interface.settings
        assert isinstance(hello, OspfHello)
        if packet.router == self.id:
            return "duplicate router id"
        if settings.kind == "broadcast" and hello.mask != settings.mask:
            return f"network mask mismatch: {ip_text(hello.mask)} there, {ip_text(settings.mask)} here"
        if hello.interval != settings.hello:
            return f"hello interval mismatch: {hello.interval} there, {settings.hello} here"
        if hello.dead != settings.dead:
            return f"dead interval mismatch: {hello.dead} there, {settings.dead} here"
        if (hello.options ^ self.area_of(interface).options) & (E_BIT | N_BIT):
            return "area type mismatch"
        return ""

    def heard(self, interface: Interface, source: int, mac: int, packet: Ospf, now: float) -> None:
        """Process a hello whose parameters match."""
        hello = packet.body
        assert isinstance(hello, OspfHello)
        key = source if interface.designated else packet.router
        neighbor = interface.neighbors.get(key)
        if neighbor is not None and neighbor.id != packet.router:
            self.lose(interface, neighbor, now, "another router has its address")
            neighbor = None
        if neighbor is None:
            neighbor = interface.neighbors[key] = Neighbor(packet.router, source, mac, now)
            self.enter(interface, neighbor, State.INIT, now)
        neighbor.address, neighbor.mac = source, mac
        neighbor.dead_at = now + interface.settings.dead
        neighbor.heard = packet
        before = neighbor.priority, neighbor.dr == source, neighbor.bdr == source
        neighbor.priority = hello.priority
        if hello.dr or not neighbor.helped_until:  # one that restarts does not know yet what it was
            neighbor.dr, neighbor.bdr = hello.dr, hello.bdr
        changed = before != (neighbor.priority, neighbor.dr == source, neighbor.bdr == source)
        if self.id not in hello.neighbors:
            self.one_way(interface, neighbor, now)
            return
        if neighbor.state == State.INIT:
            self.two_way(interface, neighbor, now)
        elif changed and not neighbor.helped_until:
            self.neighbors_changed(interface, now)
        self.backup_seen(interface, neighbor, now)

    def backup_seen(self, interface: Interface, neighbor: Neighbor, now: float) -> None:
        """End the waiting state if a neighbour is designated router or backup already (event BackupSeen)."""
        known = neighbor.bdr == neighbor.address or (neighbor.dr == neighbor.address and not neighbor.bdr)
        if known and interface.state == WAITING and neighbor.state >= State.TWO_WAY:
            self.elect(interface, now)

    def two_way(self, interface: Interface, neighbor: Neighbor, now: float) -> None:
        """Process that a neighbour hears this router (event 2-WayReceived)."""
        self.enter(interface, neighbor, State.TWO_WAY, now)
        self.neighbors_changed(interface, now)
        if neighbor.state == State.TWO_WAY:
            self.consider(interface, neighbor, now)

    def one_way(self, interface: Interface, neighbor: Neighbor, now: float) -> None:
        """Process that a neighbour no longer hears this router (event 1-WayReceived)."""
        if neighbor.state >= State.TWO_WAY:
            self.enter(interface, neighbor, State.INIT, now, "one-way hello")
            self.neighbors_changed(interface, now)

    def lose(self, interface: Interface, neighbor: Neighbor, now: float, why: str) -> None:
        """Forget a neighbour (events KillNbr, LLDown, InactivityTimer)."""
        neighbor.helped_until = 0.0
        self.enter(interface, neighbor, State.DOWN, now, why)
        key = neighbor.address if interface.designated else neighbor.id
        interface.neighbors.pop(key, None)
        if interface.up:
            self.neighbors_changed(interface, now)
