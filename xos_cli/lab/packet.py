"""`:packet`: what the switch does with a packet."""

from collections.abc import Mapping, Sequence

from xos_cli.errors import LabError
from xos_cli.switch.fabric.explain import Probe, explain
from xos_cli.switch.machine import Machine
from xos_cli.switch.verdict import Verdict

#: What can be said of a packet beside its ends, with the largest number; ``icmp`` and ``protocol`` choose a protocol.
NUMBERS = {"tcp": 65535, "udp": 65535, "icmp": 255, "protocol": 255, "source-port": 65535, "tcp-flags": 255, "dscp": 63}
NUMBERS |= {"tag": 4094, "priority": 7}
PROTOCOLS = ("tcp", "udp", "icmp", "protocol")


def attributes(words: Sequence[str], usage: str) -> dict[str, str]:
    """Return what is typed behind the ends of a packet: words, each with a number; LabError if it is something else."""
    if len(words) % 2 or any(word not in NUMBERS for word in words[::2]):
        raise LabError(usage)
    return dict(zip(words[::2], words[1::2], strict=True))


def packet_verdict(machine: Machine, port: str, ends: tuple[int, int], given: Mapping[str, str]) -> Verdict:
    """Return step by step what the switch does with a packet; LabError, with the reason, if it cannot be said."""
    fabric = machine.backplane.fabric
    ids = {machine.chassis.port_name(id): id for id in machine.chassis.ports}
    if fabric is None:
        raise LabError("only a switch of a network has packets")
    if port not in ids:
        raise LabError(f"there is no port {port}")
    return explain(fabric, ids[port], _probe(*ends, given))


def _probe(source: int, destination: int, given: Mapping[str, str]) -> Probe:
    numbers = {word: _number(word, text) for word, text in given.items()}
    chosen = [word for word in PROTOCOLS if word in numbers]
    if len(chosen) > 1:
        raise LabError(f"a packet is either {' or '.join(chosen)}")
    probe = Probe(source, destination, dscp=numbers.get("dscp", 0), source_port=numbers.get("source-port", 0))
    probe = probe._replace(tag=numbers.get("tag", 0), priority=numbers.get("priority", 0))
    probe = probe._replace(tcp_flags=numbers.get("tcp-flags", probe.tcp_flags))
    if chosen == ["protocol"]:
        return probe._replace(protocol=str(numbers["protocol"]))
    return probe._replace(protocol=chosen[0], number=numbers[chosen[0]]) if chosen else probe


def _number(word: str, text: str) -> int:
    if word not in NUMBERS:
        raise LabError(f"a packet has no {word}")
    if not text.isdecimal() or len(text) > 9 or int(text) > NUMBERS[word]:
        raise LabError(f"{word} is a number from 0 to {NUMBERS[word]}")
    return int(text)
