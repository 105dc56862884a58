"""802.1X on a master: the authenticators of its ports and stations, their frames, and what the RADIUS servers say.

They are objects of the master.  After a failover the stations that are logged in stay so and are asked again soon.

evidence: guide 11.3 p.348 (the failover), p.362-363 (guests, another VLAN after a reauthentication), inferred (a second
after the failover; with an authenticator of its own a station ends the polling of its port)
"""

from typing import TYPE_CHECKING

from xos_cli.errors import PacketError
from xos_cli.packets import eap, radius
from xos_cli.packets.addresses import PAE_GROUP
from xos_cli.packets.frames import EAP_PACKET, EAPOL_LOGOFF, EAPOL_START, Eapol, Frame
from xos_cli.packets.radius_eap import STATE, eap_of
from xos_cli.packets.radius_netlogin import vlan_grant
from xos_cli.processes.netLogin import authenticator as machine
from xos_cli.processes.netLogin.authenticator import NEVER, Dot1xPeriods, Pae, PaeState, PaeStep
from xos_cli.processes.netLogin.facts import guest_vlan, netlogin_ports, ports_with, readable_name, ways_at
from xos_cli.processes.netLogin.logins import RADIUS, REFUSAL, tell_failure, tell_login
from xos_cli.processes.netLogin.moves import base_vlan, move_port
from xos_cli.processes.netLogin.rows import AUTHENTICATED, DOT1X, PENDING, Dot1xTimers, NetloginClient
from xos_cli.processes.netLogin.sessions import admit, clients_at, log_out
from xos_cli.processes.vlan.rows import AS_GUEST
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: The station for which the authenticator of a port stands: everybody.
ANYBODY = 0
#: Seconds after a failover until clients are asked again.
SOON = 1.0
Attributes = tuple[tuple[int, bytes], ...]


class EapExchange(NamedTuple):
    """What goes with the questions about a station: what its server gave with the challenge, and which server it is."""

    state: bytes = b""
    server: int = 0


class PortAccess:
    """The authenticators by port and MAC address; that of a port for anybody stands while no station has its own."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.paes: dict[tuple[str, int], Pae] = {}
        self.exchanges: dict[tuple[str, int], EapExchange] = {}
        self._armed: dict[tuple[str, int], float] = {}
        self._leaving = "", ANYBODY  # the station that its own authenticator logs out now

    # -- which there are -------------------------------------------------------------------------------------------

    def align(self) -> None:
        """Create an authenticator at every 802.1X port with a link, and delete those of all other ports."""
        wanted = {row.port for row in netlogin_ports(self.node.store) if self._is_used(row.port)}
        for port, mac in list(self.paes):
            if port not in wanted:
                self.forget(port, mac)
        for port in sorted(wanted):
            self._poll(port)

    def _is_used(self, port: str) -> bool:
        assert self.node.fabric is not None
        bit = sets.read(port) & ports_with(self.node.store, DOT1X)
        return bool(bit) and self.node.fabric.ports[sets.first(bit)].agreed is not None

    def _poll(self, port: str) -> None:
        """Request the identity at a port, unless a station there has an authenticator of its own."""
        if not any(own == port for own, _ in self.paes):
            self._do((port, ANYBODY), machine.connect(Pae(), self.node.clock.now, self.periods))

    def forget(self, port: str, mac: int) -> None:
        """Delete the authenticator of a station."""
        for held in (self.paes, self.exchanges, self._armed):
            held.pop((port, mac), None)

    def is_leaving(self, port: str, mac: int) -> bool:
        """Return whether the authenticator of a station itself logs it out now."""
        return self._leaving == (port, mac)

    def resume(self) -> None:
        """Authenticate again the clients that the old master let in."""
        for row in self.node.store.rows(NetloginClient):
            if (row.state, row.way) == (AUTHENTICATED, DOT1X):
                pae = Pae(PaeState.AUTHENTICATED, until=self.node.clock.now + SOON, authorized=True, user=row.user)
                self._do((row.port, row.mac), PaeStep(pae))
        self.align()

    @property
    def periods(self) -> Dot1xPeriods:
        """Return the configured timers."""
        row = self.node.store.one(Dot1xTimers)
        supplicant = row.suppRespTimeout
        return Dot1xPeriods(row.quietPeriod, supplicant, supplicant, row.serverTimeout, row.reAuthPeriod)

    # -- frames ----------------------------------------------------------------------------------------------------

    def take(self, port: str, frame: Frame, message: Eapol) -> None:
        """Process an EAPOL frame of a station."""
        key, now = (port, frame.src), self.node.clock.now
        polled = self.paes.get((port, ANYBODY))
        pae = self.paes.get(key) or (polled or Pae())
        if message.kind == EAPOL_START:
            step = machine.started(pae, now, self.periods)
        elif message.kind == EAPOL_LOGOFF and key in self.paes:
            step = machine.logged_off(pae)
        elif message.kind == EAP_PACKET and message.eap is not None:
            step = machine.responded(pae, message.eap, now, self.periods)
        else:
            return
        if step.pae is not pae or key in self.paes:
            self.forget(port, ANYBODY)
            self._do(key, step)

    def _do(self, key: tuple[str, int], step: PaeStep) -> None:
        """Carry out a step of an authenticator: send, ask a server, set timers, open or close the port."""
        before, self.paes[key] = self.paes.get(key, Pae()), step.pae
        for packet in step.send:
            self._send(*key, Eapol(self.node.store.one(Dot1xTimers).eapolTxVersion, EAP_PACKET, packet))
        if before.authorized and not step.pae.authorized:
            self._leaving = key
            log_out(self.node, *key)
            self._leaving = "", ANYBODY
        if step.ask is not None:
            exchange = self.exchanges.setdefault(key, EapExchange())
            state = exchange.state if step.ask.kind != eap.IDENTITY else b""
            asked = eap.encode_eap(step.ask)
            self.node.call("aaa", "ask_for_station", (*key, DOT1X), step.pae.user, None, asked, state, exchange.server)
        if step.silent:
            self._silent(*key)
        self._arm(key)

    def _send(self, port: str, mac: int, message: Eapol) -> None:
        fabric = self.node.fabric
        assert fabric is not None
        fabric.send(sets.first(sets.read(port)), Frame(fabric.mac, mac or PAE_GROUP, 0, message))

    def _silent(self, port: str, mac: int) -> None:
        """Move a port where nobody answers into its guest VLAN, and keep requesting the identity there."""
        self.forget(port, mac)
        only = ways_at(self.node.store, port) == [DOT1X]
        guests = guest_vlan(self.node.store, sets.read(port)) if mac == ANYBODY and only else ""
        if guests and not clients_at(self.node, port):
            move_port(self.node, port, guests, AS_GUEST)
        self._poll(port)

    # -- servers ---------------------------------------------------------------------------------------------------

    def answered(self, port: str, mac: int, code: int, attributes: Attributes, server: int) -> None:
        """Process the answer of a server about a station; code 0 means that none answered, which is a failure."""
        key, now = (port, mac), self.node.clock.now
        pae = self.paes.get(key)
        if pae is None or not pae.asks:
            return
        self.exchanges[key] = EapExchange(dict(attributes).get(STATE, b""), server)
        if code == radius.ACCESS_CHALLENGE:
            step = self._challenged(pae, attributes)
        elif code == radius.ACCESS_ACCEPT and self._admit(port, mac, pae.user, attributes):
            step = machine.passed(pae, now, self.periods)
        else:
            step = machine.failed(pae, now, self.periods)
            self.exchanges.pop(key, None)
            if code != radius.ACCESS_ACCEPT:
                tell_failure(self.node, self._client(port, mac, pae.user), REFUSAL if code else "no server answers")
        self._do(key, step)

    def _challenged(self, pae: Pae, attributes: Attributes) -> PaeStep:
        now = self.node.clock.now
        try:
            return machine.challenged(pae, eap.decode_eap(eap_of(attributes)), now, self.periods)
        except PacketError:
            return machine.failed(pae, now, self.periods)

    def _client(self, port: str, mac: int, user: str) -> NetloginClient:
        known = self.node.store.get(NetloginClient, port, mac)
        home = base_vlan(self.node.store, port)
        return (known or NetloginClient(port, mac, user, PENDING, home))._replace(user=readable_name(user), way=DOT1X)

    def _admit(self, port: str, mac: int, user: str, attributes: Attributes) -> bool:
        """Let a station in as its server says; return False if that cannot be."""
        row = self._client(port, mac, user)
        known = row.state == AUTHENTICATED
        why = admit(self.node, row, vlan_grant(attributes))
        if why:
            tell_failure(self.node, row, why)
        elif not known:
            tell_login(self.node, row, RADIUS)
        return not why

    # -- timers ----------------------------------------------------------------------------------------------------

    def _arm(self, key: tuple[str, int]) -> None:
        """Set the timer of a station's authenticator; a timer that usually is restarted in time is no transition."""
        pae = self.paes.get(key)
        if pae is None or pae.until == NEVER or self._armed.get(key) == pae.until:
            return
        self._armed[key] = pae.until
        kind = EventKind.BEACON if key[1] == ANYBODY else EventKind.GUARD
        self.node.clock.at(pae.until, self._expire, key, pae.until, kind=kind)

    def _expire(self, key: tuple[str, int], until: float) -> None:
        pae = self.paes.get(key)
        if pae is not None and pae.until == until:
            self._do(key, machine.expired(pae, self.node.clock.now, self.periods))


def access_of_node(node: "Node") -> PortAccess:
    """Return the authenticators of a master; they are made when the first port needs one."""
    found = node.memory.get("netLogin dot1x")
    if not isinstance(found, PortAccess):
        found = node.memory["netLogin dot1x"] = PortAccess(node)
    return found
