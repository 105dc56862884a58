"""VLANs, virtual routers and protocol filters, as they are typed and as the captures show them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Typist, booted

from xos_cli.language.grammar_files import grammar
from xos_cli.processes import PROCESSES
from xos_cli.processes.vlan import facts
from xos_cli.processes.vlan.index import rebuild
from xos_cli.processes.vlan.ports import facts as ports
from xos_cli.processes.vlan.rows import Addressed, PortsTaken, TagsTaken, Vlan, VlanPort
from xos_cli.switch.tables import Scope, Store

X450 = "summit-x450-24t"
CONFLICT = (
    "Error: Protocol conflict when adding untagged port {}. "
    "Either add this port as tagged or assign another protocol to this VLAN."
)


def section(typist: Typist) -> str:
    """The lines of the VLAN module in `show configuration`."""
    text = typist.run("show configuration vlan")
    return text[text.index("#\n", text.index("# Module vlan")) + 2 :].rstrip("\n") + "\n"


def captured_section(capture: Callable[[str], str]) -> str:
    """The same on the switch of the capture."""
    text = capture("summit-x450-11.2.3.3/show-configuration.txt")
    return text[text.index("create virtual-router") : text.index("\n#\n# Module fdb")]


def captured_screen(capture: Callable[[str], str], name: str) -> str:
    """What the switch of the capture printed between the command and the next prompt."""
    text = capture(f"summit-x450-11.2.3.3/{name}.txt")
    return text[text.index("\n") + 1 : text.rindex("SummitX450-24t.")]


def loaded(text: str) -> Typist:
    """A Summit X450 that booted with a saved file (but for the accounts in it)."""
    machine = booted(X450)
    flash = machine.nodes["Switch"].flash
    without_accounts = re.sub("<xos-module-aaa.*?</xos-module-aaa>\n", "", text, flags=re.DOTALL)
    flash.write("primary.cfg", without_accounts.encode(), 0.0)
    flash.change(config_selected="primary.cfg")
    machine.power_off()
    machine.power_on()
    machine.settle()
    machine.advance(10)
    return Typist(machine)


# -- the switch of the capture ---------------------------------------------------------------------------------------


def test_new_switch_has_the_form_of_the_capture(switch: Any, capture: Callable[[str], str]) -> None:
    """Default has all ports of a new switch, and prints as on the switch of the capture."""
    lines = captured_section(capture).replace("2-26 ", "1-26 ").splitlines(keepends=True)
    assert section(switch(X450)) == "".join(lines[:-1])


def test_captured_section_is_accepted(switch: Any, capture: Callable[[str], str]) -> None:
    """Typed at a new switch, line by line, the section prints back, once and again."""
    typist = switch(X450)
    for _ in range(2):
        typist.run(*captured_section(capture).splitlines())
        assert section(typist) == captured_section(capture)


def test_captured_file_loads_and_is_written_again(capture: Callable[[str], str]) -> None:
    """The saved file gives the captured section and screens, and is written again to the byte."""
    text = capture("summit-x450-11.2.3.3/primary.cfg")
    typist = loaded(text)
    assert section(typist) == captured_section(capture)
    assert typist.run("show ports configuration") == captured_screen(capture, "show-ports-configuration")
    assert typist.run("show Default") == captured_screen(capture, "show-vlan-default")
    assert typist.run("show Mgmt") == captured_screen(capture, "show-vlan-mgmt")
    pattern = re.compile("<xos-module-vlan .*</xos-module-vlan>", re.DOTALL)
    written = typist.machine.nodes["Switch"].config.text("admin").decode()
    assert pattern.findall(written) == pattern.findall(text)


def test_table_has_the_geometry_of_the_capture(switch: Any, capture: Callable[[str], str]) -> None:
    """`show vlan` stands in the columns of the two-node capture, the letter T too; the legend is that of 11.x."""
    want = capture("two-node-stack-12.5.4.5/show-vlan.txt").splitlines()[1:]
    got = switch(X450).run("show vlan").splitlines()
    assert got[:5] == want[:5]
    assert got[5] == want[5].replace("4 /47", "1 /26")
    assert got[6] == want[6]
    assert got[-1] == "Total number of VLAN(s) : 2"


# -- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["1st", "_x", "a,b", '"a b"', "x" * 33, "vlan", "PORTS", "straße"])
def test_impossible_names_are_refused(console: Typist, name: str) -> None:
    """A name begins with a letter, is not too long, and is no keyword."""
    assert console.refuse(f"create vlan {name}").startswith("Error: ")
    assert "unsaved" not in section(console)


def test_names_are_unique_in_any_case(console: Typist) -> None:
    """A name is taken in every spelling, and keeps the one it was made with."""
    console.run("create vlan Sales")
    assert console.refuse("create vlan SALES") == "Error: VLAN Sales already exists."
    assert 'create vlan "Sales"\n' in section(console)
    console.run("configure vlan sales tag 10")
    assert "configure vlan Sales tag 10\n" in section(console)


def test_what_every_switch_has_is_restated_silently(console: Typist) -> None:
    """Replayed lines that make Default, Mgmt and the system's virtual routers change nothing."""
    console.run("create vlan Default", "create vlan mgmt", 'create virtual-router "VR-Default"')
    assert console.lab.session.prompt == "BD-10808.4 # "


@pytest.mark.parametrize("name", ["Default", "Mgmt"])
def test_system_vlans_stay(console: Typist, name: str) -> None:
    """Default and Mgmt are neither deleted nor renamed."""
    assert console.refuse(f"delete vlan {name}") == f"Error: VLAN {name} cannot be deleted."
    assert console.refuse(f"configure vlan {name} name other") == f"Error: VLAN {name} cannot be renamed."


def test_unknown_vlan(console: Typist) -> None:
    """A VLAN that there is not is named in the refusal."""
    assert console.refuse("show vlan nosuch") == "Error: VLAN nosuch does not exist."
    assert console.refuse("delete vlan nosuch") == "Error: The specified VLAN nosuch does not exist."


def test_deleted_vlan_takes_everything_along(console: Typist) -> None:
    """Nothing of a deleted VLAN is left: no port, no address, no mirroring filter, no tag."""
    before = section(console)
    console.run("create vlan sales", "configure sales tag 10", "configure sales add ports 1:1 tagged")
    console.run("configure sales ipaddress 10.0.0.1/8", "enable mirroring to port 1:9 untagged")
    console.run("configure mirroring add vlan sales", "delete vlan sales", "disable mirroring")
    console.run("configure vlan Default add ports 1:9")
    assert section(console) == before
    console.run("create vlan other", "configure vlan other tag 10", "configure vlan other ipaddress 10.0.0.1/8")


def test_renamed_vlan_takes_everything_along(console: Typist) -> None:
    """Everything about a VLAN follows its new name, and the VLAN keeps its place."""
    console.run("create vlan sales", "create vlan later", "configure sales tag 10")
    console.run("configure sales add ports 1:1 tagged", "configure sales ipaddress 10.0.0.1/8")
    before = section(console)
    console.run("configure vlan sales name Marketing")
    assert section(console) == before.replace("sales", "Marketing")
    assert console.refuse("configure vlan Marketing name LATER") == "Error: VLAN later already exists."
    console.run("configure vlan marketing name MARKETING")
    assert section(console) == before.replace("sales", "MARKETING")


# -- tags ------------------------------------------------------------------------------------------------------------


def test_internal_tags_go_downwards(console: Typist) -> None:
    """A VLAN without a tag has an internal one, from 4094 downwards."""
    console.run("create vlan red", "create vlan green")
    assert "\tTagging:\tUntagged (Internal tag 4094) \n" in console.run("show red")
    assert "\tTagging:\tUntagged (Internal tag 4093) \n" in console.run("show green")
    assert "tag 40" not in section(console)


def test_tag_of_another_vlan(console: Typist) -> None:
    """A tag is of one VLAN only; one that another has only internally is taken from it."""
    console.run("create vlan red", "create vlan green", "configure vlan green tag 10")
    assert "already assigned to VLAN green" in console.refuse("configure vlan red tag 10")
    assert "already assigned to VLAN Default" in console.refuse("configure vlan red tag 1")
    console.run("configure vlan green tag 4094")
    assert "802.1Q Tag 4094 " in console.run("show green")
    assert "Internal tag 4092" in console.run("show red")


def test_no_more_vlans_than_tags(console: Typist) -> None:
    """Each VLAN has a tag of its own, so there is an end."""
    console.type(*[f"create vlan x{number}" for number in range(4093)])
    assert console.runner.refused == []
    assert console.refuse("create vlan more") == "Error: The maximum number of VLANs has been reached."
    console.run("delete vlan x17", "create vlan more")


@pytest.mark.parametrize("tag", ["0", "4095", "-1", "ten"])
def test_tags_out_of_range(console: Typist, tag: str) -> None:
    """Tags go from 1 to 4094."""
    console.run("create vlan red")
    assert console.refuse(f"configure vlan red tag {tag}").startswith("%%")
    assert console.refuse("configure vlan Mgmt tag 5") == "Error: The tag of the Mgmt VLAN cannot be changed."


# -- ports -----------------------------------------------------------------------------------------------------------


def test_port_is_untagged_in_one_vlan(console: Typist) -> None:
    """A port is untagged in one VLAN of one protocol, and tagged in as many as one likes."""
    console.run("create vlan red")
    assert console.refuse("configure vlan red add ports 1:1") == CONFLICT.format("1:1")
    console.run("configure vlan red add ports 1:1 tagged", "configure vlan Default delete ports 1:1")
    console.run("configure vlan red add ports 1:1 untagged")
    assert console.refuse("configure vlan Default add ports 1:1-3") == CONFLICT.format("1:1")
    console.run("configure vlan Default add ports 1:1 tagged")


def test_another_protocol_is_no_conflict(console: Typist) -> None:
    """With another protocol filter the port may be untagged in both; the filter cannot be taken back then."""
    console.run("create vlan red", "configure vlan red protocol IP", "configure vlan red add ports 1:1")
    assert console.refuse("configure vlan red protocol ANY") == CONFLICT.format("1:1")
    assert "configure vlan red protocol IP\n" in section(console)
    console.run("configure vlan red delete ports 1:1", "configure vlan red protocol any")
    assert "protocol" not in section(console)


def test_all_or_nothing(console: Typist) -> None:
    """A list with one port that cannot be added adds none."""
    console.run("create vlan red", "configure vlan Default delete ports 1:1,1:3")
    before = section(console)
    assert console.refuse("configure vlan red add ports 1:1-3") == CONFLICT.format("1:2")
    assert console.refuse("configure vlan red add ports 1:1,1:61") == "Error: Invalid port number."
    assert console.refuse("configure vlan red add ports 7:*") == "Error: Invalid port number."
    assert section(console) == before
    console.run("configure vlan red add ports 1:1,1:3")


def test_port_lists_as_a_chassis_prints_them(console: Typist) -> None:
    """Runs of neighbours, with a blank behind each comma; two blanks end the line, as in the capture."""
    console.run("create vlan red", "configure vlan Default delete ports 1:*,2:1-2:60,3:2-6")
    console.run("configure vlan red add ports 1:38,1:24-1:37,1:1-22,2:5 untagged")
    console.run("configure vlan red add ports 3:1 tagged nobroadcast")
    assert "configure vlan red add ports 1:1-22, 1:24-38, 2:5 untagged  \n" in section(console)
    assert "configure vlan red add ports 3:1 tagged nobroadcast \n" in section(console)
    assert "           Untag:    *1:1,   *1:2,    1:3," in console.run("show red")


def test_members_of_mgmt_cannot_be_changed(console: Typist) -> None:
    """The Mgmt VLAN has the management port, and no other."""
    assert "Mgmt" in console.refuse("configure vlan Mgmt add ports 1:1 tagged")
    assert "Mgmt" in console.refuse("configure vlan Mgmt delete ports all")
    assert "Untag: Mgmt-port on Mgmt is up" in console.run("show Mgmt")


# -- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("10.1.1.1/24", "10.1.1.1 255.255.255.0"),
        ("10.1.1.1 255.255.0.0", "10.1.1.1 255.255.0.0"),
        ("10.1.1.1", "10.1.1.1 255.0.0.0"),
        ("130.1.1.1", "130.1.1.1 255.255.0.0"),
        ("192.1.1.1", "192.1.1.1 255.255.255.0"),
    ],
)
def test_address_forms(console: Typist, typed: str, printed: str) -> None:
    """An address has a mask, a length, or the mask of its class; a new one takes the place of the old."""
    console.run("create vlan red", "configure vlan red ipaddress 20.0.0.1/8", f"configure vlan red ipaddress {typed}")
    assert [line for line in section(console).splitlines() if " ipaddress " in line] == [
        f"configure vlan red ipaddress {printed}"
    ]
    instances = "currVlanIfInstance>1000008<"
    assert instances in console.machine.nodes["MSM-A"].config.text("admin").decode()
    console.run(f"configure vlan red ipaddress {typed}")
    assert instances in console.machine.nodes["MSM-A"].config.text("admin").decode()
    console.run("unconfigure vlan red ipaddress")
    assert "ipaddress" not in section(console)


@pytest.mark.parametrize("address", ["10.1.1.0/24", "10.1.1.255/24", "127.0.0.1/8", "224.1.1.1/24", "0.0.0.1/8"])
def test_impossible_addresses(console: Typist, address: str) -> None:
    """No interface can have the address of a subnet, of all hosts, of the loopback or of a group."""
    assert "is not a valid IP address" in console.refuse(f"configure vlan Default ipaddress {address}")


def test_subnets_do_not_overlap_in_a_virtual_router(console: Typist) -> None:
    """Two VLANs of one virtual router have no address in common; Mgmt is in another."""
    console.run("create vlan red", "create vlan green", "configure vlan red ipaddress 10.1.1.1/24")
    for address in ("10.1.1.2/24", "10.1.1.130/25", "10.9.9.9/8"):
        assert "overlaps with the subnet of VLAN red" in console.refuse(f"configure vlan green ipaddress {address}")
    console.run("configure vlan green ipaddress 10.1.2.1/24", "configure vlan Mgmt ipaddress 10.1.1.9/24")
    assert "overlaps" in console.refuse("configure vlan green ipaddress 10.1.1.2/24")
    assert "configure vlan green ipaddress 10.1.2.1 255.255.255.0\n" in section(console)


def test_secondary_and_ipv6_addresses(console: Typist) -> None:
    """Further subnets need a primary one; IPv6 addresses add up."""
    assert "primary IP address" in console.refuse("configure vlan Default add secondary-ipaddress 10.1.1.1/24")
    console.run("configure vlan Default ipaddress 10.1.1.1/24")
    console.run("configure vlan Default add secondary-ipaddress 10.1.2.1/24")
    console.run("configure vlan Default ipaddress 2001:db8::1/64")
    assert "add secondary-ipaddress 10.1.2.1 255.255.255.0\n" in section(console)
    assert "\tIPv6: \t2001:db8::1/64\n" in console.run("show Default")
    console.run("configure vlan Default delete secondary-ipaddress all")
    console.run("unconfigure vlan Default ipaddress 2001:db8::1/64")
    assert "secondary" not in section(console)
    assert "2001" not in section(console)


# -- virtual routers and protocol filters ----------------------------------------------------------------------------


def test_user_virtual_router(console: Typist) -> None:
    """A port is of one virtual router, and in VLANs of that one only."""
    console.run("create virtual-router helix")
    assert "belongs to virtual router VR-Default" in console.refuse("configure vr helix add ports 1:5")
    assert "is a member of VLAN Default" in console.refuse("configure vr VR-Default delete ports 1:5")
    console.run("configure vlan Default delete ports 1:5", "configure vr VR-Default delete ports 1:5")
    console.run("configure vr helix add ports 1:5", "configure vr helix add protocol ospf")
    console.run("create vlan red vr helix", "configure vlan red add ports all")
    assert "does not belong to virtual router helix" in console.refuse("configure vlan red add ports 1:6")
    assert "configure vlan red add ports 1:5 untagged  \n" in section(console)
    assert "still has VLAN red" in console.refuse("delete virtual-router helix")
    console.run("delete vlan red", "delete virtual-router helix")
    assert "helix" not in section(console)


def test_context_of_a_virtual_router(console: Typist) -> None:
    """The prompt shows the virtual router one is in, and new VLANs are made there."""
    console.run("create virtual-router helix", "virtual-router helix", "create vlan red")
    assert console.lab.session.prompt.startswith("* (helix) BD-10808.")
    assert "\tVirtual router:\thelix\n" in console.run("show vlan red")
    assert "Total number of VLAN(s) : 1\n" in console.run("show vlan virtual-router HELIX")
    console.run("virtual-router")
    assert "(" not in console.lab.session.prompt
    assert console.refuse("virtual-router nosuch") == "Error: Virtual router nosuch does not exist."


def test_system_virtual_routers(switch: Any) -> None:
    """They are not deleted; a stand-alone switch has no others."""
    typist = switch(X450)
    assert "cannot be deleted" in typist.refuse("delete virtual-router VR-Mgmt")
    assert "not supported" in typist.refuse("create virtual-router helix")
    rows = typist.run("show virtual-router").splitlines()
    assert [row.split()[:3] for row in rows if row.startswith("VR-")] == [
        ["VR-Control", "0", "0"],
        ["VR-Default", "1", "26"],
        ["VR-Mgmt", "1", "1"],
    ]


def test_protocol_filters(console: Typist) -> None:
    """A filter has up to six protocols; a VLAN whose filter goes takes any protocol."""
    console.run("create protocol mine", "configure protocol mine add etype 0x1234 llc fe snap 0x99")
    console.run("create vlan red", "configure vlan red protocol mine")
    assert "configure protocol mine add etype 0x1234 llc 0x00fe snap 0x0099\n" in section(console)
    assert console.run("show protocol mine").splitlines()[-1] == " " * 18 + "snap    0x0099"
    full = "configure protocol mine add " + " ".join(f"etype {number}" for number in range(10, 14))
    assert "at most 6" in console.refuse(full)
    console.run("configure protocol mine delete llc 0xfe", full)
    console.run("delete protocol mine")
    assert "protocol" not in section(console)
    assert "cannot be deleted" in console.refuse("delete protocol IP")


# -- what lasts ------------------------------------------------------------------------------------------------------

MANY = [
    "create virtual-router helix",
    "configure vlan Default delete ports 1:1-10,2:1-4",
    "configure vr VR-Default delete ports 1:9",
    "configure vr helix add ports 1:9",
    "create vlan red",
    "configure vlan red tag 10",
    "configure vlan red add ports 1:1-4 tagged",
    "configure vlan red ipaddress 10.1.1.1/24",
    "configure vlan Mgmt ipaddress 10.9.9.9/24",
    "create vlan blue vr helix",
    "configure vlan blue add ports 1:9",
    "enable loopback-mode vlan blue",
    "create protocol mine",
    "configure protocol mine add etype 0x1234",
    "create vlan green",
    "configure vlan green protocol mine",
    "configure vlan green add ports 1:1-3 untagged",
    "configure ip-mtu 9000 vlan green",
    "enable sharing 1:5 grouping 1:5-6 algorithm address-based",
    "enable sharing 2:20 grouping 2:20-22 lacp",
    "configure sharing 2:20 lacp system-priority 7",
    "configure sharing 2:20 lacp timeout short",
    "configure sharing 2:20 lacp activity-mode passive",
    "configure lacp member-port 2:21 priority 3",
    "configure vlan red add ports 1:5,2:1-4",
    "disable ports 1:7",
    "configure ports 2:1 auto off speed 100 duplex half",
    'configure ports 1:2 display-string "to core"',
    "enable jumbo-frame ports 1:2",
    "configure ports 1:10 redundant 1:8 link on",
    "enable mirroring to port 1:11 tagged",
    "configure mirroring add vlan red port 1:2",
]


def test_configuration_replayed_gives_itself(switch: Any) -> None:
    """The printed lines, typed at a new switch, are accepted and print the same again, if every port is somewhere."""
    first, second = switch(), switch()
    first.run(*MANY, "configure vlan Default add ports 1:7-8,1:10")
    second.run(*section(first).splitlines())
    assert section(second) == section(first)


def test_saved_and_booted_again(console: Typist) -> None:
    """After a save and a power cycle everything is as it was, Mgmt and the system's virtual routers included."""
    console.run(*MANY)
    before, table = section(console), console.run("show vlan")
    console.type("save", "y")
    machine = console.machine
    machine.power_off()
    machine.power_on()
    machine.settle()
    machine.advance(60)
    again = Typist(machine)
    assert section(again) == before
    assert again.run("show vlan") == table
    assert [row.split()[0] for row in again.run("show virtual-router").splitlines()[4:8]] == [
        "helix",
        "VR-Control",
        "VR-Default",
        "VR-Mgmt",
    ]
    assert CONFLICT.format("1:12") == again.refuse("create vlan x", "configure vlan x add ports 1:12")
    assert "assigned to VLAN red" in again.refuse("configure vlan x tag 10")


def test_failover_keeps_all_of_it(console: Typist) -> None:
    """The new master has every VLAN, and knows what is taken."""
    console.run(*MANY)
    before = section(console)
    console.type("run msm-failover", "y", "n", ":wait 5", ":console msm-b")
    assert console.machine.nodes["MSM-B"].is_master
    assert section(console) == before
    assert CONFLICT.format("1:12") == console.refuse("create vlan x", "configure vlan x add ports 1:12")
    assert "assigned to VLAN red" in console.refuse("configure vlan x tag 10")


def test_what_is_taken_agrees_with_the_rows(console: Typist) -> None:
    """What commands keep of tags and ports is what the rows say."""
    console.run(*MANY, "delete vlan red", "configure vlan green name olive", "configure vlan olive delete ports 1:1")
    node = console.machine.nodes["MSM-A"]
    kept = _used(node.store)
    node.store.clear(Scope.LOCAL)
    rebuild(node)
    assert kept == _used(node.store)


def _used(store: Store) -> set[object]:
    """What is known to be taken, without rows that say nothing."""
    rows = [*store.rows(TagsTaken), *store.rows(PortsTaken), *store.rows(Addressed)]
    return {tuple(row) for row in rows if all(row)}


# -- for others ------------------------------------------------------------------------------------------------------


def test_functions_for_other_processes(console: Typist) -> None:
    """What other processes ask of this one."""
    console.run(*MANY)
    store = console.machine.nodes["MSM-A"].store
    assert [(row.name, address.ipaddress) for row, address in facts.vlans_with_ip(store)] == [
        ("Mgmt", "10.9.9.9"),
        ("red", "10.1.1.1"),
    ]
    assert facts.ports_of(store, "GREEN") == ([(1, 1), (1, 2), (1, 3)], [])
    assert [row.name for row in facts.member(store, (1, 1))] == ["red", "green"]
    assert ports.is_up(store, "red")
    assert ports.is_up(store, "blue")
    assert not ports.is_up(store, "nosuch")
    assert store.get(VlanPort, "Red") == VlanPort("red", "1:5,2:1-4", "1:1-4")
    assert store.one(Vlan, "RED").tag == 10


def test_every_command_has_a_handler() -> None:
    """A command of the grammar is modelled or recorded, and no handler is without its command."""
    entries = [entry for entry in grammar().entries if entry.process == "vlan"]
    for entry in entries:
        assert (PROCESSES.handler("vlan", entry.handler) is None) == entry.recorded, entry.notation
    verbs = ("create_", "delete_", "configure_", "unconfigure_", "enable_", "disable_", "show_", "restart_")
    handlers = {name for name in PROCESSES.defined("vlan") if name.startswith(verbs)}
    assert handlers <= {entry.handler for entry in entries}


def test_a_protocol_filter_is_named_by_its_keyword(console: Any) -> None:
    """An unfinished `ipaddress` is no protocol: the name of a filter stands behind `protocol` only."""
    assert console.refuse("configure vlan Default ip") == "%% Incomplete command"
    assert console.refuse("configure Default any").endswith("%% Invalid input detected at '^' marker.")
    console.run("configure Default protocol ip")
    assert "configure vlan Default protocol IP" in console.lines("vlan")


IN_VRX = [
    "configure telnet vr vrx",
    "hidden configure thttp vr vrx",
    "enable ssh2 vr vrx",
    "configure sntp-client primary 10.1.1.1 vr vrx",
    "configure tacacs primary server 10.1.1.1 client-ip 10.1.1.2 vr vrx",
    "configure tacacs-accounting secondary server 10.1.1.1 client-ip 10.1.1.2 vr vrx",
    "configure radius mgmt-access primary server 10.1.1.1 client-ip 10.1.1.2 vr vrx",
    "configure radius-accounting netlogin primary server 10.1.1.1 client-ip 10.1.1.2 vr vrx",
    "configure syslog add 10.1.1.1 vr vrx local0",
    "configure sflow collector 10.1.1.1 vr vrx",
]


@pytest.mark.parametrize("line", IN_VRX)
def test_no_line_names_a_virtual_router_that_is_not_there(console: Typist, line: str) -> None:
    """A line that names one is refused while there is none, and goes with it."""
    console.with_ssh()
    assert console.refuse(line) == "Error: Virtual router vrx does not exist."
    console.run("create virtual-router VRX")
    before = console.configuration()
    console.run(line)
    assert console.configuration().count("VRX") == before.count("VRX") + (5 if "syslog" in line else 1)
    console.run("delete virtual-router vrx")
    assert "VRX" not in console.configuration()
    assert console.typed_back() == console.configuration()


def test_other_servers_stay_when_a_virtual_router_goes(console: Typist) -> None:
    """Only the collector and the log target of the virtual router that went are gone."""
    console.run(
        "create virtual-router vrx", "configure sflow collector 10.1.1.1 vr vrx", "configure sflow collector 10.1.1.2"
    )
    console.run("configure syslog add 10.1.1.1 vr vrx local0", "configure syslog add 10.1.1.2 local0")
    console.run("configure telnet vr VR-Default", "delete virtual-router vrx")
    assert "configure sflow collector ipaddress 10.1.1.2 port 6343 vr VR-Mgmt" in console.lines("etmon")
    assert "configure syslog add 10.1.1.2 vr VR-Mgmt local0" in console.lines("ems")
    assert "configure telnet vr VR-Default" in console.lines("telnetd")
