"""OSPF: the router, what it exports, its areas and VLANs."""

from collections.abc import Callable

import pytest
from conftest import Typist

from xos_cli.processes._ospf_leak import leaks

X450 = "summit-x450-24t"
Switch = Callable[..., Typist]


@pytest.fixture
def sales(console: Typist) -> Typist:
    """A switch with a VLAN that has an address, and a second area."""
    console.policies("mine").run(
        "create vlan sales", "configure vlan sales ipaddress 10.1.1.1/24", "create ospf area 0.0.0.1"
    )
    return console


def saved(typist: Typist) -> str:
    """The part of the saved file that belongs to OSPF."""
    node = typist.machine.master
    assert node is not None
    return node.config.text("admin").decode().partition("<xos-module-ospf ")[2].partition("</xos-module-ospf>")[0]


def test_section_is_the_captured_one(switch: Switch, section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines, and takes them without a change."""
    typist = switch(X450)
    assert typist.lines("ospf") == section("ospf")
    typist.run(*section("ospf"))
    assert typist.lines("ospf") == section("ospf")
    assert not typist.machine.nodes["Switch"].config.dirty


def test_saved_rows_are_the_captured_ones(switch: Switch, capture: Callable[[str], str]) -> None:
    """Byte for byte, with the address that the VLAN has when its line is typed, and what is exported inside."""
    typist = switch(X450)
    typist.run("configure vlan Default ipaddress 10.100.26.5/24", "configure ospf vlan Default cost automatic")
    text = capture("summit-x450-11.2.3.3/primary.cfg")
    assert saved(typist) == text.partition("<xos-module-ospf ")[2].partition("</xos-module-ospf>")[0]


@pytest.mark.parametrize(
    "line",
    [
        "configure ospf routerid 1.2.3.4",
        "configure ospf spf-hold-time 9",
        "configure ospf metric-table 10M 40 100M 30 1G 20 10G 10",
        "configure ospf lsa-batch-interval 9",
        "configure ospf import-policy mine",
        "configure ospf ase-limit 9 timeout 8",
        "enable ospf originate-default always cost 9 type ase-type-1 tag 8",
        "enable ospf originate-default cost 9 type ase-type-2 tag 0",
        "enable ospf use-ip-router-alert",
        "disable ospf capability opaque-lsa",
        "configure ospf restart planned",
        "enable ospf",
        "enable ospf export static cost 9 type ase-type-1 tag 8",
        "enable ospf export direct mine",
        "create ospf area 1.2.3.4",
        "configure ospf area 0.0.0.1 external-filter mine",
        "configure ospf area 0.0.0.1 interarea-filter mine",
        "configure ospf area 0.0.0.1 stub nosummary stub-default-cost 9",
        "configure ospf area 0.0.0.1 nssa summary stub-default-cost 9 translate",
        "configure ospf vlan sales area 0.0.0.1",
        "configure ospf add vlan sales area 0.0.0.1",
        "configure ospf add vlan sales area 0.0.0.0 link-type point-to-point passive",
        "configure ospf vlan sales cost 9",
        "configure ospf vlan sales priority 255",
        "configure ospf vlan sales timer 9 8 7 60 ",
        "configure ospf vlan sales timer 9 8 7 60 5",
        'configure ospf vlan sales authentication simple-password "secret"',
        'configure ospf vlan sales authentication encrypted md5 7 "ab cd"',
        "configure ospf area 0.0.0.1 add range 10.0.0.0/8 advertise type-3",
        "configure ospf add virtual-link 1.2.3.4 0.0.0.1",
    ],
)
def test_settings_print_as_they_are_typed(sales: Typist, switch: Switch, line: str) -> None:
    """What was typed is in the section; typed at another switch, the section comes out the same."""
    sales.run(line)
    assert line in sales.lines("ospf")
    other = switch().policies("mine")
    other.run("create vlan sales", "configure vlan sales ipaddress 10.1.1.1/24", "create ospf area 0.0.0.1")
    other.run(*[one for one in sales.lines("ospf") if one != "create ospf area 0.0.0.1"])
    assert other.lines("ospf") == sales.lines("ospf")


def test_what_is_on_can_be_turned_off(sales: Typist) -> None:
    """The counterpart of each command takes it back."""
    before = sales.lines("ospf")
    sales.run("enable ospf", "enable ospf export bgp cost 1 type ase-type-1", "enable ospf use-ip-router-alert")
    sales.run("enable ospf originate-default cost 1 type ase-type-1", "configure ospf add vlan all area 0.0.0.0")
    sales.run("disable ospf capability opaque-lsa", "configure ospf restart both", "configure ospf routerid 1.1.1.1")
    changed = sales.lines("ospf")
    assert "enable ospf export e-bgp cost 1 type ase-type-1 tag 0" in changed
    assert "enable ospf export i-bgp cost 1 type ase-type-1 tag 0" in changed
    sales.run("disable ospf", "disable ospf export bgp", "disable ospf use-ip-router-alert")
    sales.run("disable ospf originate-default", "configure ospf delete vlan all", "configure ospf routerid automatic")
    sales.run("enable ospf capability opaque-lsa", "configure ospf restart none")
    assert sales.lines("ospf") == before


def test_exports_are_kept_by_a_save(sales: Typist) -> None:
    """Inside the element of the router, where the real file has them."""
    sales.run("enable ospf export rip mine", "enable ospf export static cost 7 type ase-type-2 tag 5")
    before = sales.lines("ospf")
    assert saved(sales).count("<ospfRouteLeak>") == 5
    assert "<rtmap_s><![CDATA[mine]]></rtmap_s><hasRtMap>1</hasRtMap><proto><![CDATA[rip]]></proto>" in saved(sales)
    sales.say("save", "y", "reboot", "y", ":wait booted")
    assert sales.lines("ospf") == before
    node = sales.machine.master
    assert node is not None
    assert [leak.origin for leak in leaks(node.store) if leak.enabled] == ["static", "rip"]


def test_exports_are_on_the_backup_too(sales: Typist) -> None:
    """After a failover they are as they were."""
    sales.run("enable ospf export direct cost 7 type ase-type-2")
    before = sales.lines("ospf")
    sales.say("run msm-failover", "y", ":console msm-b")
    assert sales.lines("ospf") == before


def test_area_sets_all_its_vlans(sales: Typist) -> None:
    """Cost and the like of an area are those of the VLANs in it."""
    sales.run("configure ospf vlan sales area 0.0.0.1", "configure ospf area 0.0.0.1 cost 33")
    sales.run("configure ospf vlan all priority 9")
    lines = sales.lines("ospf")
    assert "configure ospf vlan sales cost 33" in lines
    assert "configure ospf vlan Default cost automatic" in lines
    assert [line for line in lines if "priority" in line] == [
        "configure ospf vlan Default priority 9",
        "configure ospf vlan sales priority 9",
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("create ospf area 0.0.0.0", "Error: OSPF area 0.0.0.0 already exists."),
        ("delete ospf area 0.0.0.0", "Error: The backbone area cannot be deleted."),
        ("delete ospf area 0.0.0.9", "Error: OSPF area 0.0.0.9 does not exist."),
        ("configure ospf vlan sales area 0.0.0.9", "Error: OSPF area 0.0.0.9 does not exist."),
        (
            "configure ospf area 0.0.0.0 stub summary stub-default-cost 1",
            "Error: The backbone area cannot be a stub area.",
        ),
        ("configure ospf add vlan Default area 0.0.0.0", "Error: VLAN Default has no IP address."),
        ("configure ospf import-policy yours", "Error: Policy yours does not exist."),
        ("configure ospf vlan none cost 5", "Error: VLAN none does not exist."),
    ],
)
def test_what_is_refused(sales: Typist, line: str, words: str) -> None:
    """Areas and VLANs that are there already, are not, or cannot be so."""
    assert sales.refuse(line) == words


def test_area_with_vlans_stays(sales: Typist) -> None:
    """It can go when they are elsewhere."""
    sales.run("configure ospf vlan sales area 0.0.0.1")
    assert sales.refuse("delete ospf area 0.0.0.1") == "Error: There are VLANs in OSPF area 0.0.0.1."
    sales.run("configure ospf vlan sales area 0.0.0.0", "delete ospf area 0.0.0.1")
    assert "create ospf area 0.0.0.1" not in sales.lines("ospf")


def test_vlan_comes_and_goes(sales: Typist) -> None:
    """Its lines go with it; the table of VLANs has an o where OSPF runs."""
    sales.run("configure ospf add vlan sales area 0.0.0.0")
    row = next(line for line in sales.run("show vlan").splitlines() if line.startswith("sales"))
    assert "o" in row.split()[4]
    sales.run("delete vlan sales")
    assert not any("sales" in line for line in sales.lines("ospf"))


def test_policies_are_bound(sales: Typist) -> None:
    """`show policy` counts what OSPF, RIP, RIPng and the multicast manager use."""
    sales.run("configure ospf import-policy mine", "configure ospf area 0.0.0.1 external-filter mine")
    sales.run("enable ospf export rip mine", "configure rip import-policy mine", "configure rip add vlan sales")
    sales.run("configure rip vlan sales route-policy in mine", "enable ripng export direct policy mine")
    sales.run("configure igmp snooping flood-list mine")
    counts = {row.split()[-2]: row.split()[-1] for row in sales.run("show policy").splitlines() if "mine" in row}
    assert counts == {"ospf": "3", "rip": "2", "ripng": "1", "mcmgr": "1"}
