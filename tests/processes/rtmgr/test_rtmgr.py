"""The route manager: static and direct routes, what `show iproute` prints of them, and the settings of IP."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Typist

from xos_cli.processes import PROCESSES
from xos_cli.processes.rtmgr import facts
from xos_cli.processes.rtmgr.rows import LearnedRoute, RouteEntry, RouteSince

X450 = "summit-x450-24t"
Switch = Callable[..., Typist]
#: A route's row, and its duration.
ROW = re.compile(r"^(...) (.{18}) (\S+) +(\d+) +(\S{11}) (\S+) +(\d+)d:(\d+)h:(\d+)m:(\d+)s$", re.MULTILINE)


def routes(out: str) -> list[tuple[str, str, str, str, str, str]]:
    """Origin, destination, gateway, metric, flags and VLAN of every row."""
    return [(m[1].strip(), m[2].strip(), m[3], m[4], m[5], m[6]) for m in ROW.finditer(out)]


def seconds(out: str, gateway: str) -> int:
    """For how long the route by this gateway has been there."""
    row = next(m for m in ROW.finditer(out) if m[3] == gateway)
    return ((int(row[7]) * 24 + int(row[8])) * 60 + int(row[9])) * 60 + int(row[10])


@pytest.fixture
def x450(switch: Switch) -> Typist:
    """The stand-alone switch with the address and the routes of the capture; its port 3 alone is up."""
    typist = switch(X450)
    typist.run("configure vlan Default ipaddress 10.100.26.5 255.255.255.0")
    typist.run("configure iproute add default 10.100.26.2", "configure iproute add default 192.168.5.1 1 vr VR-Default")
    return typist


# -- show iproute ------------------------------------------------------------------------------------------------------


def test_show_iproute_is_the_captured_screen(x450: Typist, capture: Callable[[str], str]) -> None:
    """Byte for byte, but for how long the routes have been there."""
    text = capture("summit-x450-11.2.3.3/show-iproute.txt")
    real = text[text.index("\n") + 1 : text.rindex("SummitX450-24t")]
    durations = re.compile(r"\d+d:\d+h:\d+m:\d+s")
    assert durations.sub("", x450.run("show iproute")) == durations.sub("", real)


def test_duration_is_virtual_time(x450: Typist) -> None:
    """A route is as old as the command that made it, a direct one as its address, and days pass at once."""
    before = seconds(x450.run("show iproute"), "10.100.26.2")
    assert before < 3
    x450.type("disable idletimeout")
    x450.machine.advance(4 * 86400 + 6 * 3600)
    out = x450.run("show iproute")
    assert 4 * 86400 + 6 * 3600 <= seconds(out, "10.100.26.2") <= 4 * 86400 + 6 * 3600 + 5
    assert 0 <= seconds(out, "10.100.26.5") - seconds(out, "10.100.26.2") <= 3


def test_routes_go_down_with_the_last_port(x450: Typist) -> None:
    """No active port: nothing is up or taken; the port back, everything is, and anew."""
    x450.run("disable ports 3")
    down = routes(x450.run("show iproute"))
    assert [(row[0], row[4], row[5]) for row in down] == [
        ("s", "-G---S-um--", "-"),
        ("s", "-G---S-um--", "-"),
        ("d", "-------um--", "Default"),
    ]
    x450.run("enable ports 3", ":wait 30")
    out = x450.run("show iproute")
    assert [row[0] for row in routes(out)] == ["#s", "s", "#d"]
    assert seconds(out, "10.100.26.5") <= 31


def test_loopback_needs_no_port(x450: Typist) -> None:
    """A VLAN in loopback mode is up without a port."""
    x450.run("create vlan lo", "configure vlan lo ipaddress 192.168.5.2/24")
    assert ("d", "192.168.5.0/24", "192.168.5.2", "1", "-------um--", "lo") in routes(x450.run("show iproute"))
    x450.run("enable loopback-mode vlan lo")
    found = routes(x450.run("show iproute"))
    assert ("#d", "192.168.5.0/24", "192.168.5.2", "1", "U------um--", "lo") in found
    assert ("s", "Default Route", "192.168.5.1", "1", "UG---S-um--", "lo") in found


def test_best_route_is_preferred(x450: Typist) -> None:
    """The least metric among the routes to one network; unicast and multicast each have their own."""
    x450.run("configure iproute add 172.16.0.0/12 10.100.26.9 5", "configure iproute add 172.16.0.0/12 10.100.26.10 4")
    x450.run("configure iproute add 10.9.9.9/32 10.100.26.3 unicast-only")
    x450.run("configure iproute add 10.9.9.9/32 10.100.26.4 multicast-only")
    found = {row[2]: (row[0], row[4]) for row in routes(x450.run("show iproute"))}
    assert (found["10.100.26.10"][0], found["10.100.26.9"][0]) == ("#s", "s")
    assert found["10.100.26.3"] == ("*s", "UGH--S-u---")
    assert found["10.100.26.4"] == ("@s", "UGH--S--m--")


def test_sharing_takes_all_that_are_equal(x450: Typist) -> None:
    """Two default routes of one metric: one is taken, both with sharing."""
    x450.run("configure iproute add default 10.100.26.3")
    marks = [row[0] for row in routes(x450.run("show iproute"))]
    assert marks.count("#s") == 1
    x450.run("enable iproute sharing")
    marks = [row[0] for row in routes(x450.run("show iproute"))]
    assert marks.count("#s") == 2
    assert x450.lines("rtmgr")[0] == "enable iproute sharing "


def test_priority_decides_between_origins(x450: Typist) -> None:
    """A black hole goes before a static route, unless static routes are believed more."""
    x450.run("configure iproute add blackhole default", "configure iproute priority static 20")
    found = {row[2]: row[0] for row in routes(x450.run("show iproute"))}
    assert (found["10.100.26.2"], found["0.0.0.0"]) == ("#s", "b")
    x450.run("unconfigure iproute priority static")
    found = {row[2]: row[0] for row in routes(x450.run("show iproute"))}
    assert (found["10.100.26.2"], found["0.0.0.0"]) == ("s", "#b")


def test_counts_are_those_of_the_rows(x450: Typist) -> None:
    """The distributions and the total, and the same in the summary."""
    x450.run("configure iproute add 172.16.0.0/12 10.100.26.9", "configure iproute add blackhole 203.0.113.0/24")
    counts = (
        "Mask distribution:\n"
        "     2 default routes                1 routes at length 12\n"
        "     2 routes at length 24\n\n\n"
        "Route {} distribution:\n"
        "     1 routes from Blackhole            1 routes from Direct    \n"
        "     3 routes from Static    \n\n\n"
        "Total number of routes = 5\n"
    )
    assert x450.run("show iproute").endswith(counts.format("Origin") + "\n")
    assert x450.run("show iproute summary") == "=" * 17 + "ROUTE SUMMARY" + "=" * 17 + "\n" + counts.format("origin")


def test_summary_of_nothing_is_the_captured_screen(switch: Switch, capture: Callable[[str], str]) -> None:
    """But for the line of the compressed routes, which came later."""
    real = capture("two-node-stack-12.5.4.5/show-iproute-summary.txt").partition("\n")[2]
    assert switch().run("show iproute summary") == real.replace("Total number of compressed routes = 0\n", "")


def test_filters_of_show_iproute(x450: Typist) -> None:
    """By VLAN, by network, by origin, by virtual router, only what is permanent."""
    x450.run("configure iproute add 172.16.0.0/12 10.100.26.9")
    assert [row[2] for row in routes(x450.run("show iproute 172.16.0.0/12"))] == ["10.100.26.9"]
    assert [row[2] for row in routes(x450.run("show iproute 172.16.0.0 255.240.0.0"))] == ["10.100.26.9"]
    assert [row[2] for row in routes(x450.run("show iproute origin direct"))] == ["10.100.26.5"]
    assert len(routes(x450.run("show iproute vlan Default"))) == 3
    assert len(routes(x450.run("show iproute permanent"))) == 3
    assert routes(x450.run("show iproute vr VR-Mgmt")) == []


def test_rtlookup_takes_the_longest_network(x450: Typist) -> None:
    """The default route, unless a better one fits."""
    x450.run("configure iproute add 172.16.0.0/12 10.100.26.9")
    assert [row[2] for row in routes(x450.run("rtlookup 172.17.1.1"))] == ["10.100.26.9"]
    assert [row[2] for row in routes(x450.run("rtlookup 8.8.8.8"))] == ["10.100.26.2"]


def test_failover_keeps_routes_and_their_age(switch: Switch) -> None:
    """The new master has the routes, as old as they were."""
    console = switch()
    console.run("configure vlan Default ipaddress 10.1.1.1/24", "configure iproute add default 10.1.1.2", ":wait 100")
    console.say("run msm-failover", "y", ":console msm-b")
    out = console.run("show iproute")
    assert routes(out)[0][:3] == ("#s", "Default Route", "10.1.1.2")
    assert seconds(out, "10.1.1.2") >= 100


def test_ipstats_is_the_captured_screen(switch: Switch, capture: Callable[[str], str]) -> None:
    """Byte for byte, but that nothing was counted; the same for a virtual router that exists."""
    typist = switch()
    real = capture("two-node-stack-12.5.4.5/show-ipstats.txt").partition("\n")[2]
    nothing = re.sub(r"= +\d+", lambda counted: "=" + "0".rjust(len(counted[0]) - 1), real)
    assert typist.run("show ipstats") == nothing
    assert typist.run("show ipstats ipv4 vr VR-Mgmt") == nothing
    assert typist.refuse("show ipstats vr VR-None") == "Error: Virtual router VR-None does not exist."


def test_neighbours_of_ipv6_are_the_configured_ones(switch: Switch) -> None:
    """All of them permanent; by address, MAC, VLAN, virtual router."""
    typist = switch()
    typist.run("create vlan sales", "configure vlan sales ipaddress 2001:db8::1/64")
    typist.run("configure neighbor-discovery cache vr VR-Default add 2001:DB8::5 00:04:96:00:00:01")
    typist.run("configure neighbor-discovery cache add fe80::1%sales 00:04:96:AA:00:02")
    typist.run("configure neighbor-discovery cache add 2001:db9::1 00:04:96:00:00:03")
    head = "VR            Destination                              Mac                Age  Static  VLAN          Port\n"
    first = "VR-Default    2001:db8::5                              00:04:96:00:00:01    0  YES     sales\n"
    second = "VR-Default    fe80::1%sales                            00:04:96:aa:00:02    0  YES     sales\n"
    third = "VR-Default    2001:db9::1                              00:04:96:00:00:03    0  YES\n"
    show = "show neighbor-discovery cache ipv6"
    assert typist.run(show) == head + first + second + third + "\nTotal Entries    :           3\n"
    assert typist.run(f"{show} permanent") == typist.run(show)
    assert typist.run(f"{show} 2001:db8::5") == head + first + "\nTotal Entries    :           1\n"
    assert typist.run(f"{show} 00:04:96:aa:00:02") == head + second + "\nTotal Entries    :           1\n"
    assert typist.run(f"{show} vlan sales") == head + first + second + "\nTotal Entries    :           2\n"
    assert typist.run(f"{show} vr VR-Mgmt") == head + "\nTotal Entries    :           0\n"


# -- static routes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("configure iproute add default 10.100.26.2", "Error: The route already exists."),
        ("configure iproute add default 10.100.26.5", "Error: Gateway 10.100.26.5 is an address of this switch."),
        ("configure iproute add default 0.0.0.0", "Error: 0.0.0.0 is not a valid gateway."),
        ("configure iproute add 10.0.0.0/8 224.0.0.1", "Error: 224.0.0.1 is not a valid gateway."),
        ("configure iproute add default 10.100.26.9 vr VR-None", "Error: Virtual router VR-None does not exist."),
        ("configure iproute delete default 10.100.26.9", "Error: The route does not exist."),
        ("configure iproute delete blackhole default", "Error: The route does not exist."),
    ],
)
def test_what_is_refused(x450: Typist, line: str, words: str) -> None:
    """Gateways that cannot be, routes that are there already or are not; nothing changes."""
    before = x450.lines("rtmgr")
    assert x450.refuse(line) == words
    assert x450.lines("rtmgr") == before


def test_routes_print_as_they_are_typed(switch: Switch) -> None:
    """Every kind of route, and what is printed makes the same again."""
    lines = [
        "configure iproute add default 10.1.1.2 1 vr VR-Default ",
        "configure iproute add 172.16.0.0 255.240.0.0 10.1.1.3 5 unicast-only vr VR-Default ",
        "configure iproute add 192.168.9.0 255.255.255.0 10.1.1.3 1 vr VR-Mgmt ",
        "configure iproute add blackhole 203.0.113.0 255.255.255.0 vr VR-Default ",
        "configure iproute add blackhole default multicast-only vr VR-Default ",
        "configure iproute add 2001:db8::/32 fe80::1%Default 2 vr VR-Default ",
        "configure iproute add default 2001:db8::1 1 vr VR-Default ",
    ]
    typist = switch()
    typist.run(*lines)
    assert [line for line in typist.lines("rtmgr") if "iproute add" in line] == lines
    other = switch()
    other.run(*typist.lines("rtmgr"))
    assert other.lines("rtmgr") == typist.lines("rtmgr")


def test_routes_can_be_taken_away(switch: Switch) -> None:
    """With a mask or a length, default or not, by gateway; all black holes at once."""
    typist = switch()
    before = typist.lines("rtmgr")
    typist.run(
        "configure iproute add 172.16.1.1 255.240.0.0 10.1.1.3", "configure iproute delete 172.16.0.0/12 10.1.1.3"
    )
    typist.run("configure iproute add default 10.1.1.3 7", "configure iproute delete default 10.1.1.3")
    typist.run("configure iproute add blackhole default", "configure iproute add blackhole 10.0.0.0/8")
    typist.run("configure iproute delete blackhole all")
    typist.run("configure iproute add 2001:db8::/32 2001:db8::1", "configure iproute delete 2001:db8::/32 2001:db8::1")
    assert typist.lines("rtmgr") == before
    assert typist.machine.nodes["MSM-A"].store.rows(RouteSince) == []


def test_route_goes_with_its_virtual_router(switch: Switch) -> None:
    """A virtual router takes its routes with it."""
    typist = switch()
    typist.run("create virtual-router red", "configure iproute add default 10.1.1.2 vr red")
    assert [row.vrName for row in typist.machine.nodes["MSM-A"].store.rows(RouteEntry)] == ["red"]
    typist.run("delete virtual-router red")
    assert typist.machine.nodes["MSM-A"].store.rows(RouteEntry) == []


# -- settings ----------------------------------------------------------------------------------------------------------


def test_section_is_the_captured_one(switch: Switch, section: Callable[[str], list[str]]) -> None:
    """Typed at a new switch with the address, the captured lines print back; without, the new switch has the others."""
    typist = switch(X450)
    own = [line for line in section("rtmgr") if "iproute add" not in line]
    assert typist.lines("rtmgr") == own
    typist.run("configure vlan Default ipaddress 10.100.26.5 255.255.255.0", *section("rtmgr"))
    assert typist.lines("rtmgr") == section("rtmgr")


def test_vlan_has_lines_when_it_has_an_address(switch: Switch) -> None:
    """With the address they come, with the defaults; with the VLAN they go."""
    typist = switch()
    before = typist.lines("rtmgr")
    typist.run("create vlan sales")
    assert typist.lines("rtmgr") == before
    typist.run("configure vlan sales ipaddress 10.2.0.1/16")
    new = [line for line in typist.lines("rtmgr") if line not in before]
    assert len(new) == 1 + 7 + 1
    assert new[0] == 'disable irdp "sales"'
    typist.run("configure vlan sales name buyers")
    assert any('vlan "buyers"' in line for line in typist.lines("rtmgr"))
    typist.run("delete vlan buyers")
    assert typist.lines("rtmgr") == before


@pytest.mark.parametrize(
    "line",
    [
        "enable icmp timestamp vlan sales",
        "disable icmp unreachables vlan sales",
        "enable irdp sales",
        "enable ipforwarding broadcast vlan sales",
        "enable ipforwarding ignore-broadcast vlan sales",
        "disable ip-option router-alert",
        "enable icmp useredirects",
        "configure irdp multicast",
        "configure irdp 100 200 300 7",
        "configure iproute priority rip 99",
        "configure iproute ipv6 priority RIPng 99",
    ],
)
def test_settings_print_as_they_are_typed(switch: Switch, line: str) -> None:
    """Each changes one line of the section, to what was typed."""
    typist = switch()
    typist.run("create vlan sales", "configure vlan sales ipaddress 10.2.0.1/16")
    before = typist.lines("rtmgr")
    typist.run(line)
    new = [other.replace('"', "").rstrip() for other in typist.lines("rtmgr") if other not in before]
    assert new == [line]


def test_irdp_intervals_must_fit(switch: Switch) -> None:
    """The least is not longer than the most, nor that than the lifetime."""
    assert switch().refuse("configure irdp 500 400 1800 0").startswith("Error: The intervals")


def test_ipforwarding_shows_and_prints(switch: Switch) -> None:
    """On a VLAN with an address: `show vlan` and `show ipconfig` have the f, `show configuration` the command."""
    typist = switch()
    typist.run("create vlan sales")
    assert typist.refuse("enable ipforwarding vlan sales") == "Error: VLAN sales has no IP address."
    typist.run("configure vlan sales ipaddress 10.2.0.1/16", "enable ipforwarding vlan sales")
    assert "enable ipforwarding vlan sales" in typist.lines("vlan")
    assert re.search(r"^sales .* -f-", typist.run("show vlan"), re.MULTILINE)
    assert "sales        10.2.0.1        /16 E-f---MPuRX---------    0\n" in typist.run("show ipconfig")
    typist.run("disable ipforwarding")
    assert "enable ipforwarding vlan sales" not in typist.lines("vlan")


def test_show_ipconfig_tells_of_the_settings(switch: Switch) -> None:
    """Every line comes from a row."""
    typist = switch()
    typist.run(
        "configure vlan Default ipaddress 10.2.0.1/16", "disable ip-option record-route", "enable iproute sharing"
    )
    typist.run("configure irdp multicast", "enable icmp address-mask", "disable icmp redirects vlan Default")
    out = typist.run("show ipconfig")
    assert "         IpOption RR : Disabled\n" in out
    assert "       Route Sharing : Enabled\n" in out
    assert "Advertisement Address: 224.0.0.1 " in out
    assert "Default      10.2.0.1        /16 EU---AMPu-X---------    0\n" in out


def test_recorded_commands_print_back(switch: Switch) -> None:
    """What has no effect is kept: neighbours and prefixes of IPv6."""
    typist = switch()
    typist.run("configure neighbor-discovery cache vr VR-Default add 2001:db8::5 00:04:96:00:00:01")
    typist.run("configure vlan Default router-discovery ipv6 add prefix 2001:db8::/64")
    assert typist.lines("rtmgr")[-2:] == [
        "configure neighbor-discovery cache add 2001:db8::5 00:04:96:00:00:01",
        "configure vlan Default router-discovery add prefix 2001:db8::/64",
    ]


def test_every_line_is_kept_by_a_save(switch: Switch) -> None:
    """Saved and booted, the section is the same."""
    typist = switch(X450)
    typist.run("configure vlan Default ipaddress 10.2.0.1/16", "configure iproute add default 10.2.0.2")
    typist.run("configure iproute add blackhole 10.0.0.0/8", "configure iproute add ::/0 2001:db8::1")
    typist.run("disable icmp redirects vlan Default", "configure iproute priority rip 99")
    before: Any = typist.lines("rtmgr")
    typist.say("save", "y", "reboot", "y", ":wait booted")
    assert typist.lines("rtmgr") == before


@pytest.mark.parametrize(
    "line", ["configure vlan red ipaddress 10.1.1.9/24", "configure vlan red add secondary-ipaddress 10.2.1.9/24"]
)
def test_a_route_ends_where_its_gateway_becomes_the_switch(console: Typist, line: str) -> None:
    """It would not be taken any more; one by another gateway, and of another virtual router, stays."""
    console.run("create vlan red", "configure vlan red ipaddress 10.1.1.1/24")
    for gateway in ("10.1.1.9", "10.2.1.9", "10.1.1.10", "10.1.1.9 vr VR-Mgmt"):
        console.run(f"configure iproute add 20.0.0.0/8 {gateway}")
    before = console.lines("rtmgr")
    console.run(line)
    own = line.split()[-1].partition("/")[0]
    gone = [text for text in before if text not in console.lines("rtmgr")]
    assert [f" {own} " in f"{text} " and "VR-Mgmt" not in text for text in gone] == [True]
    assert console.typed_back() == console.configuration()


def test_unicast_and_multicast_traffic_take_routes_of_their_own(console: Typist) -> None:
    """Of each network the best for either; which of two equal ones is said by sharing."""
    console.run("create vlan red", "configure vlan red ipaddress 10.1.1.1/24", "enable loopback-mode vlan red")
    console.run("configure iproute add 20.0.0.0/8 10.1.1.2 2", "configure iproute add 20.0.0.0/8 10.1.1.3 2")
    console.run("configure iproute add 20.0.0.0/8 10.1.1.4 1 multicast-only")
    console.run("configure iproute add blackhole 21.0.0.0/8 unicast-only")
    taken = {(str(one.route.network), one.route.gateway): one[1:] for one in _routes(console)}
    assert taken == {
        ("10.1.1.0/24", "10.1.1.1"): (True, True),
        ("20.0.0.0/8", "10.1.1.2"): (True, False),
        ("20.0.0.0/8", "10.1.1.3"): (False, False),
        ("20.0.0.0/8", "10.1.1.4"): (False, True),
        ("21.0.0.0/8", "0.0.0.0"): (True, False),
    }
    console.run("enable iproute sharing")
    assert [one.route.gateway for one in _routes(console) if one.unicast][1:3] == ["10.1.1.2", "10.1.1.3"]


def _routes(typist: Typist) -> list[facts.ChosenRoute]:
    master = typist.machine.master
    assert master is not None
    return facts.routes(master.store, "VR-Default")


def test_blackhole_on_the_screen_and_a_second_one(console: Typist) -> None:
    """A blackhole is a route of no gateway and no VLAN, as old as itself; the same network is not added twice."""
    console.run("configure iproute add blackhole 10.9.0.0/16")
    console.type(":wait 65")
    shown = console.run("show iproute 10.9.0.0/16")
    assert routes(shown) == [("#b", "10.9.0.0/16", "0.0.0.0", "0", "U----SBum--", "-")]
    assert seconds(shown, "0.0.0.0") in range(65, 70)
    twice = console.refuse("configure iproute add blackhole 10.9.0.0/16")
    assert twice == "Error: The route already exists."
    console.run("configure iproute add blackhole 10.9.0.0/24")


# -- routes of routing protocols ---------------------------------------------------------------------------------------


def by_rip(destination: str, gateway: str, metric: int = 2) -> LearnedRoute:
    """A route that RIP gives to the route manager."""
    return LearnedRoute("VR-Default", "RIP", destination, gateway, "Default", metric)


def test_learned_routes_replace_each_other_and_are_shown(x450: Typist) -> None:
    """Those of one client replace its earlier ones, keep their age if they are the same, and leave others alone."""
    node = x450.lab.session.node
    ospf = LearnedRoute("VR-Default", "OSPFExt2", "10.3.0.0/16", "10.100.26.9", "Default", 20, tag=7)
    node.call("rtmgr", "learned", "VR-Default", "ospf", [ospf])
    node.call("rtmgr", "learned", "VR-Default", "rip", [by_rip("10.1.0.0/16", "10.100.26.9")])
    x450.machine.advance(100)
    again = [by_rip("10.1.0.0/16", "10.100.26.9"), by_rip("10.2.0.0/16", "10.100.26.9", 5)]
    node.call("rtmgr", "learned", "VR-Default", "rip", again)
    out = x450.run("show iproute origin rip")
    assert routes(out) == [
        ("#r", "10.1.0.0/16", "10.100.26.9", "2", "UG-D---um--", "Default"),
        ("#r", "10.2.0.0/16", "10.100.26.9", "5", "UG-D---um--", "Default"),
    ]
    assert [int(m[10]) + 60 * int(m[9]) >= 100 for m in ROW.finditer(out)] == [True, False]
    assert [row[0] for row in routes(x450.run("show iproute origin ospf"))] == ["#o2"]
    assert routes(x450.run("show iproute origin ospf-intra")) == []
    node.call("rtmgr", "learned", "VR-Default", "rip", [])
    assert "routes from RIP" not in x450.run("show iproute")
    found = facts.exportable(node.store, "VR-Default", {"OSPFExt2"})
    assert [(str(route.network), route.tag) for route in found] == [("10.3.0.0/16", 7)]


def test_learned_routes_go_a_second_after_a_failover(switch: Switch) -> None:
    """The new master keeps them for a second; one that its protocol confirms in that second stays."""
    typist = switch("bd10808")
    typist.run("configure vlan Default ipaddress 10.0.0.1/24")
    node = typist.lab.session.node
    both = [by_rip("10.1.0.0/16", "10.0.0.9"), by_rip("10.2.0.0/16", "10.0.0.9")]
    node.call("rtmgr", "learned", "VR-Default", "rip", both)
    typist.machine.advance(1)
    node.step_down()
    new = typist.machine.nodes["MSM-B"]
    while not new.is_master:
        assert typist.machine.clock.step()
    typist.machine.advance(0.9)
    assert new.store.count(LearnedRoute) == 2
    new.call("rtmgr", "learned", "VR-Default", "rip", both[1:])
    assert new.store.count(LearnedRoute) == 2
    typist.machine.advance(0.2)
    assert [row.destination for row in new.store.rows(LearnedRoute)] == ["10.2.0.0/16"]


def test_a_master_that_is_elected_again_keeps_what_it_learned(switch: Switch) -> None:
    """Without a failover nothing is in doubt: the routes are still there after the second."""
    typist = switch("bd10808")
    typist.run("configure vlan Default ipaddress 10.0.0.1/24")
    node = typist.lab.session.node
    node.call("rtmgr", "learned", "VR-Default", "rip", [by_rip("10.1.0.0/16", "10.0.0.9")])
    node.software.running(node)
    typist.machine.advance(2)
    assert node.store.count(LearnedRoute) == 1


def test_protocols_hear_of_other_best_routes_only(x450: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    """One call for a burst of changes, none for a route that is not taken, one when that is taken after all."""
    heard: list[str] = []
    process = PROCESSES.modules["rip"]
    monkeypatch.setattr(process, "routes_changed", lambda node, router: heard.append(router))
    for number in range(3):
        x450.lab.session.feed(f"configure iproute add 10.{number}.0.0/16 10.100.26.9")
    x450.machine.advance(0.1)
    assert heard == ["VR-Default"]
    x450.run("configure iproute add 10.0.0.0/16 10.100.26.8 5")
    x450.run("configure iproute add 10.77.0.0/16 192.168.77.7")
    x450.machine.advance(1)
    assert heard == ["VR-Default"]
    x450.run("configure iproute delete 10.0.0.0/16 10.100.26.9")
    x450.machine.advance(1)
    assert heard == ["VR-Default"] * 2
