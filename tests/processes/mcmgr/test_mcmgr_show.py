"""The multicast manager: what its screens show of a switch where nobody asks for a group."""

from collections.abc import Callable

import pytest
from conftest import Typist


@pytest.fixture
def sales(console: Typist) -> Typist:
    """A switch with a VLAN that is up and has addresses."""
    console.run("create vlan sales", "configure vlan sales tag 20", "configure vlan sales add ports 1:1 tagged")
    console.run("configure vlan sales ipaddress 10.1.1.1/24", "configure vlan sales ipaddress 2001:db8::1/64")
    return console


def test_snooping_on_one_vlan(sales: Typist, capture: Callable[[str], str]) -> None:
    """The head of the capture and one row."""
    head = capture("two-node-stack-12.5.4.5/show-igmp-snooping.txt").splitlines()[1:3]
    row = "sales            20          0                          Yes"
    assert sales.run("show igmp snooping vlan sales").splitlines() == [*head, row]
    assert sales.run("show MLD snooping vlan sales").splitlines() == [*head, row]


@pytest.mark.parametrize(
    "line", ["disable igmp vlan sales", "enable igmp vlan sales IGMPv3", "disable MLD", "enable MLD MLDv2"]
)
def test_protocols_print_as_they_are_typed(sales: Typist, line: str) -> None:
    """One line for each VLAN that it names, or that there is; gone with its VLAN."""
    before = sales.lines("mcmgr")
    sales.run(line)
    verb, kind, *rest = line.split()
    named = [line] if "vlan" in line else [" ".join([verb, kind, "vlan", n, *rest]) for n in ("Default", "sales")]
    assert [new for new in sales.lines("mcmgr") if new not in before] == named
    sales.run("delete vlan sales")
    assert [new for new in sales.lines("mcmgr") if new not in before] == [new for new in named if "sales" not in new]


def test_ports_that_leave_a_vlan_lose_what_was_configured(sales: Typist) -> None:
    """A static group, a static router and a filter go with the last of their ports."""
    sales.policies("groups").run("configure vlan sales add ports 1:2 tagged")
    before, start = sales.lines("mcmgr"), "configure igmp snooping vlan sales ports 1:1-2"
    sales.run(f"{start} add static group 225.1.1.1", f"{start} add static router", f"{start} filter groups")
    sales.run("configure vlan sales delete ports 1:2")
    assert "225.1.1.1       1:1   s-" in sales.run("show igmp snooping static group")
    assert len(sales.lines("mcmgr")) == len(before) + 3
    sales.run("configure vlan sales delete ports 1:1")
    assert sales.lines("mcmgr") == before


def test_one_vlan_and_all(sales: Typist) -> None:
    """What was said last holds."""
    sales.run("enable igmp vlan sales IGMPv3", "disable igmp vlan sales")
    assert "U---s" in sales.run("show igmp")
    sales.run("enable igmp vlan sales", "disable igmp")
    assert "U---s" in sales.run("show igmp")
    sales.run("enable igmp vlan sales")
    assert "U-i-s" in sales.run("show igmp")


@pytest.mark.parametrize("line", ["disable MLD snooping", "disable MLD snooping vlan sales"])
def test_mld_snooping_is_off_where_it_was_turned_off(sales: Typist, line: str) -> None:
    """On a VLAN or on all, and on again."""
    sales.run(line)
    assert sales.run("show MLD snooping vlan sales").split()[-1] == "No"
    sales.run(line.replace("disable", "enable"))
    assert sales.run("show MLD snooping vlan sales").split()[-1] == "Yes"


def test_interfaces(sales: Typist) -> None:
    """The VLANs with an address: whether they are up, forward, speak IGMP, and which version."""
    assert sales.run("show igmp").splitlines()[1] == "sales           10.1.1.1       /24  U-i-s      0     0  2"
    sales.run("enable ipforwarding sales", "enable ipmcforwarding sales", "enable igmp vlan sales IGMPv3")
    assert sales.run("show igmp sales").splitlines()[1].split()[2:] == ["/24", "Ufims", "0", "0", "3"]
    assert sales.run("show MLD").splitlines()[1].split() == ["sales", "2001:db8::1/64", "U-i-s", "0", "0", "1"]


def test_igmp_is_off_where_it_was_turned_off(sales: Typist) -> None:
    """On that VLAN."""
    sales.run("disable igmp vlan sales")
    assert "U---s" in sales.run("show igmp")


def test_static_groups_and_routers(sales: Typist) -> None:
    """A row for each port, and how many there are; gone when deleted."""
    sales.run("configure igmp snooping vlan sales ports 1:3-4, 1:7 add static group 225.1.1.1")
    sales.run("configure igmp snooping vlan sales ports 1:3 add static router")
    rows = sales.run("show igmp snooping vlan sales static group").splitlines()
    assert rows[0].split() == ["VLAN", "sales", "(20)"]
    assert rows[2:5] == [f"  225.1.1.1       {port}   s-" for port in ("1:3", "1:4", "1:7")]
    assert "static IGMP routers = 1" in sales.run("show igmp snooping static router")
    sales.run("configure igmp snooping vlan sales ports 1:3 delete static router")
    assert "1:3" not in sales.run("show igmp snooping static router")


def test_filters(sales: Typist) -> None:
    """The policy of each port."""
    sales.policies("groups").run("configure igmp snooping vlan sales ports 1:3 filter groups")
    assert "groups         1:3         a\n" in sales.run("show igmp snooping filter")
    sales.run("configure igmp snooping vlan sales ports 1:3 filter none")
    assert sales.run("show igmp snooping vlan sales filter").splitlines()[1].endswith("= 0")


@pytest.mark.parametrize("line", ["show igmp group", "show MLD group", "show igmp snooping cache"])
def test_nobody_asks_for_a_group(console: Typist, line: str) -> None:
    """A head and no rows."""
    assert console.run(line).split()[-1] == "0"


def test_a_vlan_that_is_not_there(console: Typist) -> None:
    """It is refused."""
    assert console.refuse("show igmp snooping vlan none") == "Error: VLAN none does not exist."


def test_each_vlan_is_as_the_last_line_about_it_says(console: Typist) -> None:
    """A line about all VLANs does away with what was said of one, in a screen of many."""
    for number in range(1, 5):
        console.run(f"create vlan v{number}", f"configure vlan v{number} ipaddress 10.1.{number}.1/24")
        console.run(f"configure vlan v{number} ipaddress 2001:db8:{number}::1/64")
    console.run("configure vlan v2 ipaddress 2001:db8:9::1/64", "enable igmp vlan v1 IGMPv3", "disable igmp")
    console.run("enable igmp vlan v2 IGMPv1", "enable igmp vlan V3", "disable MLD vlan v3", "enable MLD MLDv2")
    console.run("disable MLD snooping vlan v4")
    igmp, mld = (console.run(f"show {what}").splitlines()[1:5] for what in ("igmp", "MLD"))
    assert [row.split()[-4:] for row in igmp] == [
        [letters, "0", "0", version]
        for letters, version in (("----s", "2"), ("--i-s", "1"), ("--i-s", "2"), ("----s", "2"))
    ]
    assert [row.split()[1] for row in mld] == [f"2001:db8:{number}::1/64" for number in range(1, 5)]
    assert [row.split()[-4:] for row in mld] == [[letters, "0", "0", "2"] for letters in ("--i-s",) * 3 + ("--i--",)]
