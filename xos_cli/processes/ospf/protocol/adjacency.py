"""The neighbour machine from TWO_WAY to FULL: database description, requests, loading (RFC 2328, 10.3 to 10.9)."""

from xos_cli.packets.ospf_records import (
    AS_OPAQUE,
    EXTERNAL,
    INIT,
    LSA_HEADER,
    MASTER,
    MAX_AGE,
    MORE,
    O_BIT,
    LsaHeader,
    OspfDbd,
    OspfLsr,
)
from xos_cli.processes.ospf.protocol.core import names_of
from xos_cli.processes.ospf.protocol.database import AS, Database, Scope, newer
from xos_cli.processes.ospf.protocol.flooding import OPAQUE, Flooding
from xos_cli.processes.ospf.protocol.neighbor import BDR, DR, Interface, Neighbor, State
from xos_cli.processes.ospf.protocol.settings import NEVER, NORMAL, VIRTUAL

#: Octets of a description before its headers, and of a request.
DESCRIPTION, KEY = 8, 12
WORDS = {State.TWO_WAY: "2WAY", State.EX_START: "EXSTART"}


class Adjacency(Flooding):
    """A router that exchanges its database with its neighbours."""

    # -- states ------------------------------------------------------------------------------------------------------

    def enter(self, interface: Interface, neighbor: Neighbor, state: State, now: float, why: str = "") -> None:
        """Change the state of a neighbour, and carry out what the new state requires."""
        before, neighbor.state = neighbor.state, state
        if state == before:
            return
        neighbor.since, neighbor.changes = now, neighbor.changes + 1
        interface.news = interface.news or State.DOWN in (before, state)
        full = State.FULL in (before, state)
        text = f"Neighbor {names_of(neighbor)} on {interface.name}: {word(before)} -> {word(state)}"
        self.note("Info" if full else "Debug-Summary", "OSPF.NbrStChg", text + (f" ({why})" if why else ""))
        if state < before or state in (State.TWO_WAY, State.FULL):  # what there is a trap of (RFC 1850, 14.16.2)
            self.moves.append((neighbor.address, neighbor.id, state + 1 + (state > State.DOWN)))
        if state < State.EX_START:
            neighbor.forget()
            self.freed = True
        if full:
            self.touched(interface)

    def forms(self, interface: Interface, neighbor: Neighbor) -> bool:
        """Return whether an adjacency with a neighbour should exist (10.4)."""
        if not interface.designated or interface.state in (DR, BDR):
            return True
        return neighbor.address in (interface.dr, interface.bdr) and neighbor.address != 0

    def consider(self, interface: Interface, neighbor: Neighbor, now: float) -> None:
        """Start an adjacency that should exist, and end one that should not (event AdjOK?)."""
        if neighbor.state == State.TWO_WAY and self.forms(interface, neighbor):
            self.begin(interface, neighbor, now)
        elif neighbor.state > State.TWO_WAY and not self.forms(interface, neighbor):
            self.enter(interface, neighbor, State.TWO_WAY, now, "no adjacency needed")

    def begin(self, interface: Interface, neighbor: Neighbor, now: float, why: str = "") -> None:
        """Start or restart the exchange of databases."""
        neighbor.forget()
        self.freed = True
        self.enter(interface, neighbor, State.EX_START, now, why)
        neighbor.sequence = (neighbor.sequence + 1) & 0x7FFFFFFF
        neighbor.master = True
        self._describe(interface, neighbor, INIT | MORE | MASTER, now)

    # -- descriptions ------------------------------------------------------------------------------------------------

    def _describe(self, interface: Interface, neighbor: Neighbor, flags: int, now: float) -> None:
        """Send a description; the master sends it again until it is answered."""
        headers = () if flags & INIT else self._next_headers(interface, neighbor, now)
        if not flags & INIT and neighbor.listed:
            flags |= MORE
        mtu = 0 if interface.settings.kind == VIRTUAL else interface.settings.mtu
        neighbor.sent = OspfDbd(mtu, self._options(interface), flags, neighbor.sequence, headers)
        neighbor.describe_at = now + interface.settings.retransmit if neighbor.master else NEVER
        self.send(interface, neighbor.address, neighbor.sent)

    def _options(self, interface: Interface) -> int:
        return self.area_of(interface).options | self.opaque_options()

    def describe_again(self, interface: Interface, neighbor: Neighbor, now: float) -> None:
        """Send the last description once more."""
        if neighbor.sent is not None:
            neighbor.describe_at = now + interface.settings.retransmit if neighbor.master else NEVER
            self.send(interface, neighbor.address, neighbor.sent)

    def _next_headers(self, interface: Interface, neighbor: Neighbor, now: float) -> tuple[LsaHeader, ...]:
        most = max(1, (self.room(interface) - DESCRIPTION) // LSA_HEADER)
        found: list[LsaHeader] = []
        while neighbor.listed and len(found) < most:
            scope, key = neighbor.listed.pop()
            stored = (self.database(scope) or {}).get(key)
            if stored is not None and stored.lsa.age < MAX_AGE:
                found.append(stored.header(now))
        return tuple(found)

    def _list(self, interface: Interface, neighbor: Neighbor, now: float) -> None:
        """List the LSAs to describe; flood those at MaxAge instead."""
        area = self.area_of(interface)
        scopes: list[tuple[Scope, Database]] = [(area.id, area.database), (("link", interface.name), interface.links)]
        if area.settings.kind == NORMAL and interface.settings.kind != VIRTUAL:
            scopes.append((AS, self.external))
        neighbor.listed = []
        for scope, database in scopes:
            for key, stored in database.items():
                if (key.kind in OPAQUE and not neighbor.options & O_BIT) or not self.lets_in(interface, stored.lsa):
                    continue
                if stored.lsa.age >= MAX_AGE:
                    neighbor.retransmit[key] = stored.lsa
                    neighbor.update_at = min(neighbor.update_at, now + interface.settings.retransmit)
                else:
                    neighbor.listed.append((scope, key))
        neighbor.listed.reverse()

    def described(self, interface: Interface, neighbor: Neighbor, dbd: OspfDbd, now: float) -> None:
        """Process a database description (10.6)."""
        if dbd.mtu > interface.settings.mtu and interface.settings.kind != VIRTUAL:
            self.complain(interface, neighbor, f"MTU mismatch: {dbd.mtu} there, {interface.settings.mtu} here")
            return
        if neighbor.state == State.INIT:
            self.two_way(interface, neighbor, now)
        if neighbor.state == State.TWO_WAY:
            self.consider(interface, neighbor, now)
        if neighbor.state == State.EX_START:
            self._negotiate(interface, neighbor, dbd, now)
        elif neighbor.state >= State.EXCHANGE:
            self._continue(interface, neighbor, dbd, now)

    def two_way(self, interface: Interface, neighbor: Neighbor, now: float) -> None:
        """Process that a neighbour hears this router."""

    def complain(self, interface: Interface, neighbor: Neighbor, why: str) -> None:
        """Note why there is no adjacency with a neighbour, once for each reason."""
        if interface.complaints.get(neighbor.address) != why:
            interface.complaints[neighbor.address] = why
            self.note("Warning", "OSPF.CfgErr", f"Neighbor {names_of(neighbor)} on {interface.name}: {why}")

    def _negotiate(self, interface: Interface, neighbor: Neighbor, dbd: OspfDbd, now: float) -> None:
        """Find out who is the master of the exchange."""
        first = INIT | MORE | MASTER
        if dbd.flags == first and not dbd.headers and neighbor.id > self.id:
            neighbor.master, neighbor.sequence = False, dbd.sequence
        elif not dbd.flags & (INIT | MASTER) and dbd.sequence == neighbor.sequence and neighbor.id < self.id:
            neighbor.master = True
        else:
            return
        interface.complaints.pop(neighbor.address, None)
        neighbor.options, neighbor.tries = dbd.options, 0
        self.enter(interface, neighbor, State.EXCHANGE, now)
        self._list(interface, neighbor, now)
        self._accept(interface, neighbor, dbd, now)

    def _continue(self, interface: Interface, neighbor: Neighbor, dbd: OspfDbd, now: float) -> None:
        """Continue an exchange; restart one that went wrong."""
        if neighbor.received == (dbd.flags, dbd.options, dbd.sequence):
            if not neighbor.master:
                self.describe_again(interface, neighbor, now)
            return
        expected = neighbor.sequence if neighbor.master else (neighbor.sequence + 1) & 0xFFFFFFFF
        slave = bool(dbd.flags & MASTER) != neighbor.master
        if (
            neighbor.state != State.EXCHANGE
            or not slave
            or dbd.flags & INIT
            or dbd.options != neighbor.options
            or dbd.sequence != expected
        ):
            self.begin(interface, neighbor, now, "sequence number mismatch")
            return
        neighbor.tries = 0
        self._accept(interface, neighbor, dbd, now)

    def _accept(self, interface: Interface, neighbor: Neighbor, dbd: OspfDbd, now: float) -> None:
        """Note the LSAs that this router lacks, and send the next description."""
        neighbor.received = dbd.flags, dbd.options, dbd.sequence
        for header in dbd.headers:
            if not self._want(interface, neighbor, header, now):
                self.begin(interface, neighbor, now, "an LSA that does not belong here")
                return
        sent_all = neighbor.sent is not None and not neighbor.sent.flags & (MORE | INIT)
        if neighbor.master:
            neighbor.sequence = (neighbor.sequence + 1) & 0xFFFFFFFF
            if sent_all and not dbd.flags & MORE:
                self._exchanged(interface, neighbor, now)
            else:
                self._describe(interface, neighbor, MASTER, now)
            return
        neighbor.sequence = dbd.sequence
        self._describe(interface, neighbor, 0, now)
        if neighbor.sent is not None and not (neighbor.sent.flags | dbd.flags) & MORE:
            self._exchanged(interface, neighbor, now)

    def _want(self, interface: Interface, neighbor: Neighbor, header: LsaHeader, now: float) -> bool:
        """Request an LSA that is newer than what is known; False if it must not come from there."""
        scope = self.scope_of(interface, header.kind)
        if scope is None:
            return interface.settings.kind == VIRTUAL and header.kind in (EXTERNAL, AS_OPAQUE)
        stored = (self.database(scope) or {}).get(header.key)
        if stored is None or newer(header, stored.header(now)) > 0:
            neighbor.requests[header.key] = header
        return True

    # -- requests ----------------------------------------------------------------------------------------------------

    def _exchanged(self, interface: Interface, neighbor: Neighbor, now: float) -> None:
        """Request the LSAs that are newer at the neighbour, now that all are described (event ExchangeDone)."""
        neighbor.describe_at = NEVER
        self.enter(interface, neighbor, State.LOADING if neighbor.requests else State.FULL, now)
        self.freed = True
        if neighbor.requests:
            self.ask(interface, neighbor, now)

    def ask(self, interface: Interface, neighbor: Neighbor, now: float) -> None:
        """Request as many LSAs as one packet names."""
        most = max(1, self.room(interface) // KEY)
        neighbor.asked = dict.fromkeys(list(neighbor.requests)[:most])
        neighbor.request_at = now + interface.settings.retransmit
        self.send(interface, neighbor.address, OspfLsr(tuple(neighbor.asked)))

    def requested(self, interface: Interface, neighbor: Neighbor, request: OspfLsr, now: float) -> None:
        """Send what a neighbour requests (10.7)."""
        if neighbor.state < State.EXCHANGE:
            return
        found = []
        for key in request.keys:
            scope = self.scope_of(interface, key.kind)
            stored = (self.database(scope) or {}).get(key) if scope is not None else None
            if stored is None:
                self.begin(interface, neighbor, now, "a request for an unknown LSA")
                return
            found.append(stored.lsa)
        self._send_updates(interface, neighbor.address, found, now)

    def load(self, now: float) -> None:
        """Make the neighbours FULL whose requests were answered (event Loading Done)."""
        loaded, self.loaded = dict.fromkeys(self.loaded), []
        for interface, neighbor in loaded:
            if neighbor.state != State.LOADING:
                continue
            if not neighbor.requests:
                neighbor.request_at = NEVER
                self.enter(interface, neighbor, State.FULL, now)
                self.freed = True
            elif not neighbor.asked:
                self.ask(interface, neighbor, now)

    def repeat(self, interface: Interface, neighbor: Neighbor, now: float) -> None:
        """Retransmit what the neighbour has not answered, if it is due."""
        if neighbor.describe_at <= now:
            neighbor.tries += 1
            self.describe_again(interface, neighbor, now)
        if neighbor.request_at <= now:
            neighbor.tries += 1
            self.ask(interface, neighbor, now)
        if neighbor.update_at <= now:
            self.retransmit(interface, neighbor, now)


def word(state: State) -> str:
    """Return what the switch calls a neighbour's state.  evidence: later 16.2"""
    return WORDS.get(state, state.name)
