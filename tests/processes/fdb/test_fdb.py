"""The forwarding database and the ARP table: what was configured, and what their screens tell of it."""

from collections.abc import Callable

import pytest
from conftest import Typist

Switch = Callable[..., Typist]
ADDRESS, OTHER = "00:e0:2b:12:34:56", "00:e0:2b:12:34:57"


@pytest.fixture
def sales(console: Typist) -> Typist:
    """A switch with a VLAN that has ports and an address."""
    console.run("create vlan sales", "configure vlan sales tag 20", "configure vlan sales add ports 1:1-4 tagged")
    console.run("configure vlan sales ipaddress 10.1.1.1/24")
    return console


def test_section_is_the_captured_one(switch: Switch, section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines, and takes them without a change."""
    typist = switch("summit-x450-24t")
    assert typist.lines("fdb") == section("fdb")
    typist.run(*section("fdb"))
    assert typist.lines("fdb") == section("fdb")
    assert not typist.machine.nodes["Switch"].config.dirty


def test_new_virtual_router_has_the_defaults(console: Typist) -> None:
    """Its lines come behind those of the others, and go with it."""
    before = console.lines("fdb")
    console.run("create virtual-router red")
    new = console.lines("fdb")[len(before) :]
    assert new == [line.replace("VR-Control", "red") for line in before if "VR-Control" in line]
    console.run("disable iparp vr red checking", "delete virtual-router red")
    assert console.lines("fdb") == before


@pytest.mark.parametrize(
    "line",
    [
        "configure fdb agingtime 0",
        "configure fdb agingtime 1000000",
        "configure iparp vr VR-Mgmt max_entries 7",
        "configure iparp vr VR-Mgmt max_pending_entries 7",
        "configure iparp vr VR-Mgmt max_proxy_entries 7",
        "configure iparp vr VR-Mgmt timeout 7",
        "disable iparp vr VR-Mgmt checking",
        "disable iparp vr VR-Mgmt refresh",
    ],
)
def test_settings_print_as_they_are_typed(console: Typist, line: str) -> None:
    """Each changes one line of the section, to what was typed."""
    before = console.lines("fdb")
    console.run(line)
    assert [other for other in console.lines("fdb") if other not in before] == [line]


def test_virtual_router_may_stand_behind_or_be_left_out(console: Typist) -> None:
    """Both orders of the guide; without one it is VR-Default."""
    console.run("configure iparp timeout vr VR-Mgmt 9", "configure iparp VR-Control timeout 8")
    console.run("configure iparp timeout 7", "disable iparp refresh vr VR-Mgmt")
    lines = console.lines("fdb")
    for line in ("vr VR-Mgmt timeout 9", "vr VR-Control timeout 8", "vr VR-Default timeout 7"):
        assert f"configure iparp {line}" in lines
    assert "disable iparp vr VR-Mgmt refresh" in lines
    assert console.refuse("configure iparp vr red timeout 7") == "Error: Virtual router red does not exist."


def test_short_aging_times_are_refused(console: Typist) -> None:
    """0, or 15 and more."""
    assert console.refuse("configure fdb agingtime 14").startswith("Error: The aging time must be 0 or from 15 ")
    console.run("configure fdb agingtime 15")
    assert "FDB Aging time: 15\n" in console.run("show fdb")


# -- entries of the forwarding database --------------------------------------------------------------------------------


def test_entries_show_and_print(sales: Typist) -> None:
    """On ports or in a black hole: a row, a line and a count each; the guide's example in its short form."""
    sales.run(
        f"create fdbentry {ADDRESS.upper()} vlan sales port 1:3-4", f"create fdbentry {OTHER} vlan sales blackhole"
    )
    out = sales.run("show fdb")
    assert f"{ADDRESS}      sales(0020) 0000 0000   spm   1:3-4\n" in out
    assert f"{OTHER}      sales(0020) 0000 0000   spmBb\n" in out
    assert "Total: 2 Static: 2  Perm: 2  Dyn: 0  Dropped: 0  Locked: 0\nFDB Aging time: 300\n" in out
    assert sales.lines("fdb")[1:3] == [
        f"create fdbentry {ADDRESS} vlan sales ports 1:3-4",
        f"create fdbentry {OTHER} vlan sales blackhole",
    ]


def test_filters_of_show_fdb(sales: Typist) -> None:
    """By address, by VLAN, by port, black holes only; the totals are those of all."""
    sales.run(f"create fdbentry {ADDRESS} vlan sales ports 1:3", f"create fdbentry {OTHER} vlan sales blackhole")
    for words, shown in (
        (ADDRESS, [ADDRESS]),
        ("blackhole", [OTHER]),
        ("permanent", [ADDRESS, OTHER]),
        ("ports 1:3", [ADDRESS]),
        ("ports 1:4", []),
        ("vlan sales", [ADDRESS, OTHER]),
        ("vlan Default", []),
    ):
        out = sales.run(f"show fdb {words}")
        assert [address for address in (ADDRESS, OTHER) if f"\n{address} " in out] == shown, words
        assert "Total: 2 " in out


def test_entries_can_be_taken_away(sales: Typist) -> None:
    """One, one of a VLAN, all; `clear fdb` forgets only what was learned."""
    before = sales.lines("fdb")
    sales.run(f"create fdbentry {ADDRESS} vlan sales ports 1:3", f"create fdbentry {OTHER} vlan sales blackhole")
    sales.run("clear fdb")
    assert len(sales.lines("fdb")) == len(before) + 2
    sales.run(f"delete fdbentry {ADDRESS} vlan sales")
    assert sales.refuse(f"delete fdbentry {ADDRESS}") == f"Error: There is no permanent FDB entry for {ADDRESS}."
    sales.run("delete fdbentry all")
    assert sales.lines("fdb") == before
    sales.run(f"create fdbentry {ADDRESS} vlan sales ports 1:3", "delete vlan sales")
    assert sales.lines("fdb") == before


def test_entry_needs_a_port_of_its_vlan(sales: Typist) -> None:
    """The VLAN must be there, and the port be in it."""
    line = f"create fdbentry {ADDRESS} vlan sales ports"
    assert sales.refuse(f"{line} 1:9") == "Error: Port 1:9 is not a member of VLAN sales."
    assert sales.refuse(f"{line} 9:9") == "Error: Invalid port number."
    assert sales.refuse(f"create fdbentry {ADDRESS} vlan x blackhole") == "Error: VLAN x does not exist."


# -- the ARP table -----------------------------------------------------------------------------------------------------


def test_empty_table_is_the_captured_screen(console: Typist, capture: Callable[[str], str]) -> None:
    """But for the number of entries and the word of the last line, which came later."""
    real = capture("two-node-stack-12.5.4.5/show-iparp.txt").partition("\n")[2]
    real = real.replace("        8192", "        4096").replace("     ARP Sender-Mac Learning   :   Disabled", "")
    assert console.run("show iparp") == real


def test_arp_entries_show_and_print(sales: Typist) -> None:
    """With the VLAN of its subnet, and the port that the forwarding database knows."""
    sales.run(f"create fdbentry {ADDRESS} vlan sales ports 1:3")
    sales.run(f"configure iparp add 10.1.1.9 {ADDRESS}", f"configure iparp add 192.168.0.1 vr VR-Mgmt {OTHER}")
    out = sales.run("show iparp")
    assert f"VR-Default    10.1.1.9         {ADDRESS}    0     YES  sales         20    1:3\n" in out
    assert f"VR-Mgmt       192.168.0.1      {OTHER}    0     YES\n" in out
    assert "Static Entries            :          2\n" in out
    assert sales.lines("fdb")[-2:] == [
        f"configure iparp add 10.1.1.9 vr VR-Default {ADDRESS}",
        f"configure iparp add 192.168.0.1 vr VR-Mgmt {OTHER}",
    ]


def test_filters_of_show_iparp(sales: Typist) -> None:
    """By address, by MAC address, by VLAN, by virtual router."""
    sales.run(f"configure iparp add 10.1.1.9 {ADDRESS}", f"configure iparp add 192.168.0.1 vr VR-Mgmt {OTHER}")
    for words, shown in (
        ("10.1.1.9", [ADDRESS]),
        (OTHER, [OTHER]),
        ("vlan sales", [ADDRESS]),
        ("permanent", [ADDRESS, OTHER]),
        ("vr VR-Mgmt", [OTHER]),
        ("10.1.1.8", []),
    ):
        out = sales.run(f"show iparp {words}")
        assert [address for address in (ADDRESS, OTHER) if address in out] == shown, words


def test_arp_entries_can_be_taken_away(sales: Typist) -> None:
    """One at a time; `clear iparp` forgets only what was learned."""
    before = sales.lines("fdb")
    sales.run(f"configure iparp add 10.1.1.9 {ADDRESS}", f"configure iparp add 10.1.1.9 {OTHER}", "clear iparp")
    assert sales.lines("fdb")[-1].endswith(OTHER)
    sales.run("configure iparp delete 10.1.1.9")
    assert sales.lines("fdb") == before
    assert sales.refuse("configure iparp delete 10.1.1.9") == "Error: There is no permanent ARP entry for 10.1.1.9."


def test_what_no_host_has_is_refused(sales: Typist) -> None:
    """Groups, broadcasts, the switch's own address; more entries than there may be."""
    assert sales.refuse(f"configure iparp add 10.1.1.1 {ADDRESS}") == "Error: 10.1.1.1 is an address of this switch."
    assert sales.refuse(f"configure iparp add 224.0.0.5 {ADDRESS}") == "Error: 224.0.0.5 is not the address of a host."
    sales.run("configure iparp max_entries 1", f"configure iparp add 10.1.1.9 {ADDRESS}")
    assert "maximum number of ARP entries" in sales.refuse(f"configure iparp add 10.1.1.10 {ADDRESS}")


def test_proxies_show_and_print(sales: Typist) -> None:
    """Hosts and subnets, with the switch's own address or another; one by one or all away."""
    before = sales.lines("fdb")
    lines = [
        "configure iparp add proxy 10.1.1.64 255.255.255.192 vr VR-Default",
        f"configure iparp add proxy 10.1.1.7 255.255.255.255 vr VR-Default {OTHER} always",
    ]
    sales.run(
        "configure iparp add proxy 10.1.1.70 255.255.255.192", f"configure iparp add proxy 10.1.1.7 {OTHER} always"
    )
    assert sales.lines("fdb") == before + lines
    out = sales.run("show iparp proxy")
    assert "VR-Default    10.1.1.64        255.255.255.192  00:04:96:1f:a2:60  NO\n" in out
    assert f"VR-Default    10.1.1.7         255.255.255.255  {OTHER}  YES\n" in out
    sales.run("configure iparp delete proxy 10.1.1.7")
    assert sales.refuse("configure iparp delete proxy 10.1.1.7") == "Error: There is no proxy ARP entry for 10.1.1.7."
    sales.run("configure iparp delete proxy all")
    assert sales.lines("fdb") == before


@pytest.mark.parametrize(
    "line",
    [
        "configure vlan sales delete ports 1:1",
        "enable sharing 1:5 grouping 1:1,1:5",
        "enable mirroring to port 1:1 tagged",
    ],
)
def test_an_entry_goes_with_the_last_of_its_ports(sales: Typist, line: str) -> None:
    """A port that leaves the VLAN is in no entry of it; one without ports is gone, a black hole stays.

    evidence: guide 11.0 p.104
    """
    start = "create fdbentry 00:01:02:03:04:0{} vlan sales {}"
    sales.run(start.format(1, "ports 1:1"), start.format(2, "ports 1:1-2"), start.format(3, "blackhole"), line)
    entries = [text for text in sales.lines("fdb") if text.startswith("create fdbentry")]
    assert entries == [start.format(2, "ports 1:2"), start.format(3, "blackhole")]
    assert sales.typed_back() == sales.configuration()


# -- limits of learning ----------------------------------------------------------------------------------------------


def test_limits_of_learning(switch: Switch) -> None:
    """A port in a VLAN has a limit, a lock or neither; they print as they are typed, and come back typed or saved."""
    console = switch("bd10808")
    console.run("create vlan red", "configure vlan red add ports 1:1-1:6 tagged")
    console.run("configure ports 1:1-1:4 vlan red limit-learning 10", "configure ports 1:5 vlan red lock-learning")
    console.run("configure ports 1:2 vlan red limit-learning 0", "configure ports 1:3 vlan red unlimited-learning")
    lines = [line for line in console.lines("fdb") if "learning" in line]
    assert lines == [
        "configure ports 1:1, 1:4 vlan red limit-learning 10",
        "configure ports 1:5 vlan red lock-learning",
        "configure ports 1:2 vlan red limit-learning 0",
    ]
    assert console.typed_back() == console.configuration()
    shown = console.run("show vlan red security").splitlines()
    assert shown[1] == "1:1      10          Unlocked   0        0           0"
    assert [line.split()[1:3] for line in shown[2:]] == [
        ["0", "Unlocked"],
        ["Unlimited", "Unlocked"],
        ["10", "Unlocked"],
        ["Unlimited", "Locked"],
        ["Unlimited", "Unlocked"],
    ]
    console.say("save", "y", "reboot", "y", ":wait in-sync")
    assert [line for line in console.lines("fdb") if "learning" in line] == lines


def test_limits_go_with_the_ports_of_the_vlan(switch: Switch) -> None:
    """Ports that are not in the VLAN have none, and one of other VLANs stays."""
    console = switch("bd10808")
    console.run("create vlan red", "configure vlan red add ports 1:1-1:2 tagged")
    assert (
        console.refuse("configure ports 1:3 vlan red lock-learning") == "Error: Port 1:3 is not a member of VLAN red."
    )
    console.run("configure ports 1:1-1:2 vlan red limit-learning 5", "configure ports 1:1 vlan Default lock-learning")
    console.run("configure vlan red delete ports 1:1")
    assert "configure ports 1:2 vlan red limit-learning 5" in console.lines("fdb")
    console.run("delete vlan red")
    assert [line for line in console.lines("fdb") if "learning" in line] == [
        "configure ports 1:1 vlan Default lock-learning"
    ]
    console.run("configure ports 1:1 vlan Default unlock-learning")
    assert not [line for line in console.lines("fdb") if "learning" in line]


def test_no_limit_is_below_the_entries_there_are(sales: Typist) -> None:
    """It is printed before them, so a new switch would refuse the last; other virtual routers have their own."""
    sales.run(f"configure iparp add 10.1.1.8 {ADDRESS}", f"configure iparp add 10.1.1.9 {OTHER}")
    sales.run("configure iparp add proxy 10.1.1.64", "configure iparp add proxy 10.1.1.65")
    before = sales.lines("fdb")
    assert sales.refuse("configure iparp max_entries vr VR-Default 1") == "Error: There are 2 ARP entries."
    assert sales.refuse("configure iparp max_proxy_entries 1") == "Error: There are 2 proxy ARP entries."
    assert sales.lines("fdb") == before
    sales.run("configure iparp max_entries 2", "configure iparp max_proxy_entries 2")
    sales.run("configure iparp max_entries vr VR-Mgmt 1")
    assert sales.typed_back() == sales.configuration()


@pytest.mark.parametrize(
    "line", ["configure vlan sales ipaddress 10.1.1.9/24", "configure vlan sales add secondary-ipaddress 10.2.1.9/24"]
)
def test_an_entry_ends_where_its_address_becomes_the_switchs_own(sales: Typist, line: str) -> None:
    """It would not be taken any more; that of another address, and of another virtual router, stays."""
    for address in ("10.1.1.9", "10.2.1.9", "10.1.1.10"):
        sales.run(f"configure iparp add {address} {ADDRESS}")
    sales.run(f"configure iparp add 10.1.1.9 vr VR-Mgmt {ADDRESS}")
    before = sales.lines("fdb")
    sales.run(line)
    own = line.split()[-1].partition("/")[0]
    gone = f"configure iparp add {own} vr VR-Default {ADDRESS}"
    assert [text for text in before if text not in sales.lines("fdb")] == [gone]
    assert sales.typed_back() == sales.configuration()
