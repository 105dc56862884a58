"""Screens of ports to the letter: the table and its flags, one port in detail, rates, counters that really counted."""

from collections.abc import Callable
from typing import Any

import pytest
from conftest import Typist

from xos_cli import Network

RULE = "=" * 80 + "\n"
LINK_LEGEND = "          Link State: A-Active, R-Ready, NP-Port Not Present L-Loopback\n"
TABLE = f"""Port      Flags               Link      Link Num Num  Num   Jumbo QOS     Load
                              State     UPS  STP VLAN Proto Size  profile Master
{RULE}{{rows}}{RULE}Flags : a - Load Sharing Algorithm address-based, D - Port Disabled,
        e - Extreme Discovery Protocol Enabled, E - Port Enabled,
        f - Flooding Enabled, g - Egress TOS Enabled, j - Jumbo Frame Enabled,
        l - Load Sharing Enabled, m - MACLearning Enabled,
        n - Ingress TOS Enabled, o - Dot1p Replacement Enabled,
        P - Software redundant port(Primary),
        R - Software redundant port(Redundant),
        s - diffserv Replacement Enabled
"""
DETAIL = """Port:\t{port}
{description}\tVirtual-router:\tVR-Default
\tType:\t\t{medium}
\tAdmin state:\t{admin}
\tLink State:\t{link}
{ups}
\tVLAN cfg:
{vlans}
\tProtocol:
{protocols}\tTrunking:\t{trunk}

\tLearning:\t{learning}
\tFlooding:\tEnabled
\tJumbo:\t{jumbo}
\tEgress Port Rate:\t{rate}
\tQoS Profile:\t{profile}
\tIngress IPTOS Examination: \t{examination}
\tEgress IPTOS Replacement:\t{replacement}
\tEgress 802.1p Replacement:\tDisabled
\tNetLogin: \t\t\tDisabled
\tNetLogin port mode: \t\tPort based VLANs
\tSmart redundancy: \t\t{smart}
\tSoftware redundant port: \t{redundant}

"""
#: A port of a new switch.
PLAIN = {
    "description": "",
    "medium": "UTP",
    "admin": "Enabled with auto-duplex auto-speed sensing",
    "link": "Ready",
    "ups": "\tLink Ups:     0\n\tLink Downs:   0\n",
    "vlans": "\t\t Name: Default, Internal Tag = 1, MAC-limit = No-limit, Virtual router:   VR-Default\n",
    "protocols": "\t\t Name: Default      Protocol: ANY      Match all protocols.\n",
    "trunk": "Load sharing is not enabled.",
    "learning": "Enabled",
    "jumbo": "Disabled",
    "rate": "No-limit",
    "profile": "None configured",
    "examination": "Disabled",
    "replacement": "Disabled",
    "smart": "Enabled",
    "redundant": "Disabled",
}
LINES = [
    *("create vlan sales", "configure sales tag 20", "configure sales add ports 3,4 tagged"),
    *("create protocol p1", "configure protocol p1 add etype 0x9000"),
    *("create vlan filt", "configure filt tag 30", "configure filt protocol p1", "configure filt add ports 3"),
    *("configure ports 3 display-string uplink", "configure ports 4 vlan sales limit-learning 5"),
    *("configure ports 9 redundant 10", "disable smartredundancy 9", "disable ports 11", "disable learning port 12"),
    *(
        "configure ports 13 auto off speed 100 duplex full",
        "create qosprofile QP3",
        "configure ports 14 qosprofile QP3",
        *("enable diffserv examination ports 14", "enable diffserv replacement ports 14"),
        "configure ports 14 rate-limit egress 5 Mbps max-burst-size 2 Mb",
    ),
]


@pytest.fixture
def edge(switch: Callable[..., Typist]) -> Typist:
    """A stand-alone switch whose ports differ in everything that the screens show."""
    console = switch("summit-x450-24t")
    console.run(*LINES)
    return console


def test_the_table_of_ports(edge: Typist) -> None:
    """Flags, link, and how many domains, VLANs and protocol filters each port has."""
    shown = edge.run("show ports 3-4,9-14 information")
    rows = (
        "3         Em------e--f        active    1    1    3   2   1522  none\n"
        "4         Em------e--f        ready     0    1    2   1   1522  none\n"
        "9         Em---P--e--f        ready     0    1    1   1   1522  none\n"
        "10        Em---R--e--f        ready     0    1    1   1   1522  none\n"
        "11        Dm------e--f        ready     0    1    1   1   1522  none\n"
        "12        E-------e--f        ready     0    1    1   1   1522  none\n"
        "13        Em------e--f        ready     0    1    1   1   1522  none\n"
        "14        Em----n-e-sf        ready     0    1    1   1   1522  QP3\n"
    )
    assert shown == TABLE.format(rows=rows)


def test_jumbo_frames_and_groups_in_the_table(edge: Typist) -> None:
    """Jumbo frames have their size; the ports of a group name its master, and only the master is in a VLAN."""
    edge.run("enable jumbo-frame ports all", "configure jumbo-frame size 9000", "enable sharing 5 grouping 5-6")
    rows = edge.run("show ports 5-7 information").splitlines()[3:6]
    assert [(row[:9].strip(), row[12], row[13]) for row in rows] == [("5", "j", "l"), ("6", "j", "l"), ("7", "j", "-")]
    assert [row.split()[2:] for row in rows] == [
        ["ready", "0", "1", "1", "1", "9000", "none", "5"],
        ["ready", "0", "0", "0", "0", "9000", "none", "5"],
        ["ready", "0", "1", "1", "1", "9000", "none"],
    ]


SALES = "\t\t Name: sales, 802.1Q Tag = 20, MAC-limit = {limit}, Virtual router:   VR-Default\n"
SALES_PROTOCOL = "\t\t Name: sales        Protocol: ANY      Match all protocols.\n"


@pytest.mark.parametrize(
    ("port", "differences"),
    [
        (
            3,
            {
                "description": '\tDescription String: "uplink"\n',
                "medium": "MGBIC",
                "link": "Active, 100M, full-duplex",
                "ups": "\tLink Ups:     1        Last: Tue Nov  1 08:51:48 2005\n\tLink Downs:   0\n",
                "vlans": PLAIN["vlans"]
                + SALES.format(limit="No-limit")
                + "\t\t Name: filt, Internal Tag = 30, MAC-limit = No-limit, Virtual router:   VR-Default\n",
                "protocols": PLAIN["protocols"]
                + SALES_PROTOCOL
                + "\t\t Name: filt         Protocol: p1       Match p1.\n",
            },
        ),
        (
            4,
            {
                "medium": "MGBIC",
                "vlans": PLAIN["vlans"] + SALES.format(limit="5"),
                "protocols": PLAIN["protocols"] + SALES_PROTOCOL,
            },
        ),
        (8, {}),
        (9, {"smart": "Disabled", "redundant": "Enabled (Primary)"}),
        (10, {"redundant": "Enabled (Redundant)"}),
        (11, {"admin": "Disabled with auto-duplex auto-speed sensing"}),
        (12, {"learning": "Disabled"}),
        (13, {"admin": "Enabled with 100M full-duplex"}),
        (
            14,
            {
                "rate": "5000 Kbps, max-burst-size 2000 Kb",
                "profile": "QP3",
                "examination": "Enabled",
                "replacement": "Enabled",
            },
        ),
    ],
)
def test_one_port_in_detail(edge: Typist, port: int, differences: dict[str, str]) -> None:
    """Every line of the block, and just the lines that differ from a port of a new switch."""
    assert edge.run(f"show ports {port} information detail") == DETAIL.format(port=port, **(PLAIN | differences))


def test_jumbo_frames_and_groups_in_detail(edge: Typist) -> None:
    """The size of jumbo frames; how many ports share the load, by what, and which; master or member."""
    edge.run("enable jumbo-frame ports all", "enable sharing 5 grouping 5-7 algorithm address-based L2")
    more = {"jumbo": "Enabled, MTU= 9216"}
    for port, what in ((5, "Master"), (6, "Member")):
        trunk = f"{what} port with 3 members using algorithm address based - L2\n\tMembers: \t5-7"
        gone = {} if port == 5 else {"vlans": "", "protocols": ""}
        shown = edge.run(f"show ports {port} information detail")
        assert shown == DETAIL.format(port=port, **(PLAIN | more | gone | {"trunk": trunk}))


def test_algorithms_of_groups_in_detail(console: Typist) -> None:
    """A group of a 10808 is port based, or address based by what is set for all groups."""
    console.run("enable sharing 1:15 grouping 1:15-16 algorithm port-based")
    assert "with 2 members using algorithm port based\n" in console.run("show ports 1:15 information detail")
    console.run("enable sharing 1:5 grouping 1:5-6 algorithm address-based", "configure sharing address-based L2_L3")
    assert "using algorithm address based - L2_L3\n" in console.run("show ports 1:5 information detail")


# -- rates and counters ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def busy() -> Network:
    """Two hosts at a switch, one of which has pinged the other a hundred times within a second."""
    hosts = {"pc1": {"address": "10.0.0.1/24"}, "pc2": {"address": "10.0.0.2/24"}}
    cables = [("pc1", "edge 1"), ("pc2", "edge 2")]
    network = Network.build({"edge": {"chassis": "summit-x450-24t"}}, hosts, cables)
    network.switches["edge"].console().run("clear counters")
    assert network.hosts["pc1"].ping("10.0.0.2", count=100, every=0.01).received == 100
    network.advance(6.0)
    return network


def rows_of(network: Network, what: str, ports: str = "1-2,4") -> tuple[list[str], list[str]]:
    """Return the first lines and the rows of a screen of ports."""
    lines = network.switches["edge"].console().run(f"show ports {ports} {what} no-refresh").splitlines(keepends=True)
    rules = [number for number, line in enumerate(lines) if line == RULE]
    assert lines[rules[1] + 1 :] in ([LINK_LEGEND], [LINK_LEGEND, "\n"])
    return lines[: rules[0]], lines[rules[0] + 1 : rules[1]]


def test_statistics_of_ports(busy: Network) -> None:
    """A hundred echo requests and an ARP request one way, the replies the other."""
    head, rows = rows_of(busy, "statistics")
    assert [line.split() for line in head[1:]] == [
        ["Port", "Link", "Tx", "Pkt", "Tx", "Byte", "Rx", "Pkt", "Rx", "Byte", "Rx", "Rx"],
        ["Status", "Count", "Count", "Count", "Count", "Bcast", "Mcast"],
    ]
    octets = str(100 * 102 + 64)
    assert [row.split() for row in rows] == [
        ["1", "A", "101", octets, "101", octets, "1", "0"],
        ["2", "A", "101", octets, "101", octets, "0", "0"],
        ["4", "R", "0", "0", "0", "0", "0", "0"],
    ]


def test_sizes_of_frames(busy: Network) -> None:
    """ARP messages are of the smallest size, echo messages of the next."""
    _, rows = rows_of(busy, "packet")
    assert [row.split() for row in rows] == [
        ["1", "A", "1", "100", *["0"] * 5],
        ["2", "A", "1", "100", *["0"] * 5],
        ["4", "R", *["0"] * 7],
    ]


@pytest.mark.parametrize(("what", "unit"), [("", "% bandwidth"), ("bytes", "bytes/sec"), ("packets", "pkts/sec")])
def test_rates_have_an_average_and_a_peak(busy: Network, what: str, unit: str) -> None:
    """A link that is up has its speed; octets, frames and share of the link agree; a link that is down has neither."""
    head, rows = rows_of(busy, f"utilization {what}".strip())
    assert head[0] == "Link Utilization Averages\n"
    assert head[1] == "Port     Link    Link   Rx             Peak Rx       Tx            Peak Tx\n"
    assert head[2].split("Speed")[1].split() == unit.split() * 4
    first, second, third = (row.split() for row in rows)
    assert (first[:2], second[:2]) == (["1", "A"], ["2", "A"])
    assert first[2] == second[2] == "1000"
    assert third == ["4", "R", *["0.00" if not what else "0"] * 4]
    assert (first[4], first[6]) == _peaks(what)


def _peaks(what: str) -> tuple[str, str]:
    """Return the peaks of port 1: 101 frames of 10,264 octets within one window of five seconds, both ways."""
    frames, octets = 101 / 5, 10264 / 5
    if what == "packets":
        return str(round(frames)), str(round(frames))
    if what == "bytes":
        return str(round(octets)), str(round(octets))
    share = (octets + 20 * frames) * 8 / (1000 * 1e4)
    return f"{share:.2f}", f"{share:.2f}"


def test_errors_of_ports_that_have_none(busy: Network) -> None:
    """A column of zeros for each kind of error."""
    for what, columns in (("txerrors", 6), ("rxerrors", 7), ("collisions", 16)):
        _, rows = rows_of(busy, what)
        assert [row.split() for row in rows] == [
            [port, link, *["0"] * columns] for port, link in zip("124", "AAR", strict=True)
        ]


def test_a_cleared_slot_leaves_its_groups_and_pairs(console: Any) -> None:
    """Of a group the ports of the slot go, or the group if its master was there; pairs and mirroring of it end."""
    console.run(
        *("enable sharing 1:1 grouping 1:1-2,2:1", "enable sharing 2:5 grouping 1:5,2:5"),
        *("configure ports 1:10 redundant 2:10", "configure ports 1:11 redundant 1:12"),
        *("enable mirroring to port 1:20 untagged", "configure mirroring add port 2:21"),
        "configure mirroring add port 1:22",
    )
    console.type("clear slot 2", "y")
    lines = [line for line in console.lines("vlan") if "sharing" in line or "redundant" in line or "mirror" in line]
    assert lines == [
        "enable sharing 1:1 grouping 1:1-2 algorithm port-based",
        "configure ports 1:11 redundant 1:12 link off",
        "enable mirroring to port 1:20 untagged",
        "configure mirroring add port 1:22",
    ]
