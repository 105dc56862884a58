"""Serve a station that has not logged in at a port with web login: it reaches the switch alone.

It gets an address for a short time, what it sends to its gateway comes to the switch, every name leads there, and there
is the login page.
The server of the page is an object of the master: a login that is under way when an MSM fails is begun again.

evidence: guide 11.3 p.363-368 (URL redirection, DHCP), p.348 (the login under way), later 22.1 (any URL and address),
inferred (for which addresses ARP answers; that the switch answers for names itself)
"""

from typing import TYPE_CHECKING

from xos_cli.errors import PacketError
from xos_cli.packets import dhcp, dns, http, tcp
from xos_cli.packets.addresses import ip_number, ip_text
from xos_cli.packets.frames import REPLY, REQUEST, Arp, Frame, Ipv4, Raw, Udp
from xos_cli.packets.http import HttpResponse, split_url
from xos_cli.processes.netLogin.dhcp_server import serve_stranger
from xos_cli.processes.netLogin.rows import AUTHENTICATED, WEB, DhcpOption, NetloginClient, WebLogin
from xos_cli.processes.netLogin.web_login import WebStation, respond
from xos_cli.processes.netTools.rows import NameServer
from xos_cli.switch.tcp_ends import TcpEnds, TcpKey

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

#: The options of DHCP whose addresses lead to the switch.
LEADING = ("default-gateway", "dns-server")
#: Octets of a request.
LONGEST = 16384
#: Seconds for which a name leads to the switch.
NAME_TTL = 5


class LoginPage:
    """The server of the login page on a master, and where the stations are that speak with it, by their address."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.stations: dict[int, tuple[Port, WebStation]] = {}
        self.waiting: dict[tuple[str, int], TcpKey] = {}  # the connections whose login is asked about
        self.ends = TcpEnds(node.clock, self._send, self._heard, self._serves)

    # -- what comes in ---------------------------------------------------------------------------------------------

    def take(self, port: "Port", vid: int, frame: Frame) -> None:
        """Process a frame of a station that has not logged in."""
        payload = frame.payload
        if type(payload) is Arp:
            self._take_arp(port, vid, frame, payload)
        elif type(payload) is not Ipv4:
            return
        elif type(payload.payload) is Udp:
            self._take_datagram(port, vid, frame, payload, payload.payload)
        elif frame.dst == self._mac:
            self.take_segment(port, vid, frame, payload)

    @property
    def _mac(self) -> int:
        assert self.node.fabric is not None
        return self.node.fabric.mac

    def _take_arp(self, port: "Port", vid: int, frame: Frame, message: Arp) -> None:
        """Answer for the switch itself, and for the gateway and the server of names that DHCP tells of."""
        if message.operation == REQUEST and message.target_ip in self._answered(vid):
            answer = Arp(REPLY, self._mac, message.target_ip, message.sender_mac, message.sender_ip)
            self._emit(port, frame.src, frame.vlan, answer)

    def _answered(self, vid: int) -> set[int]:
        assert self.node.fabric is not None
        name = self.node.fabric.vlans[vid].name
        told = [row for row in self.node.store.rows(DhcpOption) if row.vlanName == name and row.option in LEADING]
        own = {address for (_, address), at in self.node.fabric.router.own.items() if at == vid}
        return own | {ip_number(row.address) for row in told}

    def _take_datagram(self, port: "Port", vid: int, frame: Frame, packet: Ipv4, datagram: Udp) -> None:
        if datagram.dst_port == dhcp.SERVER_PORT:
            serve_stranger(self.node, port, vid, datagram.data)
        elif datagram.dst_port == dns.PORT and frame.dst == self._mac:
            self._take_question(port, vid, frame, packet, datagram)

    def _take_question(self, port: "Port", vid: int, frame: Frame, packet: Ipv4, datagram: Udp) -> None:
        """Answer a question for a name: that of the page always, others if the switch is a DNS client.

        evidence: guide 11.3 p.363 (URL redirection needs a DNS client)
        """
        try:
            asked = dns.decode(datagram.data)
        except PacketError:
            return
        if asked.flags & dns.RESPONSE:
            return
        host = split_url(self.node.store.one(WebLogin).base_url)[0]
        known = asked.name.lower() == host.lower() or self.node.store.count(NameServer)
        found = (self.address(vid),) if known and asked.kind == dns.ADDRESS else ()
        flags = asked.flags | dns.RESPONSE | dns.RECURSION | (dns.NO_ERROR if found else dns.NO_NAME)
        data = dns.encode(asked._replace(flags=flags, addresses=found, ttl=NAME_TTL))
        reply = Ipv4(packet.dst, packet.src, Udp(datagram.dst_port, datagram.src_port, data))
        self._emit(port, frame.src, frame.vlan, reply)

    def address(self, vid: int) -> int:
        """Return the switch's own address in a VLAN, 0 if it has none."""
        assert self.node.fabric is not None
        interface = self.node.fabric.router.interfaces.get(vid)
        return interface.addresses[0][0] if interface is not None else 0

    def take_segment(self, port: "Port", vid: int, frame: Frame, packet: Ipv4) -> bool:
        """Take a TCP segment of a station; return False if it is not for the page."""
        if type(packet.payload) is not Raw or packet.payload.number != tcp.NUMBER:
            return False
        name = self.node.chassis.port_name(port)
        self.stations[packet.src] = port, WebStation(name, frame.src, vid, frame.vlan, packet.src)
        return self.ends.take(packet)

    def knows(self, packet: Ipv4) -> bool:
        """Return whether a segment belongs to a connection of the page."""
        if type(packet.payload) is not Raw or packet.payload.number != tcp.NUMBER:
            return False
        data = packet.payload.data
        ports = int.from_bytes(data[:2], "big"), int.from_bytes(data[2:4], "big")
        return TcpKey(packet.dst, ports[1], packet.src, ports[0]) in self.ends.ends

    # -- the server ------------------------------------------------------------------------------------------------

    def _serves(self, port: int) -> bool:
        return port == http.PORT

    def _heard(self, key: TcpKey) -> None:
        """Answer a request that is whole."""
        end = self.ends.ends.get(key)
        if end is None or key.far not in self.stations:
            return
        station = self.stations[key.far][1]
        try:
            request = http.decode_request(end.heard)
        except PacketError:
            request, end.heard = None, b""
            self.ends.close(key)
        if len(end.heard) > LONGEST:
            end.heard = b""
            self.ends.close(key)
            return
        if request is not None:
            self.ends.read(key)
            self.waiting[station.port, station.mac] = key
            response = respond(self.node, station, request, ip_text(self.address(station.vid)))
            if response is not None:
                self.answer(station.port, station.mac, response)

    def answer(self, port: str, mac: int, response: HttpResponse) -> None:
        """Send the response that a station waits for, and close its connection."""
        key = self.waiting.pop((port, mac), None)
        if key is not None:
            self.ends.write(key, http.encode_response(response))
            self.ends.close(key)

    # -- what goes out ---------------------------------------------------------------------------------------------

    def _send(self, key: TcpKey, packet: Ipv4) -> None:
        port, station = self.stations[key.far]
        self._emit(port, station.mac, station.tag, packet)

    def _emit(self, port: "Port", mac: int, tag: int, payload: Arp | Ipv4) -> None:
        """Send a frame to a station, in the form in which its own come in."""
        assert self.node.fabric is not None
        self.node.fabric.send(port, Frame(self._mac, mac, tag, payload))


def page_of_node(node: "Node") -> LoginPage:
    """Return the server of the login page; it is made when the first station comes."""
    found = node.memory.get("netLogin page")
    if not isinstance(found, LoginPage):
        found = node.memory["netLogin page"] = LoginPage(node)
    return found


def show_page(node: "Node", port: "Port", vid: int, frame: Frame) -> None:
    """Process a frame of a station that has not logged in at a port with web login."""
    page_of_node(node).take(port, vid, frame)


def take_for_page(node: "Node", port: "Port", vid: int, frame: Frame) -> bool:
    """Process a logged-in client's frame to the login page; return False if it goes elsewhere."""
    packet, found = frame.payload, node.memory.get("netLogin page")
    if type(packet) is not Ipv4:
        return False
    if isinstance(found, LoginPage) and found.knows(packet):
        return found.take_segment(port, vid, frame, packet)
    assert node.fabric is not None
    row = node.store.get(NetloginClient, node.chassis.port_name(port), frame.src)
    is_own = (node.fabric.vlans[vid].router, packet.dst) in node.fabric.router.own
    if row is None or (row.state, row.way) != (AUTHENTICATED, WEB) or not is_own:
        return False
    return page_of_node(node).take_segment(port, vid, frame, packet)


def answer_login(node: "Node", row: NetloginClient, passed: bool, page: tuple[str, str]) -> None:
    """Show a station the result of its login, and start its session."""
    from xos_cli.processes.netLogin.web_login import verdict_page

    server = page_of_node(node)
    server.answer(row.port, row.mac, verdict_page(node, row, passed, page, server.address(_vid(node, row))))


def _vid(node: "Node", row: NetloginClient) -> int:
    """Return the number of the VLAN in which a client is now, 0 if the I/O modules do not have it."""
    assert node.fabric is not None
    current = node.store.get(NetloginClient, row.port, row.mac) or row
    name = current.vlan or current.home
    return next((vid for vid, vlan in node.fabric.vlans.items() if vlan.name == name), 0)
