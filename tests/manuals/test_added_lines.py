"""What the lines do that the manuals have and that were refused here before."""

from collections.abc import Callable

import pytest
from conftest import Typist
from printing_back import is_on_both_nodes, prints_back

ROUTED = ["create vlan red", "configure red ipaddress 10.1.1.1/24"]
TUNNEL = [
    "configure red ipaddress 2001:db8::1/64",
    "create tunnel t1 ipv6-in-ipv4 destination 10.9.9.9 source 10.1.1.1",
]

KEPT = [
    ("eaps", [], ["create eaps shared-port 1:1", "configure eaps shared-port 1:1 link-id 7"]),
    ("esrp", [], ["create esrp es1"]),
    ("ospf", ROUTED, ["configure ospf vlan red neighbor add 10.1.1.2", "disable ospf restart-helper-lsa-check"]),
    (
        "rtmgr",
        [*ROUTED, *TUNNEL],
        [
            "configure vlan red router-discovery add prefix 2001:db8::/64",
            "configure vlan red router-discovery set prefix 2001:db8::/64 autonomous-flag off",
            "configure vlan red router-discovery set prefix 2001:db8::/64 valid-lifetime 100",
            "configure tunnel t1 ipaddress 2001:db8:1::1/64",
            "configure tunnel t1 ipaddress ipv6-link-local",
            "enable ipforwarding ipv6 tunnel t1",
        ],
    ),
]


@pytest.mark.parametrize(("module", "before", "lines"), KEPT, ids=[module for module, _, _ in KEPT])
def test_settings_are_on_both_nodes(console: Typist, module: str, before: list[str], lines: list[str]) -> None:
    """They stand in `show configuration` as they were typed, and the backup has them."""
    console.run(*before, *lines)
    assert set(lines) <= {line.strip() for line in console.lines(module)}
    console.say(":wait 2")
    is_on_both_nodes(console, module)


def test_bgp_settings_print_back(switch: Callable[..., Typist]) -> None:
    """Those of a group and of a neighbor that are new, and networks given as address and mask."""
    lines = [
        "create bgp peer-group pg1",
        "configure bgp peer-group pg1 remote-AS-number 65001",
        "configure bgp peer-group pg1 description text",
        "enable bgp peer-group pg1 soft-in-reset",
        "create bgp neighbor 10.1.1.2 remote-AS-number 65002",
        "disable bgp neighbor 10.1.1.2 capability route-refresh",
        "enable bgp neighbor 10.1.1.2 use-ip-router-alert",
    ]
    prints_back(switch, "bgp", lines)
    console = switch()
    console.run("configure bgp add network 10.0.0.0 255.0.0.0")
    assert "configure bgp add network 10.0.0.0/8" in console.lines("bgp")
    console.run("configure bgp delete network 10.0.0.0 255.0.0.0")
    assert "configure bgp add network 10.0.0.0/8" not in console.lines("bgp")


def test_bgp_capability_of_a_stranger(console: Typist) -> None:
    """A neighbor that does not exist is refused."""
    assert "10.1.1.9" in console.refuse("disable bgp neighbor 10.1.1.9 capability route-refresh")


def test_esrp_domain_is_renamed(console: Typist) -> None:
    """Everything of a domain follows its new name; a name that is taken is refused."""
    console.run(*ROUTED, "create esrp es1", "configure esrp es1 add master red", "create esrp es2")
    assert "already exists" in console.refuse("configure esrp es1 name es2")
    console.run("configure esrp es1 name es9", "enable esrp es9")
    assert "configure esrp es9 add master red" in console.lines("esrp")
    assert not [line for line in console.lines("esrp") if " es1" in line]


def test_ports_that_elrp_polls(console: Typist) -> None:
    """Ports are added to those that are polled, and deleted from them."""
    console.run(*ROUTED, "create esrp es1", "configure esrp es1 elrp-premaster-poll enable ports 1:1")
    console.run("configure esrp es1 add elrp-poll ports 1:2")
    assert any("1:1-1:2" in line or "1:1-2" in line for line in console.lines("esrp"))
    console.run("configure esrp es1 delete elrp-poll ports 1:1")
    assert any("ports 1:2" in line for line in console.lines("esrp"))


@pytest.mark.parametrize(
    "line", ["configure esrp es1 add track-iproute {}", "configure vrrp vlan red vrid 1 add track-iproute {}"]
)
def test_tracked_route_as_address_and_mask(console: Typist, line: str) -> None:
    """A tracked route is the same in both forms, and is deleted in either."""
    console.run(*ROUTED, "create esrp es1", "create vrrp vlan red vrid 1")
    before = console.configuration()
    console.run(line.format("10.0.0.0 255.0.0.0"))
    assert "track-iproute 10.0.0.0/8" in console.configuration()
    console.run(line.replace(" add ", " delete ").format("10.0.0.0/8"))
    assert console.configuration() == before


def test_shared_port_is_reset(console: Typist) -> None:
    """Its number and its role are as at first again."""
    console.run("create eaps shared-port 1:1")
    before = console.lines("eaps")
    console.run("configure eaps shared-port 1:1 link-id 7", "configure eaps shared-port 1:1 mode controller")
    assert console.lines("eaps") != before
    console.run("unconfigure eaps shared-port 1:1 link-id", "unconfigure eaps shared-port 1:1 mode")
    assert console.lines("eaps") == before


def test_rings_of_a_vlan(console: Typist) -> None:
    """A VLAN tells of the ring that it controls, and of none."""
    console.run("create vlan red", "create eaps ea1", "create vlan c1", "configure c1 tag 100")
    console.run("configure c1 qosprofile QP8", "configure eaps ea1 add control vlan c1")
    assert "not in any" in console.run("show vlan red eaps")
    assert '"ea1"' in console.run("show vlan c1 eaps")


RESET = [
    ("mcmgr", "configure igmp 100 5 2", "unconfigure igmp"),
    ("mcmgr", "configure MLD 100 5 2", "unconfigure MLD"),
    ("pim", "configure pim crp timer 30", "unconfigure pim"),
    ("pim", "configure pim timer 20 40 vlan red", "unconfigure pim vlan red"),
    ("ripng", "configure ripng updatetime 20", "unconfigure ripng"),
    ("ripng", "configure ripng vlan red cost 5", "unconfigure ripng vlan red"),
    ("ospfv3", "configure ospfv3 vlan red cost 5", "unconfigure ospfv3 vlan red"),
    ("rtmgr", "configure iproute ipv6 priority static 20", "unconfigure iproute ipv6 priority static"),
    ("rtmgr", "configure vlan red router-discovery link-mtu 1400", "unconfigure vlan red router-discovery link-mtu"),
    ("rtmgr", "configure vlan red router-discovery max-interval 100", "unconfigure vlan red router-discovery"),
    (
        "netLogin",
        "configure vlan red dhcp-address-range 10.1.1.5 - 10.1.1.9",
        "unconfigure vlan red dhcp-address-range",
    ),
    ("netLogin", "configure vlan red dhcp-options dns-server 10.1.1.5", "unconfigure vlan red dhcp-options"),
    ("netLogin", "configure vlan red dhcp-lease-timer 50", "unconfigure vlan red dhcp"),
    ("vlan", "configure qosprofile QP3 minbw 5", "unconfigure qosprofile"),
    ("vlan", "configure diffserv examination code-point 9 QP8", "unconfigure diffserv"),
    (
        "mcmgr",
        "configure igmp snooping vlan red ports 1:1 add static group 239.1.1.1",
        "configure igmp snooping vlan red ports 1:1 delete static group all",
    ),
]


@pytest.mark.parametrize(("module", "line", "back"), RESET, ids=[line for _, line, _ in RESET])
def test_what_resets(console: Typist, module: str, line: str, back: str) -> None:
    """A line changes its module of `show configuration`, and the line that resets it brings the first state back."""
    console.run(*ROUTED, "configure ospfv3 add vlan red area 0.0.0.0", "configure pim add vlan red")
    if back == "unconfigure vlan red dhcp-options":
        console.run("configure vlan red dhcp-lease-timer 50")
    before = console.lines(module)
    console.run(line)
    assert console.lines(module) != before
    console.run(back)
    assert console.lines(module) == before


def test_prefix_must_be_added_first(console: Typist) -> None:
    """The settings of a prefix that is not advertised are refused."""
    console.run(*ROUTED)
    text = console.refuse("configure vlan red router-discovery set prefix 2001:db8::/64 onlink-flag off")
    assert "is not configured on VLAN red" in text


def test_ospfv3_interface_moves(console: Typist) -> None:
    """A VLAN moves into another area, which must exist."""
    console.run(*ROUTED, "configure ospfv3 add vlan red area 0.0.0.0", "create ospfv3 area 0.0.0.1")
    assert "0.0.0.2" in console.refuse("configure ospfv3 vlan red area 0.0.0.2")
    console.run("configure ospfv3 vlan red area 0.0.0.1")
    assert "configure ospfv3 add vlan red area 0.0.0.1" in "\n".join(console.lines("ospfv3"))


def test_ipv6_routes(console: Typist) -> None:
    """A static route is found by an address in it, counted, and shown by its origin only."""
    console.run(*ROUTED, "configure red ipaddress 2001:db8::1/64", "configure iproute add 2001:db8:9::/48 2001:db8::2")
    assert "2001:db8::2" in console.run("rtlookup 2001:db8:9::5")
    assert "2001:db8::2" not in console.run("rtlookup 2001:db8:8::5")
    assert "Total number of routes = 1" in console.run("show iproute ipv6 summary")
    assert "2001:db8:9::/48" in console.run("show iproute ipv6 origin static")
    assert "2001:db8:9::/48" not in console.run("show iproute ipv6 origin direct")
    console.run("configure iproute ipv6 priority static 77")
    assert "Static             77\n" in console.run("show iproute ipv6 priority")


def test_rip_routes_of_a_network(console: Typist) -> None:
    """Only the routes in the network that is named are shown, in both forms."""
    console.run(*ROUTED, "enable ipforwarding", "configure vlan Default ipaddress 10.2.2.1/24")
    console.run("enable ipforwarding", "configure rip add vlan all", "enable rip", "enable loopback-mode vlan red")
    console.run("enable loopback-mode vlan Default")
    for form in ("10.1.0.0/16", "network 10.1.0.0 255.255.0.0"):
        shown = console.run(f"show rip routes {form}")
        assert "10.1.1.0/24" in shown
        assert "10.2.2.0/24" not in shown


def test_port_summary(console: Typist) -> None:
    """A line for each port: its display string, its VLAN or how many it has, whether it is enabled."""
    console.run("create vlan red", "configure red tag 5", "configure red add ports 1:2 tagged", "disable ports 1:3")
    console.run("configure ports 1:1 display-string uplink")
    shown = {line.split()[0]: line for line in console.run("show ports 1:1-1:3 no-refresh").splitlines() if line}
    assert shown["1:1"].split()[1:4] == ["uplink", "Default", "E"]
    assert shown["1:2"].split()[1:3] == ["(0002)", "E"]
    assert shown["1:3"].split()[1:3] == ["Default", "D"]


def test_own_session(console: Typist) -> None:
    """It is shown by its number, in detail too; one that does not exist is refused."""
    own = console.run("show session detail").split(": ")[1].split()[0]
    assert "(this session)" in console.run(f"show session detail {own}")
    assert "99 does not exist" in console.refuse("show session 99")


def test_ping_of_ipv6_says_that_nothing_is_sent(console: Typist) -> None:
    """No IPv6 packet is modelled, and the lab says so."""
    assert console.run("ping ipv6 2001:db8::1").startswith("[nothing was sent")


def test_lldp_at_some_ports(console: Typist) -> None:
    """The screens of LLDP show the ports that are named and no others."""
    console.run("enable lldp ports 1:1-1:2")
    for screen in ("", " statistics"):
        shown = console.run(f"show lldp port 1:2{screen}")
        assert "\n1:2 " in shown
        assert "\n1:1 " not in shown


def test_log_filter_of_every_severity(console: Typist) -> None:
    """`severity all` is the same as no severity."""
    console.run("create log filter f1", "configure log filter f1 add events stp severity all")
    one = console.run("show log configuration filter f1")
    console.run("create log filter f2", "configure log filter f2 add events stp")
    assert console.run("show log configuration filter f2").replace("f2", "f1") == one


def test_platform_version(console: Typist) -> None:
    """It names the version and the part number of the MSM.  evidence: capture 11.2 (the labels)"""
    shown = console.run("show platform version")
    assert "MSM-A Version Information:" in shown
    assert "EXOS version:" in shown
