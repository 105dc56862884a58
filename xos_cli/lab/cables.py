"""`:cable`: cut, join and impair the cables of a network."""

from xos_cli.errors import LabError
from xos_cli.lab.commands import number_of
from xos_cli.lab.network_help import NETWORK_COMMANDS
from xos_cli.network.cable import Cable, CableEnd, Socket
from xos_cli.network.network import Network


def cable(network: Network, switch: str, words: list[str]) -> None:
    """Carry out `:cable` at the console of *switch*."""
    match words:
        case ["cut", *end, "one-way"]:
            _cut(wire_at(network, switch, end), one_way=True)
        case ["cut", *end]:
            _cut(wire_at(network, switch, end), one_way=False)
        case ["join", *end]:
            wire = wire_at(network, switch, end)
            if isinstance(wire, Socket):
                wire.cut = False
                wire.look()
            else:
                wire.cable.join()
        case ["loss", *end, share]:
            _cable_of(wire_at(network, switch, end)).loss = _share(share)
        case ["delay", *end, seconds]:
            _cable_of(wire_at(network, switch, end)).delay = min(number_of(seconds, "seconds"), 10.0)
        case _:
            raise LabError(NETWORK_COMMANDS["cable"].usage)


def _cut(wire: CableEnd | Socket, one_way: bool) -> None:
    """Cut a cable, one direction of it, or the connection to a segment."""
    if isinstance(wire, CableEnd):
        wire.cable.cut(wire if one_way else None)
    elif one_way:
        raise LabError("only a cable can be cut one way, not the connection to a segment")
    else:
        wire.cut = True
        wire.look()


def wire_at(network: Network, switch: str, words: list[str]) -> CableEnd | Socket:
    """Return the wire at an end; a port alone is one of *switch*."""
    text = " ".join(words)
    if len(words) == 1 and words[0] not in network.hosts:
        text = f"{switch} {words[0]}"
    return network.wire(text)


def _cable_of(wire: CableEnd | Socket) -> Cable:
    """Return the cable of a wire; LabError for a connection to a segment."""
    if isinstance(wire, Socket):
        raise LabError(f"{wire.endpoint.name} is plugged into segment {wire.segment.name}")
    return wire.cable


def _share(text: str) -> float:
    """Return a share from 0 to 1."""
    share = number_of(text, "share")
    if share > 1:
        raise LabError(f"{text} is no share from 0 to 1")
    return share
