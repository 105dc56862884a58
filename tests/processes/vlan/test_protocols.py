"""The small protocols and servers: EDP, LLDP, ELRP, sFlow, RMON, PoE, DoS protection, network login, telnet, web."""

from collections.abc import Callable

import pytest
from conftest import Typist

from xos_cli.switch.machine import Machine

SECTIONS = ["dosprotect", "edp", "elrp", "etmon", "lldp", "netLogin", "poe", "telnetd", "tftpd", "thttpd"]
#: Lines that stand in `show configuration` once they were typed, by module; each on a chassis of that kind.
LINES = {
    "dosprotect": [
        "enable dos-protect simulated",
        "configure dos-protect interval 5",
        "configure dos-protect acl-expire 30",
        "configure dos-protect trusted-ports ports 1:1-4, 2:1",
        "configure dos-protect type l3-protect alert-threshold 900",
    ],
    "edp": ["configure edp advertisement-interval 30 holddown-interval 90", "disable edp ports 1:3"],
    "elrp": ["enable elrp-client"],
    "etmon": [
        "enable sflow",
        "enable rmon",
        "configure sflow sample-rate 1024",
        "configure sflow agent ipaddress 10.1.1.9",
        "configure sflow collector ipaddress 10.1.1.1 port 6343 vr VR-Mgmt",
        "configure sflow ports 1:1 sample-rate 512",
        "enable sflow ports 1:1",
    ],
    "lldp": [
        "configure lldp transmit-interval 60",
        "configure lldp snmp-notification-delay 10",
        "enable lldp ports 1:1",
        "enable lldp ports 1:2 receive-only",
        "configure lldp ports 1:2 advertise system-name",
    ],
    "netLogin": [
        "configure netlogin dot1x timers server-timeout 10 quiet-period 20 reauth-period 600 supp-resp-timeout 30",
        "configure netlogin dot1x eapol-transmit-version v2",
        "disable netlogin logout-privilege",
        "disable netlogin session-refresh",
        'configure netlogin base-url "my.net"',
        'configure netlogin banner "Hello there"',
    ],
    "poe": [
        "enable inline-power",
        "configure inline-power usage-threshold 80",
        "configure inline-power disconnect-precedence lowest-priority",
    ],
    "telnetd": ["configure telnet port 2323", "configure telnet vr VR-Mgmt", "disable telnet"],
    "thttpd": ["hidden configure thttp vr VR-Default", "enable web http"],
}


@pytest.mark.parametrize("module", SECTIONS)
def test_section_is_the_captured_one(
    switch: Callable[..., Typist], section: Callable[[str], list[str]], module: str
) -> None:
    """A new switch prints the captured lines, blanks at their ends included."""
    assert switch("summit-x450-24t").lines(module) == section(module)


@pytest.mark.parametrize("module", LINES)
def test_lines_print_back_and_can_be_typed_again(switch: Callable[..., Typist], module: str) -> None:
    """What was typed is there, in the flash of both MSMs after a save, and makes the same on another switch."""
    console = switch()
    console.run(*LINES[module])
    lines = console.lines(module)
    assert set(LINES[module]) <= set(lines)
    other = switch()
    other.run(*lines)
    assert other.lines(module) == lines
    console.say("save", "y", "reboot", "y", ":wait booted")
    assert console.lines(module) == lines


# -- EDP --------------------------------------------------------------------------------------------------------------


def test_edp_names_the_ports_it_is_on(console: Typist) -> None:
    """All but those that were turned off."""
    console.run("disable edp ports 1:2-60", "disable edp ports 2:*", "disable edp ports 3:1-3:6")
    assert "EDP enabled on ports   :1:1\n" in console.run("show edp")
    console.run("enable edp ports all", "unconfigure edp")
    assert "EDP holddown-interval  :180 seconds\n" in console.run("show edp")


def test_ports_that_do_not_exist(console: Typist) -> None:
    """Whatever the protocol."""
    for line in ("enable edp ports 9:1", "enable lldp ports 1:99", "enable sflow ports 4:1"):
        assert console.refuse(line) == "Error: Invalid port number."


# -- LLDP -------------------------------------------------------------------------------------------------------------


def test_lldp_shows_the_ports_that_are_on(console: Typist) -> None:
    """Their modes, and a letter for each thing they advertise."""
    console.run("enable lldp ports 1:1", "configure lldp ports 1:1 advertise system-name")
    console.run(
        "configure lldp ports all advertise management-address", "configure lldp ports 1:1 no-advertise system-name"
    )
    shown = console.run("show lldp")
    assert "LLDP transmit hold multiplier   : 4 (used TTL = 120 seconds)\n" in shown
    assert "1:1    Enabled     Enabled     ----M   ---     ----\n" in shown
    assert "1:2 " not in shown
    console.run("disable lldp ports all", "unconfigure lldp port all")
    assert len(console.lines("lldp")) == 5


# -- sFlow ------------------------------------------------------------------------------------------------------------


def test_four_collectors_at_most(console: Typist) -> None:
    """The fifth is refused; one that is there gets another port."""
    console.run(*[f"configure sflow collector 10.1.1.{n}" for n in range(1, 5)])
    assert "4 sFlow collectors" in console.refuse("configure sflow collector 10.1.1.5")
    console.run("configure sflow collector 10.1.1.4 port 7777", "unconfigure sflow collector ipaddress 10.1.1.1")
    shown = console.run("show sflow")
    assert 'Collector IP 10.1.1.4,  Port 7777, VR "VR-Mgmt"\n' in shown
    assert "10.1.1.1," not in shown
    console.run("unconfigure sflow", "disable sflow")
    assert "Collector IP" not in console.run("show sflow")


# -- PoE --------------------------------------------------------------------------------------------------------------


def test_power_is_given_by_modules_that_can(switch: Callable[..., Typist]) -> None:
    """Slots and ports of other modules are refused."""
    console = switch("bd8810")
    chassis = console.machine.chassis
    able = next(n for n, slot in chassis.slots.items() if slot.module and chassis.types[slot.module].poe)
    unable = next(n for n, slot in chassis.slots.items() if slot.module and not chassis.types[slot.module].poe)
    refused = f"Error: Slot {unable} is not capable of inline-power."
    assert console.refuse(f"configure inline-power budget 100 slot {unable}") == refused
    assert console.refuse(f"configure inline-power priority high ports {unable}:1") == refused
    lines = [
        f"configure inline-power budget 100 slot {able}",
        f"configure inline-power priority high ports {able}:1",
        f"configure inline-power operator-limit 7000 ports {able}:1",
        f'configure inline-power label "phone" ports {able}:1',
        f"disable inline-power ports {able}:2",
    ]
    console.run(*lines, "enable inline-power")
    assert set(lines) <= set(console.lines("poe"))
    assert f"{able:<6}Enabled       Operational     100 W\n" in console.run("show inline-power")
    console.run(f"unconfigure inline-power budget slot {able}", "unconfigure inline-power priority ports all")
    assert f"{able:<6}Enabled       Operational     50 W\n" in console.run("show inline-power")


# -- DoS protection ---------------------------------------------------------------------------------------------------


def test_trusted_ports(console: Typist) -> None:
    """Set, added, taken away, none."""
    console.run(
        "configure dos-protect trusted-ports ports 1:1-3",
        "configure dos-protect trusted-ports add-ports 1:4",
        "configure dos-protect trusted-ports delete-ports 1:2",
    )
    assert "  1:1, 1:3-4\n" in console.run("show dos-protect")
    console.run("configure dos-protect trusted-ports ports")
    assert "  no trusted ports configured\n" in console.run("show dos-protect")
    console.run("enable dos-protect", "unconfigure dos-protect")
    assert "dos-protect is disabled\n" in console.run("show dos-protect")


# -- telnet, web, ELRP ------------------------------------------------------------------------------------------------


def test_telnet_is_shown_among_the_rest_of_management(console: Typist) -> None:
    """Port, virtual router, access profile."""
    console.run("configure telnet port 2323", "configure telnet vr VR-Default", "disable telnet", "enable web http")
    shown = console.run("show management")
    assert "Telnet access                    : Disabled (tcp port 2323 vr VR-Default)\n" in shown
    assert "Web access                       : Enabled (tcp port 80)\n" in shown
    console.run("configure telnet port default", "configure telnet vr all", "enable telnet")
    assert "Telnet access                    : Enabled (tcp port 23 vr all)\n" in console.run("show management")
    assert "does not exist" in console.refuse("configure telnet vr VR-Nowhere")
    assert "cannot be used" in console.refuse("configure telnet port 80")


def test_management_is_the_captured_screen(console: Typist, capture: Callable[[str], str]) -> None:
    """But for what came later, and for what is configured there."""
    later = ("space-completion", "scripting", "persistent", "prompting", "SNMP inform")
    text = capture("two-node-stack-12.5.4.5/show-management.txt").partition("\n")[2]
    wanted = [line for line in text.splitlines() if not any(word in line for word in later)]
    console.run("disable clipaging", "disable snmp access")
    assert console.run("show management").splitlines() == wanted


def test_loops_are_looked_for_when_the_client_is_on(console: Typist) -> None:
    """And the counters are those of the row."""
    assert "not enabled" in console.refuse("run elrp Default")
    console.run("enable elrp-client", "run elrp Default")
    assert "ELRP Standalone Client:            Enabled\n" in console.run("show elrp")


def test_loops_are_looked_for_in_sessions(console: Typist) -> None:
    """One for each VLAN where it is done again and again, however many ports it has lines for."""
    console.run("create vlan red", "configure elrp-client periodic red ports all interval 5 log", "enable elrp-client")
    assert "Number of ELRP sessions:           1\n" in console.run("show elrp")
    console.run("configure elrp-client periodic Default ports 1:1 interval 5 log")
    console.run("configure elrp-client periodic Default ports 1:2 interval 9 log")
    assert "Number of ELRP sessions:           2\n" in console.run("show elrp")
    console.run("unconfigure elrp-client red")
    assert "Number of ELRP sessions:           1\n" in console.run("show elrp")


def test_banner_of_the_login_page(console: Typist) -> None:
    """It can be read and forgotten."""
    console.run('configure netlogin banner "Hello there"', "enable netlogin session-refresh 10")
    assert console.run("show netlogin banner") == "Hello there\n"
    assert "enable netlogin session-refresh 10" in console.lines("netLogin")
    console.run("unconfigure netlogin banner")
    assert console.lines("netLogin")[-1] == 'configure netlogin banner ""'


def test_sflow_has_seen_nothing(console: Typist) -> None:
    """Every counter stands at 0."""
    rows = console.run("show sflow statistics").splitlines()
    assert rows[0] == "SFLOW Statistics"
    assert [row.split(": ")[1] for row in rows[1:]] == ["0"] * 6


class Module:
    """A software module with a key that never changes."""

    def new_key(self, machine: Machine) -> None:
        """The same again."""

    def private_key(self, machine: Machine) -> str:
        """None worth keeping."""
        return ""


def test_ssl_needs_its_module(console: Typist) -> None:
    """Without it there is neither key nor certificate; with it they are those that were asked for."""
    assert console.refuse("show ssl") == "Error: ssh module not loaded."
    console.machine.ssh = Module()
    assert "RSA Key Length: 0\n" in console.run("show ssl")
    console.run("configure ssl certificate privkeylen 1024 country US organization lab common-name switch")
    screen = console.run("show ssl detail")
    assert "RSA Key Length: 1024\n" in screen
    assert "Subject: C=US, O=lab, CN=switch\n" in screen


@pytest.mark.parametrize(
    "line",
    [
        "clear access-list counter",
        "clear access-list counter mine ports 1:1 ingress",
        "clear access-list dynamic counter",
        "clear igmp snooping",
        "clear igmp group 225.1.1.1 vlan Default",
        "clear MLD snooping vlan Default",
        "clear MLD group",
        "clear netlogin state",
        "clear netlogin state port 1:1",
        "clear cpu-monitoring process aaa",
    ],
)
def test_nothing_is_left_to_clear(console: Typist, line: str) -> None:
    """Not a word, nothing in the log, no star."""
    before = console.run("show log")
    assert console.run(line) == ""
    assert console.run("show log") == before
    assert not console.machine.nodes["MSM-A"].config.dirty


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("clear igmp snooping vlan none", "Error: VLAN none does not exist."),
        ("clear access-list counter vlan none", "Error: VLAN none does not exist."),
        ("clear netlogin state port 9:1", "Error: Invalid port number."),
        ("clear cpu-monitoring process none", "Error: Process none does not exist."),
    ],
)
def test_what_is_not_there_cannot_be_cleared(console: Typist, line: str, words: str) -> None:
    """The switch's own words."""
    assert console.refuse(line) == words


@pytest.mark.parametrize(
    "line",
    [
        "configure rip updatetime {}",
        "configure rip routetimeout {}",
        "configure rip garbagetime {}",
        "configure ripng updatetime {}",
        "configure ripng routetimeout {}",
        "configure ripng garbagetime {}",
        "configure dos-protect interval {}",
        "configure dos-protect acl-expire {}",
        "configure sys-health-check interval {}",
    ],
)
def test_no_time_is_nothing(console: Typist, line: str) -> None:
    """A timer of 0 seconds is refused where nothing says that it means something; one of 1 second is taken."""
    assert "Invalid input" in console.refuse(line.format(0))
    console.run(line.format(1))


def test_what_is_logged_is_not_blocked_before(console: Typist) -> None:
    """The notify threshold is not above the alert threshold, in whatever order they are given."""
    start = "configure dos-protect type l3-protect"
    assert "alert threshold" in console.refuse(f"{start} notify-threshold 4001")
    console.run(f"{start} alert-threshold 1000")
    assert f"{start} notify-threshold 1000" in console.lines("dosprotect")
    console.run(f"{start} notify-threshold 900")
    assert console.typed_back() == console.configuration()


@pytest.mark.parametrize(
    ("protocol", "group", "host"), [("igmp", "239.1.1.1", "10.0.0.1"), ("MLD", "ff0e::101", "2001:db8::1")]
)
def test_a_static_group_is_a_group(console: Typist, protocol: str, group: str, host: str) -> None:
    """Only an address of a group can be one."""
    start = f"configure {protocol} snooping vlan Default ports 1:1 add static group"
    assert "Invalid input" in console.refuse(f"{start} {host}")
    console.run(f"{start} {group}")
