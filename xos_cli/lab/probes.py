"""`:ping`, `:traceroute` and `:traffic`: probes between the hosts of a network."""

from xos_cli.errors import LabError
from xos_cli.lab.commands import number_of
from xos_cli.lab.network_help import NETWORK_COMMANDS
from xos_cli.network.host import Host
from xos_cli.network.network import Network
from xos_cli.network.traffic import Stream, Trace
from xos_cli.packets.addresses import ip_number
from xos_cli.record import NamedTuple
from xos_cli.switch.timing.calendar import stamp


class ProbeStream(NamedTuple):
    """A stream of probes that a lab command started."""

    source: str
    destination: str
    stream: Stream

    def describe(self) -> str:
        """Return how many probes were sent, received and lost so far."""
        stream = self.stream
        text = (
            f"{self.source} to {self.destination}: {stream.sent} sent, {stream.received} received, {stream.lost} lost"
        )
        if stream.gaps:
            longest = max(stream.gaps, key=lambda gap: gap.seconds)
            text += f"; longest gap {longest.seconds:.3f} s at {stamp(longest.start)}"
        return f"{text}; way: {' > '.join(stream.way)}" if stream.way else text


def host_named(network: Network, name: str) -> Host:
    """Return the host of this name; LabError if there is none."""
    if name not in network.hosts:
        raise LabError(f"there is no host {name} (there is {', '.join(network.hosts) or 'none'})")
    return network.hosts[name]


def ping(network: Network, words: list[str]) -> str:
    """Carry out `:ping`; return its statistics."""
    words, dscp = _code_point(words)
    match words:
        case [host, address]:
            count = 4
        case [host, address, "count", number] if number.isdecimal() and 0 < int(number) <= 65535:
            count = int(number)
        case _:
            raise LabError(NETWORK_COMMANDS["ping"].usage)
    stream = Stream(host_named(network, host), address_of(network, address), 1.0, count, dscp=dscp)
    network.wait(lambda: stream.done, "the end of the ping")
    trips = [trip * 1000 for trip in stream.trips]
    text = f"{stream.sent} sent, {stream.received} received, {stream.lost} lost"
    if trips:
        text += f"; {min(trips):.3f}/{sum(trips) / len(trips):.3f}/{max(trips):.3f} ms"
    return "".join([text, *(f"; {count} {word}" for word, count in sorted(stream.errors.items()))]) + "\n"


def _code_point(words: list[str]) -> tuple[list[str], int]:
    """Return the words without the code point at their end, and the code point, 0 if none is named."""
    match words:
        case [*rest, "dscp", number] if number.isdecimal() and len(number) < 3:
            return rest, int(number)
    return words, 0


def traceroute(network: Network, words: list[str]) -> str:
    """Carry out `:traceroute`; return a line for each hop."""
    if len(words) != 2:
        raise LabError(NETWORK_COMMANDS["traceroute"].usage)
    trace = Trace(host_named(network, words[0]), address_of(network, words[1]))
    network.wait(lambda: trace.done, "the end of the traceroute")
    return "".join(f"{number:>2}  {hop}\n" for number, hop in enumerate(trace.hops, 1))


def address_of(network: Network, text: str) -> int:
    """Return the IPv4 address that a text names: a host's, or the address itself."""
    if text in network.hosts:
        return network.hosts[text].address
    try:
        return ip_number(text)
    except ValueError:
        raise LabError(f"{text} is no IPv4 address, and no host") from None


def traffic(network: Network, probes: list[ProbeStream], words: list[str]) -> str:
    """Carry out `:traffic`: list, start or stop the streams of probes."""
    words, dscp = _code_point(words)
    match words:
        case []:
            return "".join(f"{probe.describe()}\n" for probe in probes) or "no probes are sent\n"
        case ["stop"]:
            for probe in probes:
                probe.stream.stop()
            said = "".join(f"{probe.describe()}\n" for probe in probes)
            probes.clear()
            return said or "no probes are sent\n"
        case [source, destination]:
            every = 0.01
        case [source, destination, "every", seconds]:
            every = number_of(seconds, "seconds")
        case _:
            raise LabError(NETWORK_COMMANDS["traffic"].usage)
    if not every:
        raise LabError("probes need some time between them")
    stream = Stream(host_named(network, source), host_named(network, destination).address, every, dscp=dscp)
    probes.append(ProbeStream(source, destination, stream))
    return ""
