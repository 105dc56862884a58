"""OSPF: the router, what it exports, its areas and VLANs."""

import re
from collections.abc import Callable

import pytest
from conftest import Typist

from xos_cli.processes.ospf.facts import leaks

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
        "configure ospf area 0.0.0.1 nssa nosummary stub-default-cost 9",
        "configure ospf vlan sales area 0.0.0.1",
        "configure ospf add vlan sales area 0.0.0.1",
        "configure ospf add vlan sales area 0.0.0.0 link-type point-to-point passive",
        "configure ospf vlan sales cost 9",
        "configure ospf vlan sales priority 255",
        "configure ospf vlan sales timer 9 8 7 60 ",
        "configure ospf vlan sales timer 9 8 7 60 5",
        'configure ospf vlan sales authentication encrypted simple-password "secret"',
        'configure ospf vlan sales authentication encrypted md5 7 "ab cd"',
        "configure ospf area 0.0.0.1 add range 10.0.0.0/8 advertise type-3",
        "configure ospf area 0.0.0.1 add range 10.0.0.0/8 noadvert type-3",
        "configure ospf add virtual-link 1.2.3.4 0.0.0.1",
        "configure ospf restart grace-period 60",
        "configure ospf ase-summary add 10.0.0.0/8 cost 7 tag 8",
        "configure ospf ase-summary add 10.0.0.0/8 cost 7",
        "configure ospf area 0.0.0.1 restart-helper planned",
        "configure ospf vlan sales restart-helper both",
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


OF_AN_AREA = ["cost 33", "priority 7", 'authentication encrypted simple-password "secret"', "timer 5 1 20 80 "]


@pytest.mark.parametrize("area", ["0.0.0.1", "0.0.0.0"])
@pytest.mark.parametrize("words", OF_AN_AREA)
def test_area_sets_the_vlans_that_come_into_it_later(sales: Typist, area: str, words: str) -> None:
    """What was set for an area without VLANs is printed, and is that of a VLAN which is added to it."""
    sales.run(f"configure ospf area {area} {words}")
    assert f"configure ospf area {area} {words}" in sales.lines("ospf")
    assert sales.typed_back() == sales.configuration()
    sales.run(f"configure ospf add vlan sales area {area}")
    assert f"configure ospf vlan sales {words}" in sales.lines("ospf")
    assert sales.typed_back() == sales.configuration()


def test_a_vlan_keeps_what_was_set_of_it(sales: Typist) -> None:
    """An area's cost does not replace the one that a VLAN was given before it came, nor when it is added again."""
    sales.run("configure ospf area 0.0.0.1 cost 33", "configure ospf vlan sales cost 5")
    sales.run("configure ospf add vlan sales area 0.0.0.1")
    assert "configure ospf vlan sales cost 5" in sales.lines("ospf")
    sales.run("configure ospf vlan sales cost automatic", "configure ospf add vlan sales area 0.0.0.1 passive")
    assert "configure ospf vlan sales cost automatic" in sales.lines("ospf")


def test_an_area_that_is_as_at_first_has_no_lines(sales: Typist) -> None:
    """What was set for an area goes when it is taken back, and with the area."""
    before = sales.lines("ospf")
    sales.run("configure ospf area 0.0.0.1 cost 33", "configure ospf area 0.0.0.1 cost automatic")
    assert [text for text in sales.lines("ospf") if "0.0.0.1 cost" in text] == []
    sales.run("configure ospf area 0.0.0.1 priority 3", "delete ospf area 0.0.0.1", "create ospf area 0.0.0.1")
    assert sales.lines("ospf") == before


@pytest.mark.parametrize("line", ["unconfigure ospf", "unconfigure ospf area 0.0.0.1"])
def test_unconfigured_area_sets_nothing(sales: Typist, line: str) -> None:
    """Nor does it set the VLANs that come into it later."""
    before = sales.lines("ospf")
    sales.run("configure ospf area 0.0.0.1 cost 33", line)
    assert sales.lines("ospf") == before


def test_all_areas_but_those_with_vlans_go(sales: Typist) -> None:
    """`delete ospf area all` leaves an area that a VLAN is in, and the backbone."""
    sales.run("create ospf area 0.0.0.2", "configure ospf add vlan sales area 0.0.0.1", "delete ospf area all")
    lines = sales.lines("ospf")
    assert "create ospf area 0.0.0.1" in lines
    assert "create ospf area 0.0.0.2" not in lines
    assert sales.typed_back() == sales.configuration()


def test_a_neighbor_is_not_dead_before_its_next_hello(sales: Typist) -> None:
    """A dead interval of less than the hello interval is refused; an equal one is taken."""
    assert "dead interval" in sales.refuse("configure ospf vlan sales timer 5 1 40 10")
    sales.run("configure ospf vlan sales timer 5 1 40 40")


# -- show --------------------------------------------------------------------------------------------------------------


def test_router_is_shown(console: Typist) -> None:
    """The router of a new switch, and what it exports."""
    assert console.run("show ospf") == (
        "OSPF                : Disabled\n"
        "RouterId            : 0.0.0.0         RouterId Selection  : Automatic\n"
        "ASBR                : No              ABR                 : No\n"
        "ExtLSA              : 0               ExtLSAChecksum      : 0x0\n"
        "OriginateNewLSA     : 0               ReceivedNewLSA      : 0\n"
        "SpfHoldTime         : 3               Lsa Batch Interval  : 30\n"
        "CapabilityOpaqueLSA : Enabled\n"
        "10M Cost            : 10              100M Cost           : 5\n"
        "1000M Cost (1G)     : 4               10000M Cost (10G)   : 2\n"
        "Router Alert        : Disabled\n"
        "Import Policy File  :\n"
        "ASExternal LSALimit : Disabled        Timeout (Count)     : Disabled (0)\n"
        "Originate Default   : Disabled\n"
        "\n"
        "Redistribute:\n"
        "Protocol   Admin Status  Oper Status  Cost      Type  Tag\n"
        "direct     Disabled      Down         0         0     0\n"
        "static     Disabled      Down         0         0     0\n"
        "rip        Disabled      Down         0         0     0\n"
        "e-bgp      Disabled      Down         0         0     0\n"
        "i-bgp      Disabled      Down         0         0     0\n"
    )


def test_router_follows_the_commands(sales: Typist) -> None:
    """Its identifier is the highest address while OSPF is on, or the configured one; exports make a border router."""
    sales.run("enable ospf", "configure ospf ase-limit 9 timeout 8", "enable ospf export static cost 9 type ase-type-1")
    sales.run("enable ospf originate-default always cost 9 type ase-type-1 tag 8", "configure ospf import-policy mine")
    out = sales.run("show ospf")
    assert "RouterId            : 10.1.1.1        RouterId Selection  : Automatic\n" in out
    assert "ASBR                : Yes             ABR                 : No\n" in out
    assert "Import Policy File  : mine\n" in out
    assert "ASExternal LSALimit : 9               Timeout (Count)     : 8 (0)\n" in out
    assert "Originate Default   : Enabled (always), Cost: 9, Type: 1, Tag: 8\n" in out
    assert "static     Enabled       Up           9         1     0\n" in out
    sales.run("configure ospf routerid 1.2.3.4")
    assert "RouterId            : 1.2.3.4         RouterId Selection  : Configured\n" in sales.run("show ospf")


def test_rows_fit_the_clients(sales: Typist) -> None:
    """The expressions by which programs find the router, areas, VLANs and exports."""
    sales.run("configure ospf area 0.0.0.1 stub summary stub-default-cost 7")
    area = re.compile(r"^(\S+)\s+(\S+)\s+(\S+)\s+\S+\s+\d+\s+\d+\s+\d+\s+\d+\s+\S+\s*$", re.MULTILINE)
    assert area.findall(sales.run("show ospf area")) == [("0.0.0.0", "NORM", "----"), ("0.0.0.1", "STUB", "Yes")]
    assert len(area.findall(sales.run("show ospf area 0.0.0.1"))) == 1
    export = re.compile(r"^(\S+)\s+\S+\s+\S+\s+\d+\s+\d+\s+\d+\s*$", re.MULTILINE)
    assert export.findall(sales.run("show ospf")) == ["direct", "static", "rip", "e-bgp", "i-bgp"]
    block = sales.run("show ospf interfaces detail").splitlines()
    assert re.match(r"Interface.*Vlan:\s+sales\s+OSPF:\s+DISABLED$", block[0])
    assert re.match(r"AreaId:\s+0.0.0.0\s+RtId:\s+\S+\s+Link Type:\s+\S+\s+Passive:\s+No", block[1])
    assert re.match(r"Cost:\s+\S+\s+Priority:\s+\d+", block[2])


def test_interfaces(sales: Typist) -> None:
    """Every VLAN that could run OSPF, or those that do; of an area."""
    sales.run("configure vlan Default ipaddress 10.2.0.1/16", "enable ipforwarding vlan sales", "enable ospf")
    sales.run("configure ospf add vlan sales area 0.0.0.1 passive", "configure ospf vlan sales cost 40")
    head = "VLAN               IP Address         AREA ID         Flags   Cost State    Neighbors\n"
    legend = (
        "\n"
        "Flags : (f) Interface Forwarding Enabled, (i) Interface OSPF Enabled,\n"
        "        (n) Multinetted VLAN, (p) Passive Interface,\n"
        "        (r) Router OSPF Enable.\n"
    )
    first = "Default            10.2.0.1       /16 0.0.0.0         -r----- 2/A  DOWN     0\n"
    second = "sales              10.1.1.1       /24 0.0.0.1         -rif-p- 40/C DOWN     0\n"
    assert sales.run("show ospf interfaces") == head + first + second + legend
    assert sales.run("show ospf interfaces enabled") == head + second + legend
    assert sales.run("show ospf interfaces area 0.0.0.0") == head + first + legend
    assert sales.refuse("show ospf interfaces area 0.0.0.9") == "Error: OSPF area 0.0.0.9 does not exist."


def test_alone_it_becomes_designated_router(switch: Switch) -> None:
    """When it has waited, unless its priority says that it must not; a point-to-point link has none."""
    typist = switch(X450)
    typist.run("configure vlan Default ipaddress 10.2.0.1/16", "configure ospf add vlan Default area 0.0.0.0")
    typist.run("enable ospf", "configure ospf vlan Default priority 1", "disable ports 3", "enable ports 3", ":wait 30")
    assert "State: WAITING\n" in typist.run("show ospf interfaces detail")
    typist.run(":wait 40")
    assert (
        "State: DR\n"
        "Total Num of Nbrs: 0\n"
        "Nbrs in FULL State: 0\n"
        "DR RtId: 10.2.0.1  DR IP addr: 10.2.0.1  BDR IP addr: 0.0.0.0\n"
    ) in typist.run("show ospf interfaces vlan Default")
    typist.run("configure ospf vlan Default priority 0")
    assert "State: ODR\n" in typist.run("show ospf interfaces vlan Default")
    typist.run("configure ospf add vlan Default area 0.0.0.0 link-type point-to-point")
    assert "State: P2P\n" in typist.run("show ospf interfaces vlan Default")


def test_block_of_a_vlan(sales: Typist) -> None:
    """What was set is in it."""
    sales.run("configure ospf add vlan sales area 0.0.0.1 link-type point-to-point", "enable loopback-mode vlan sales")
    sales.run("configure ospf vlan sales timer 9 8 7 60 5", 'configure ospf vlan sales authentication md5 3 "abc"')
    assert sales.run("enable ospf", "show ospf interfaces vlan sales").startswith(
        "Interface(rtif5): 10.1.1.1/24 Vlan: sales OSPF: ENABLED\n"
        "AreaId: 0.0.0.1  RtId: 10.1.1.1  Link Type: point-to-point  Passive: No\n"
        "Cost: 5/A  Priority: 1  Transit Delay: 8s\n"
        "Hello Interval: 7s  Rtr Dead Time: 60s  Retransmit Interval: 9s  Wait Timer: 5s\n"
        "Authentication: MD5  Key Id: 3\n"
        "State: P2P\n"
        "Total Num of Nbrs: 0\n"
        "Nbrs in FULL State: 0\n"
        "DR RtId: 0.0.0.0  DR IP addr: 0.0.0.0  BDR IP addr: 0.0.0.0\n"
    )


def test_border_of_areas(sales: Typist) -> None:
    """A router with VLANs that are up in two areas."""
    sales.run("create vlan other", "configure vlan other ipaddress 10.3.1.1/24", "enable ospf")
    sales.run("enable loopback-mode vlan other", "enable loopback-mode vlan sales")
    sales.run("configure ospf add vlan sales area 0.0.0.1", "configure ospf add vlan other area 0.0.0.0")
    assert "ABR                 : Yes\n" in sales.run("show ospf")
    assert "ABR                 : No\n" in sales.run("disable loopback-mode vlan other", "show ospf")


def test_nobody_is_a_neighbour(sales: Typist) -> None:
    """The heading alone, and in detail nothing; a VLAN must be there."""
    assert sales.run("show ospf neighbor vlan sales").splitlines() == [
        "Neighbor ID     Pri State         Up/Dead Time            Address         Interface",
        "=" * 82,
    ]
    assert sales.run("show ospf neighbor detail") == ""
    assert sales.refuse("show ospf neighbor vlan none") == "Error: VLAN none does not exist."


def test_ospf_ends_with_the_address_of_its_vlan(sales: Typist) -> None:
    """OSPF does not run there any more, which a new switch would refuse; what was set for the VLAN stays."""
    sales.run("configure ospf add vlan sales area 0.0.0.1 link-type broadcast passive", "configure ospf sales cost 9")
    sales.run("configure vlan sales add secondary-ipaddress 10.2.1.1/24", "configure vlan sales ipaddress 10.3.1.1/24")
    assert "configure ospf add vlan sales area 0.0.0.1 link-type broadcast passive" in sales.lines("ospf")
    sales.run("unconfigure vlan sales ipaddress")
    assert "configure ospf vlan sales cost 9" in sales.lines("ospf")
    assert not any("add vlan" in line for line in sales.lines("ospf"))
    assert sales.typed_back() == sales.configuration()


@pytest.mark.parametrize(
    "line",
    [
        "configure ospf restart grace-period 0",
        "configure ospf restart grace-period 1801",
        "configure ospf spf-hold-time 301",
        "configure ospf lsa-batch-interval 601",
        "configure ospf area 0.0.0.1 stub nosummary stub-default-cost 16777215",
        "configure ospf area 0.0.0.1 nssa summary stub-default-cost 16777216",
        "configure ospf ase-summary add 10.0.0.0/8 cost 16777215",
        "enable ospf originate-default cost 16777215 type ase-type-1",
        "enable ospf export direct cost 16777215 type ase-type-1",
        "configure ospf routerid 0.0.0.0",
    ],
)
def test_numbers_out_of_range_are_refused(sales: Typist, line: str) -> None:
    """Times beyond the manuals' limits, costs that no LSA can carry, and an identifier that is none change nothing."""
    before = sales.run("show configuration ospf", "show ospf")
    said = sales.type(line)
    assert "Invalid input" in said or "Error: The router identifier cannot be 0.0.0.0." in said
    assert sales.run("show configuration ospf", "show ospf") == before


def test_the_database_by_identifier(sales: Typist) -> None:
    """One LSA by identifier, several by identifier and mask, those of a router by its identifier and mask."""
    sales.run("enable loopback-mode vlan sales", "configure ospf add vlan sales area 0.0.0.0")
    sales.run("configure ospf routerid 9.8.7.6", "enable ospf")
    line = "9.8.7.6           9.8.7.6 "
    for words in (
        "lsid 9.8.7.6",
        "lsid 9.8.0.0 255.255.0.0",
        "routerid 9.8.7.6",
        "routerid 9.0.0.0 255.0.0.0",
        "area 0.0.0.0 lstype router lsid 9.8.7.6 routerid 9.8.7.6",
        "area all router",
    ):
        assert line in sales.run(f"show ospf lsdb {words}"), words
    for words in ("lsid 9.8.7.7", "lsid 9.9.0.0 255.255.0.0", "routerid 9.8.7.7", "network"):
        assert line not in sales.run(f"show ospf lsdb {words}"), words


LINK = "configure ospf virtual-link 1.2.3.4 0.0.0.1"


def test_virtual_links(sales: Typist, switch: Switch) -> None:
    """Their timers, their secret and their helper are kept and shown; both MSMs have them until they are deleted."""
    before = sales.lines("ospf")
    sales.run("configure ospf add virtual-link 1.2.3.4 0.0.0.1", f"{LINK} timer 6 2 20 80")
    sales.run(f"{LINK} authentication md5 5 sesame", f"{LINK} restart-helper unplanned")
    lines = [line for line in sales.lines("ospf") if "virtual-link" in line]
    assert [line.removeprefix(LINK) for line in lines[1:3]] == [" restart-helper unplanned", " timer 6 2 20 80"]
    assert lines[3].startswith(f"{LINK} authentication encrypted md5 5 ")
    assert "sesame" not in lines[3]
    assert "1.2.3.4         0.0.0.1         6/2/20/80           DOWN" in sales.run("show ospf virtual-link")
    other = switch()
    other.run("create ospf area 0.0.0.1", *lines)
    assert [line for line in other.lines("ospf") if "virtual-link" in line] == lines
    sales.run(f"{LINK} authentication none", f"{LINK} restart-helper none", f"{LINK} timer 5 1 10 40")
    assert [line for line in sales.lines("ospf") if "virtual-link" in line] == lines[:1]
    sales.run("configure ospf delete virtual-link 1.2.3.4 0.0.0.1")
    assert sales.lines("ospf") == before


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"{LINK} timer 5 1 10 40", "OSPF virtual link 1.2.3.4 0.0.0.1 does not exist"),
        ("configure ospf delete virtual-link 1.2.3.4 0.0.0.1", "does not exist"),
        ("show ospf virtual-link 1.2.3.4 0.0.0.1", "does not exist"),
        ("configure ospf add virtual-link 1.2.3.4 0.0.0.9", "OSPF area 0.0.0.9 does not exist"),
        ("configure ospf add virtual-link 1.2.3.4 0.0.0.0", "cannot go through the backbone"),
        ("configure ospf area 0.0.0.1 delete range 10.0.0.0/8", "has no range 10.0.0.0/8"),
        ("configure ospf area 9.9.9.9 add range 10.0.0.0/8 advertise", "OSPF area 9.9.9.9 does not exist"),
        ("configure ospf area 0.0.0.1 add range 10.0.0.0/8 advertise type-7", "OSPF area 0.0.0.1 is not an NSSA"),
        ("configure ospf ase-summary delete 10.0.0.0/8", "There is no OSPF summary 10.0.0.0/8"),
        ("configure ospf ase-summary add 10.0.0.0 255.0.255.0 cost 5", "Invalid input"),
    ],
)
def test_what_is_not_there_or_does_not_fit_is_refused(sales: Typist, line: str, words: str) -> None:
    """The error says what is wrong, and nothing changes."""
    before = sales.lines("ospf")
    assert words in sales.refuse(line)
    assert sales.lines("ospf") == before


def test_aggregates_go_with_their_area(sales: Typist) -> None:
    """A prefix and an address with its mask are the same aggregate; it goes with its area, as virtual links do."""
    sales.run("create ospf area 0.0.0.2", "configure ospf area 0.0.0.2 add range 10.0.0.0 255.0.0.0 advertise")
    sales.run("configure ospf area 0.0.0.2 add range 10.0.0.0/8 noadvert")
    sales.run("configure ospf add virtual-link 1.2.3.4 0.0.0.2")
    assert "configure ospf area 0.0.0.2 add range 10.0.0.0/8 noadvert type-3" in sales.lines("ospf")
    assert "Range: 10.0.0.0/8 noadvert type-3" in sales.run("show ospf area detail")
    sales.run("delete ospf area 0.0.0.2")
    assert not [line for line in sales.lines("ospf") if "0.0.0.2" in line]


def test_a_vlan_takes_the_helper_of_its_area(sales: Typist) -> None:
    """A restart helper that was set for an area is that of a VLAN which comes into it later."""
    sales.run("configure ospf area 0.0.0.1 restart-helper both", "configure ospf vlan sales area 0.0.0.1")
    assert "configure ospf vlan sales restart-helper both" in sales.lines("ospf")
    sales.run("unconfigure ospf area 0.0.0.1")
    assert not [line for line in sales.lines("ospf") if "restart-helper" in line]
