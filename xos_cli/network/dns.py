"""A DNS server at a host: it knows the addresses of some names."""

from collections.abc import Mapping

from xos_cli.errors import PacketError
from xos_cli.network.services import ServiceHost, answer
from xos_cli.packets import dns
from xos_cli.packets.addresses import ip_number
from xos_cli.packets.dns import Dns
from xos_cli.packets.frames import Ipv4, Udp


class DnsServer:
    """The names of a server, in any case of letters.  *asked* counts the questions."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = {name.lower().rstrip("."): ip_number(address) for name, address in names.items()}
        self.asked = 0

    def take(self, host: ServiceHost, packet: Ipv4, datagram: Udp) -> None:
        """Answer a question for an address; what is no question is dropped."""
        try:
            question = dns.decode(datagram.data)
        except PacketError:
            return
        if not question.flags & dns.RESPONSE and dns.is_name(question.name):
            self.asked += 1
            answer(host, packet, datagram, dns.encode(self._reply(question)))

    def _reply(self, question: Dns) -> Dns:
        flags = dns.RESPONSE | dns.AUTHORITATIVE | dns.RECURSION | question.flags & dns.RECURSION_WANTED
        address = self.names.get(question.name.lower())
        if address is None:
            return question._replace(flags=flags | dns.NO_NAME, addresses=())
        known = (address,) if question.kind == dns.ADDRESS else ()
        return question._replace(flags=flags, addresses=known, ttl=3600)
