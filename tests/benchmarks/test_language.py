"""What reading a line costs: printed, not judged.  ``pytest -s tests/benchmarks/test_language.py``."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from statistics import median
from time import perf_counter

import pytest
from conftest import booted

from xos_cli.errors import CommandError
from xos_cli.language import Grammar, Language
from xos_cli.session.session import Session

SHAPES = """\
show checkpoint-data {<process>}
reboot {[time <month> <day> <year> <hour> <min> <sec>] | cancel} {msm <slot_id>}
save configuration {primary | secondary | <file_name>}
use configuration [primary | secondary | <file_name>]
use image {partition} <partition> {msm <slot_id>}
synchronize
run msm-failover {force}
show node {detail}
configure node slot <slot_id> priority <node_pri (1-100)>
show switch {detail}
show slot {<slot> {detail} | detail}
show configuration {<module>}
unconfigure switch {all}
create vlan <new_vlan_name> {vr <vr_name>}
delete vlan <vlan_name>
show vlan {detail | <vlan_name> {stpd}}
configure vlan <vlan_name> tag <tag>
configure vlan <vlan_name> add ports [<port_list> | all] {tagged | untagged} {nobroadcast}
configure vlan <vlan_name> add ports [<port_list> | all] stpd <stpd_name> {[dot1d | emistp | pvst-plus]}
configure vlan <vlan_name> delete ports [all | <port_list>]
configure vlan <vlan_name> ipaddress [<ipaddress> {<netmask>} | <ip_prefix>]
configure stpd <stpd_name> add vlan <vlan_name> ports [all | <port_list>] {[dot1d | emistp | pvst-plus]}
enable stpd <stpd_name> auto-bind vlan <vlan_name>
configure ports <port_list> auto off speed [10 | 100 | 1000 | 10000] duplex [half | full]
enable ports [<port_list> | all]
disable ports [<port_list> | all]
disable pim
enable pim
disable idletimeout
show ports {<port_list>} information {detail}
enable sharing <port> grouping <port_list> {algorithm [address-based {L2 | L3 | L3_L4} | port-based]}
create account [admin | user] <new_account_name> {encrypted} {<password>}
configure snmpv3 add group [[hex <hex_group_name>] | <group_name>] user <user_name> {sec-model [snmpv1 | usm]} {x}
configure snmpv3 engine-boots <engine_boots (1-2147483647)>
configure log target [console | nvram | session | syslog [all | <ipaddress>]] format [timestamp [seconds | none] | \
date [dd-mm-yyyy | none] | severity | event-name [component | condition] | process-name | source-line]...
show log {messages [memory-buffer | nvram]} {severity <severity> {only}} {match <regex>} {chronological}
download image [[<hostname> | <ipaddress>] <filename> {{vr} <vr_name>} | memorycard <filename>] {<partition>}
ping {udp} {continuous} {start-size <start_size> {end-size <end_size>}} {count <count>} [<ipaddress> | <hostname>]
configure iproute add default <gateway> {vr <vr_name>} {<metric>} {multicast-only | unicast-only}
show iproute {priority | vlan <vlan_name> | permanent | <ipaddress> <netmask> | summary} {vr <vr_name>}
configure time <month> <day> <year> <hour> <min> <sec>
enable rip
history
logout
quit
"""
LINES = (
    "quit",
    "show vlan",
    "show Default",
    "sh vl det",
    "conf sales add po 1:1-1:4,2:* tag",
    "configure vlan sales ipaddress 10.0.0.1/24",
    "configure ports 1:1-4 auto off speed 1000 duplex full",
    "configure log target session format timestamp seconds date none severity",
    "reboot time 10 31 2005 23 59 59 msm B",
    "download image 10.1.1.1 bd10K-11.3.xos vr VR-Mgmt secondary",
    "conf snmpv3 add group initial user admin sec-model usm x",
    "show iproute vlan sales vr VR-Default",
    "disable p 1:1",
    "disable p",
    "reboot msm C",
    "configure vlan sales tag 5000",
    "show bgp neighbor",
    "configure vlan sales ipaddress 10.1.300.1/24",
    "configure vlan sales add ports 1:1-1:4,2:x tagged",
)
BEGINNINGS = ("", "sh", "show ", "conf vlan sales ", "configure log target session format severity ")


class Existing:
    """Two hundred VLANs and the usual few of everything else."""

    modular = True

    def __init__(self) -> None:
        vlans = ["Default", "Mgmt", "sales", *(f"v{number}" for number in range(200))]
        self.names = {"vlan": vlans, "stpd": ["s0"], "vr": ["VR-Default", "VR-Mgmt"], "account": ["admin", "user"]}
        self.folded = {kind: {name.lower(): name for name in names} for kind, names in self.names.items()}

    def find(self, kind: str, word: str) -> str | None:
        return self.folded.get(kind, {}).get(word.lower())

    def all(self, kind: str) -> Iterable[str]:
        return self.names.get(kind, ())


def commands(count: int) -> str:
    """The shapes, and as many more like them as are needed."""
    verbs = ("show", "configure", "enable", "disable", "clear", "unconfigure")
    more = (
        f"{verbs[n % 6]} {'vlan <vlan_name> ' if n % 3 else ''}feature-{n} {{ports [<port_list> | all]}} {{mode-{n}}}\n"
        for n in range(count - SHAPES.count("\n"))
    )
    return SHAPES + "".join(more)


def attempt(action: Callable[[], object]) -> None:
    """A line that cannot be read costs, too."""
    with suppress(CommandError):
        action()


def microseconds(action: Callable[[], object], times: int = 300) -> float:
    """The median of some runs, after one that fills in the branches."""
    attempt(action)
    runs = []
    for _ in range(times):
        start = perf_counter()
        attempt(action)
        runs.append(perf_counter() - start)
    return median(runs) * 1e6


def first(action: Callable[[], object]) -> float:
    """The first run, in milliseconds."""
    start = perf_counter()
    attempt(action)
    return (perf_counter() - start) * 1e3


@pytest.mark.parametrize("count", [45, 1500])
def test_costs(count: int) -> None:
    """Print what a line, a grammar and a completion cost with so many commands."""
    text, names = commands(count), Existing()
    ready = median(first(lambda: Language(Grammar.read([("all.xos", text)]))) for _ in range(20))
    entries = first(lambda: Grammar.read([("all.xos", text)]).entries)
    language = Language(Grammar.read([("all.xos", text)]))
    first_line = first(lambda: language.parse("configure vlan sales tag 5", names))
    costs = {line: microseconds(lambda line=line: language.parse(line, names)) for line in LINES}  # type: ignore[misc]
    print(f"\n{count} commands: ready {ready:.2f} ms, first line {first_line:.1f} ms, all entries {entries:.1f} ms")
    print(f"  a line: median {median(costs.values()):.0f} us, worst {max(costs.values()):.0f} us")
    for line, cost in costs.items():
        print(f"    {cost:6.1f} us  {line}")
    for line in BEGINNINGS:
        begun = first(lambda line=line: language.candidates(line, names))  # type: ignore[misc]
        again = microseconds(lambda line=line: language.candidates(line, names), 50) / 1000  # type: ignore[misc]
        print(f"  candidates after {line!r}: {begun:.2f} ms, then {again:.3f} ms")


#: Milliseconds that help for a line of 4,000 characters, or the line itself, may take.
LONG = 10.0


@pytest.mark.parametrize(
    "line", ["show" + " " * 4000, "enable ports " + ",".join(["12:34"] * 670), "show " + "x " * 2000]
)
def test_long_lines(line: str) -> None:
    """Print what a line of 4,000 characters and help at its end cost; at most 10 ms each."""
    session = Session(booted("bd10808"), "MSM-A", "telnet", "10.0.0.1")
    session.feed("admin")
    session.feed("")
    costs = [
        microseconds(lambda: session.candidates(line), 20) / 1000,
        microseconds(lambda: session.feed(line), 20) / 1000,
    ]
    print(f"\n{line[:20]}... ({len(line)} characters): ? {costs[0]:.2f} ms, entered {costs[1]:.2f} ms")
    assert max(costs) < LONG
