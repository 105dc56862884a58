"""The spanning tree: domains, their VLANs and ports, and a domain at work."""

import re
from collections.abc import Callable

import pytest
from conftest import Typist

from xos_cli.processes.stp.facts import domains_of, vlan_flags
from xos_cli.processes.stp.rows import StpPortState

X450 = "summit-x450-24t"
Switch = Callable[..., Typist]
#: A domain, and its carrier VLAN with three ports.
RED = (
    "create vlan blue",
    "configure vlan blue tag 100",
    "configure vlan default delete ports 1:1-3",
    "configure vlan blue add ports 1:1-3 tagged",
    "create stpd red",
    "configure stpd red tag 100",
)


def states(out: str) -> dict[str, str]:
    """The state of each port that is listed."""
    return dict(re.findall(r"^(\d+(?::\d+)?) +\S+ +(\S+) +\d+ ", out, re.MULTILINE))


def field(out: str, label: str) -> str:
    """What stands behind a label, up to the next tab or the end of the line."""
    found = re.search(rf"(?:^|\t){re.escape(label)}:[ \t]+([^\t\n]*)", out, re.MULTILINE)
    assert found, label
    return found[1].strip()


# -- the captured domain -----------------------------------------------------------------------------------------------


def test_s0_is_the_captured_screen(switch: Switch, capture: Callable[[str], str]) -> None:
    """`show s0` of the X450, byte for byte; its long form is the same."""
    text = capture("summit-x450-11.2.3.3/show-stpd-s0.txt")
    real = text[text.index("\n") + 1 : text.rindex("SummitX450-24t")]
    typist = switch(X450)
    typist.run("configure vlan Default delete ports 1")
    assert typist.run("show s0") == real
    assert typist.run("show stpd s0") == real
    assert typist.run("show stpd detail") == real


def test_section_is_the_captured_one(switch: Switch, section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines, and takes them, `create stpd s0` included, without a change."""
    typist = switch(X450)
    assert typist.lines("stp") == section("stp")
    typist.run(*section("stp"))
    assert typist.lines("stp") == section("stp")
    assert not typist.machine.nodes["Switch"].config.dirty


def test_vlan_tells_of_its_domains(switch: Switch) -> None:
    """In its block as in the capture, in the table by the letter T; for other processes as facts."""
    typist = switch()
    assert "\tSTPD: \t\ts0(Disabled,Auto-bind) \n" in typist.run("show vlan Default")
    typist.run(*RED, "configure stpd red add vlan blue ports 1:1", "enable stpd red")
    assert "\tSTPD: \t\tred(Enabled) \n" in typist.run("show vlan blue")
    store = typist.machine.nodes["MSM-A"].store
    assert domains_of(store, "blue") == [("red", True, False)]
    assert domains_of(store, "DEFAULT") == [("s0", False, True)]
    assert domains_of(store, "Mgmt") == []
    assert vlan_flags(store) == {"default": "T", "blue": "T"}


# -- domains -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["9x", "a b", "a-b", "x" * 33])
def test_names_that_no_domain_has(switch: Switch, name: str) -> None:
    """A letter first, letters, digits and underscores, at most 32."""
    assert switch().refuse(f'create stpd "{name}"') == f"Error: {name} is not a valid name for an STPD."


def test_domains_come_and_go(switch: Switch) -> None:
    """A new one sends with a tag; the same name again is refused; s0 stays; all that named it goes."""
    typist = switch()
    before = typist.lines("stp")
    typist.run(*RED, "configure stpd red add vlan blue ports all", "configure red ports cost 9 1:1", "enable stpd red")
    assert typist.refuse("create stpd RED") == "Error: STPD red already exists."
    assert typist.refuse("delete stpd s0") == "Error: STPD s0 cannot be deleted."
    assert typist.refuse("delete stpd green") == "Error: STPD green does not exist."
    assert "configure stpd red default-encapsulation emistp" in typist.lines("stp")
    typist.run("delete stpd red")
    assert typist.lines("stp") == before
    assert typist.machine.nodes["MSM-A"].store.rows(StpPortState) == []


@pytest.mark.parametrize(
    "line",
    [
        "configure stpd s0 tag 7",
        "configure stpd s0 mode dot1w",
        "configure stpd s0 forwarddelay 4",
        "configure stpd s0 hellotime 10",
        "configure stpd s0 maxage 40",
        "configure stpd s0 priority 0",
        "enable stpd s0 rapid-root-failover",
        "configure stpd s0 default-encapsulation pvst-plus",
        "enable stpd s0",
        "configure stpd s0 ports cost 65535 1:3",
        "configure stpd s0 ports priority 31 1:3",
        "configure stpd s0 ports link-type edge 1:3",
        "disable stpd s0 ports 1:3",
        "configure stpd s0 ports mode emistp 1:3",
        "configure stpd s0 delete vlan Default ports 1:3-5, 2:1",
    ],
)
def test_settings_print_as_they_are_typed(switch: Switch, line: str) -> None:
    """What was typed is in the section; typed at another switch, the section comes out the same."""
    typist, other = switch(), switch()
    typist.run(line)
    spelled = line.replace("ports mode emistp 1:3", "add vlan Default ports 1:3 emistp")
    assert spelled in typist.lines("stp")
    other.run(*typist.lines("stp"))
    assert other.lines("stp") == typist.lines("stp")
    assert other.run("show s0") == typist.run("show s0")


@pytest.mark.parametrize(
    "line",
    [
        "configure stpd s0 forwarddelay 3",
        "configure stpd s0 forwarddelay 31",
        "configure stpd s0 hellotime 11",
        "configure stpd s0 maxage 5",
        "configure stpd s0 priority 65536",
        "configure stpd s0 tag 4095",
        "configure stpd s0 mode mstp",
    ],
)
def test_values_out_of_range_are_no_commands(switch: Switch, line: str) -> None:
    """The ranges of 11.3, which has no MSTP."""
    assert switch().refuse(line).startswith("%%")


def test_tag_is_of_one_domain(switch: Switch) -> None:
    """Two domains cannot have one tag; none can have no tag as often as they like."""
    typist = switch()
    typist.run("create stpd red", "create stpd green", "configure red tag 100")
    assert typist.refuse("configure green tag 100") == "Error: Tag 100 is used by STPD red already."
    typist.run("configure red tag 0", "configure green tag 0")


def test_unconfigure_keeps_the_ports(switch: Switch) -> None:
    """Times, priorities, costs are as at first; tag, VLANs and ports stay."""
    typist = switch()
    typist.run(*RED, "configure stpd red add vlan blue ports all")
    before = typist.lines("stp")
    typist.run("configure red priority 1", "configure red maxage 30", "configure red ports cost 9 1:1")
    typist.run("unconfigure stpd red")
    assert typist.lines("stp") == before


def test_list_of_domains(switch: Switch) -> None:
    """One row each, with the flags of what is so, and their number."""
    typist = switch()
    typist.run(*RED, "configure stpd red add vlan blue ports 1:1-2", "enable stpd red rapid-root-failover")
    out = typist.run("show stpd")
    assert "s0         0000 D----- 123   80000004961fa260 0000000000000000 ------- 0\n" in out
    assert "red        0100 DR---- 2     80000004961fa260 0000000000000000 ------- 0\n" in out
    assert "\nTotal number of STPDs: 2\n" in out


# -- VLANs and ports of a domain ---------------------------------------------------------------------------------------


def test_bound_vlan_brings_its_ports(switch: Switch) -> None:
    """Ports that come into the VLAN come into the domain, those that leave it leave it."""
    typist = switch()
    assert "Number of Ports: 126\n" in typist.run("show s0")
    typist.run("configure vlan default delete ports 1:*")
    assert "Number of Ports: 66\n" in typist.run("show s0")
    typist.run("configure vlan default add ports 1:7")
    assert "Number of Ports: 67\n" in typist.run("show s0")


def test_bound_vlan_can_be_let_go(switch: Switch) -> None:
    """Its ports stay as if they had been added; what comes later does not come in.  The lines say the same."""
    typist, other = switch(), switch()
    typist.run("configure vlan default delete ports 1:*", "disable stpd s0 auto-bind vlan default")
    typist.run("configure vlan default add ports 1:7", "configure stpd s0 delete vlan default ports 2:*")
    out = typist.run("show s0")
    assert (field(out, "Ports"), field(out, "Auto-bind Vlans")) == ("3:1,3:2,3:3,3:4,3:5,3:6", "(none)")
    other.run("configure vlan default delete ports 1:*", "configure vlan default add ports 1:7", *typist.lines("stp"))
    assert other.run("show s0") == out
    typist.run("enable stpd s0 auto-bind vlan default")
    assert "Number of Ports: 67\n" in typist.run("show s0")


def test_port_that_was_taken_out_stays_out(switch: Switch) -> None:
    """Of a bound VLAN; added again it is in again."""
    typist = switch()
    before = typist.lines("stp")
    typist.run("configure stpd s0 delete vlan default ports 1:3")
    assert "Number of Ports: 125\n" in typist.run("show s0")
    typist.run("configure vlan default delete ports 1:3", "configure vlan default add ports 1:3")
    assert "Number of Ports: 125\n" in typist.run("show s0")
    typist.run("configure stpd s0 add vlan default ports 1:3 dot1d")
    assert "Number of Ports: 126\n" in typist.run("show s0")
    assert typist.lines("stp") == [*before[:9], "configure stpd s0 add vlan Default ports 1:3 dot1d", *before[9:]]


def test_ports_must_be_the_vlans(switch: Switch) -> None:
    """Not in the VLAN, in another domain with it, or not in the carrier VLAN: the guide's words."""
    typist = switch()
    typist.run(*RED)
    words = "Error: Cannot add VLAN {} port {} to STP domain"
    assert typist.refuse("configure stpd red add vlan blue ports 1:1,1:9") == words.format("blue", "1:9")
    assert typist.refuse("configure stpd red add vlan default ports 3:5") == words.format("Default", "3:5")
    typist.run("create vlan green", "configure vlan green tag 7", "configure vlan green add ports 1:1-2 tagged")
    typist.run("configure stpd red add vlan blue ports 1:1", "configure stpd red add vlan green ports 1:1 pvst-plus")
    assert typist.refuse("configure stpd red add vlan green ports 1:2") == words.format("green", "1:2")
    assert "configure stpd red add vlan green ports 1:1 pvst-plus" in typist.lines("stp")


def test_vlan_can_be_bound_to_one_domain(switch: Switch) -> None:
    """The second is refused; the domain that a VLAN leaves loses its ports."""
    typist = switch()
    typist.run(*RED, "configure vlan blue delete ports 1:3", "enable stpd red auto-bind vlan blue")
    assert typist.refuse("enable stpd s0 auto-bind vlan blue") == "Error: VLAN blue is bound to STPD red already."
    assert field(typist.run("show red"), "Participating Vlans") == "blue"
    typist.run("delete vlan blue")
    assert field(typist.run("show red"), "Participating Vlans") == "(none)"
    assert not any("blue" in line for line in typist.lines("stp"))


def test_ports_into_vlan_and_domain_at_once(switch: Switch) -> None:
    """`configure vlan add ports ... stpd` does both."""
    typist = switch()
    typist.run("create vlan blue", "configure vlan blue tag 100", "create stpd red")
    typist.run("configure vlan blue add ports 2:1-2 tagged stpd red emistp")
    assert "configure stpd red add vlan blue ports 2:1-2 emistp" in typist.lines("stp")
    assert "Tag:" in typist.run("show vlan blue")


# -- at work -----------------------------------------------------------------------------------------------------------


def test_ports_listen_learn_and_forward(switch: Switch) -> None:
    """Each for the forward delay, if their link is up; the tree changes with each that forwards."""
    typist = switch()
    typist.run("configure s0 forwarddelay 20", "enable stpd s0")
    found = states(typist.run("show stpd s0 ports"))
    assert (found["1:1"], found["3:1"], found["1:3"]) == ("LISTENING", "LISTENING", "DISABLED")
    typist.run(":wait 20")
    assert states(typist.run("show stpd s0 ports 1:1"))["1:1"] == "LEARNING"
    typist.run(":wait 20")
    assert states(typist.run("show stpd s0 ports 1:1")) == {"1:1": "FORWARDING"}
    out = typist.run("show s0")
    assert field(out, "Number of Topology Changes") == "5"
    assert field(out, "Topology Change Detected") == "TRUE"
    typist.run(":wait 60")
    out = typist.run("show s0")
    assert field(out, "Topology Change Detected") == "FALSE"
    assert 60 <= int(field(out, "Time Since Last Topology Change").rstrip("s")) <= 65


def test_it_is_the_root(switch: Switch) -> None:
    """No other bridge is there: what holds is what is configured here."""
    typist = switch()
    typist.run("configure s0 priority 4096", "enable stpd s0")
    out = typist.run("show s0")
    assert field(out, "BridgeID") == field(out, "Designated root") == "10:00:00:04:96:1f:a2:60"
    assert "MaxAge: 20s\t\tHelloTime: 2s\t\tForwardDelay: 15s\n" in out
    assert "10000004961fa260 10000004961fa260" in typist.run("show stpd")


def test_state_follows_the_link(switch: Switch) -> None:
    """Down: disabled at once; up again: it listens anew."""
    typist = switch()
    typist.run("enable stpd s0", ":wait 31", "disable ports 1:1")
    assert states(typist.run("show stpd s0 ports 1:1-2")) == {"1:1": "DISABLED", "1:2": "FORWARDING"}
    typist.run("enable ports 1:1", ":wait 10")
    assert states(typist.run("show stpd s0 ports 1:1")) == {"1:1": "LISTENING"}
    typist.run(":wait 31")
    assert states(typist.run("show stpd s0 ports 1:1")) == {"1:1": "FORWARDING"}


def test_edge_ports_and_ports_without_stp_do_not_wait(switch: Switch) -> None:
    """In 802.1w a port to a host forwards at once, in 802.1D it listens; one without STP always forwards."""
    typist = switch()
    typist.run("configure s0 ports link-type edge 1:1", "disable stpd s0 ports 1:2", "enable stpd s0")
    assert states(typist.run("show stpd s0 ports 1:1-2")) == {"1:1": "LISTENING", "1:2": "FORWARDING"}
    typist.run("disable stpd s0", "configure s0 mode dot1w", "enable stpd s0")
    out = typist.run("show stpd s0 ports 1:1-2")
    assert states(out) == {"1:1": "FORWARDING", "1:2": "FORWARDING"}
    assert re.search(r"^1:1 .* eDee-d- ", out, re.MULTILINE)
    assert re.search(r"^1:2 .* d------ ", out, re.MULTILINE)


def test_cost_is_by_speed(switch: Switch) -> None:
    """100, 19, 4, 2 from 10 to 10000 Mbps, unless it is set."""
    typist = switch()
    costs = dict(re.findall(r"^(\S+) +802.1D \S+ +(\d+)", typist.run("show stpd s0 ports"), re.MULTILINE))
    assert (costs["1:1"], costs["2:2"], costs["3:1"]) == ("4", "19", "2")
    out = typist.run("configure s0 ports cost 77 1:1", "configure s0 ports priority 2 1:1", "show stpd s0 ports 1:1")
    assert "1:1    802.1D DISABLED   77     e------    2        1001    00:00:00:00:00:00:00:00\n" in out
    typist.run("configure s0 ports cost auto 1:1")
    assert " 4      " in typist.run("show stpd s0 ports 1:1")


def test_failover_goes_on_in_step(switch: Switch) -> None:
    """The new master has every state, and a port that listened goes on where it was."""
    console = switch()
    console.run("enable stpd s0", ":wait 31", "disable ports 1:1", "enable ports 1:1", ":wait 10")
    console.say("run msm-failover", "y", ":console msm-b")
    assert states(console.run("show stpd s0 ports 1:1-2")) == {"1:1": "LISTENING", "1:2": "FORWARDING"}
    console.run(":wait 31")
    assert states(console.run("show stpd s0 ports 1:1")) == {"1:1": "FORWARDING"}


def test_reboot_begins_anew(switch: Switch) -> None:
    """A domain that was saved at work works after the reboot, from the beginning."""
    console = switch()
    console.say("enable stpd s0", "configure s0 ports link-type edge 1:4", "save", "y", "reboot", "y", ":wait booted")
    before = console.lines("stp")
    console.run(":wait 90")
    out = console.run("show stpd s0 ports 1:1")
    assert states(out) == {"1:1": "FORWARDING"}
    assert console.lines("stp") == before
    assert "enable stpd s0" in before
    assert "configure stpd s0 ports link-type edge 1:4" in before


def test_vlan_lists_its_domains_and_ports(switch: Switch) -> None:
    """`show vlan stpd`."""
    typist = switch()
    typist.run(*RED, "configure stpd red add vlan blue ports 1:1-2", "enable stpd red")
    out = typist.run("show blue stpd")
    assert out.startswith("red(enabled)  Tag: 100  Ports: 2   Root/P/C: 80:00:00:04:96:1f:a2:60/-----/0\n")
    assert list(states(out)) == ["1:1", "1:2"]
    assert typist.run("show vlan Mgmt stpd") == ""


# -- what membership holds up ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "configure vlan blue delete ports 1:1",
        "configure vlan blue delete ports all",
        "enable sharing 1:4 grouping 1:1,1:4",
        "enable mirroring to port 1:1 tagged",
        "delete vlan blue",
        "configure stpd red delete vlan blue ports 1:1",
    ],
)
def test_a_port_that_leaves_its_vlan_leaves_the_domain(console: Typist, line: str) -> None:
    """However a port leaves the carrier VLAN, nothing of it is left in the domain, and the lines can be typed back."""
    green = ["create vlan green", "configure vlan green add ports 1:1-2 tagged"]
    console.run(
        *RED, *green, "configure stpd red add vlan blue ports 1:1-3", "configure stpd red add vlan green ports 1:1"
    )
    console.run("configure stpd red ports cost 7 1:1", line)
    assert not [text for text in console.lines("stp") if re.search(r"\b1:1\b", text)]
    assert console.typed_back() == console.configuration()


def test_a_keyword_is_no_name_of_a_domain(console: Typist) -> None:
    """`create stpd stp` is refused: the lines that follow could not be read."""
    assert "reserved keyword" in console.refuse("create stpd stp")
