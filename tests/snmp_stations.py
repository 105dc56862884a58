"""A host at a switch that asks it by SNMP and is its trap receiver."""

from pyasn1.codec.ber import decoder
from pysnmp.proto.api import v2c

from xos_cli import Network
from xos_cli.network.host import Host
from xos_cli.packets.addresses import ip_number
from xos_cli.packets.frames import Ipv4, Udp

SWITCH = ip_number("10.0.0.254")
LINES = ["configure vlan Default ipaddress 10.0.0.254/24"]
TRAP, MANAGER, AGENT = 162, 40000, 161


class Station:
    """A host with a manager of SNMP and a receiver of traps."""

    def __init__(self, network: Network) -> None:
        self.network, self.answers, self.traps = network, list[bytes](), list[bytes]()
        self.host: Host = network._inside.hosts["noc"]
        self.host.services[MANAGER] = lambda host, packet, datagram: self.answers.append(datagram.data)
        self.host.services[TRAP] = lambda host, packet, datagram: self.traps.append(datagram.data)

    def send(self, data: bytes) -> bytes:
        """Send a message to the switch, and return the answer, no octets if none comes."""
        self.host.send(Ipv4(self.host.address, SWITCH, Udp(MANAGER, AGENT, data)))
        self.network.advance(1.0)
        return self.answers.pop() if self.answers else b""

    def told(self) -> list[str]:
        """Return what the traps since the last call say, by the numbers of the notifications."""
        found = []
        for data in self.traps:
            message, _ = decoder.decode(data, asn1Spec=v2c.Message())
            assert v2c.apiMessage.get_community(message) == b"lab"
            bindings = v2c.apiTrapPDU.get_varbinds(v2c.apiMessage.get_pdu(message))
            found.append(str(bindings[1][1]))
        self.traps.clear()
        return found

    def states(self) -> list[tuple[int, int]]:
        """Return the numbers and the states of the modules that traps since the last call tell of."""
        found = []
        for data in self.traps:
            message, _ = decoder.decode(data, asn1Spec=v2c.Message())
            bindings = v2c.apiTrapPDU.get_varbinds(v2c.apiMessage.get_pdu(message))
            if str(bindings[1][1]) == "1.3.6.1.4.1.1916.0.15":
                found.append((int(bindings[2][1]), int(bindings[3][1])))
        self.traps.clear()
        return found


def station() -> Station:
    """Return a host at a switch that has it as a trap receiver."""
    cables = [("noc", "core 1:1"), ("pc", "core 1:2")]
    hosts = {"noc": {"address": "10.0.0.1/24"}, "pc": {"address": "10.0.0.2/24"}}
    network = Network.build({"core": {"lines": LINES}}, hosts, cables)
    network.switches["core"].console().run("configure snmp add trapreceiver 10.0.0.1 community lab")
    return Station(network)
