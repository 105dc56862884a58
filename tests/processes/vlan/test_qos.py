"""Quality of service: profiles, what leads to them, and their screens, new and configured."""

from collections.abc import Callable

import pytest
from conftest import Typist

Switch = Callable[..., Typist]
#: evidence: later 16
NEW = """    QP1    Weight =   1     Max Buffer Percent = 100
    QP8    Weight =   1     Max Buffer Percent = 100
"""


def test_profiles_of_a_small_switch(switch: Switch) -> None:
    """QP1 and QP8 are there, others once they are made; weight and buffers are those that were configured."""
    typist = switch("bd8810")
    assert typist.run("show qosprofile") == NEW
    typist.run("create qosprofile QP3", "configure qosprofile QP3 maxbuffer 50 weight 12")
    assert typist.run("show qosprofile").splitlines()[1] == "    QP3    Weight =  12     Max Buffer Percent = 50"
    assert typist.run("show qosprofile ports 1:1").startswith("Port: 1:1\n    QP1 ")
    typist.run("delete qosprofile QP3")
    assert typist.run("show qosprofile") == NEW


def test_profiles_of_a_large_switch(console: Typist) -> None:
    """All eight, by bandwidth; coming in, a port of 10 Gbps has eight queues and one of 1 Gbps two."""
    rows = console.run("show qosprofile").splitlines()
    assert [row.split()[0] for row in rows] == [f"QP{number}" for number in range(1, 9)]
    console.run("configure qosprofile QP3 minbw 10 maxbw 50")
    assert "QP3    MinBw =  10%    MaxBw =  50%" in console.run("show qosprofile ports 1:1")
    assert console.run("show qosprofile ingress ports 3:1").count("IQP") == 8
    assert console.run("show qosprofile ingress ports 1:1").count("IQP") == 2


def test_settings_of_a_profile_add_up(console: Typist, switch: Switch) -> None:
    """What is not named stays; one line says it all, and makes the same of another switch."""
    console.run("configure qosprofile QP3 maxbw 50")
    assert [line for line in console.lines("vlan") if "qosprofile" in line] == ["configure qosprofile QP3 maxbw 50"]
    console.run("configure qosprofile QP3 minbw 10 maxbw 60", "configure qosprofile qp4 minbw 90")
    assert "configure qosprofile QP3 minbw 10 maxbw 60" in console.lines("vlan")
    assert console.refuse("configure qosprofile QP5 minbw 1").startswith("Error: The sum of the minimum bandwidths")
    other = switch()
    other.run(*console.lines("vlan"))
    assert other.run("show qosprofile") == console.run("show qosprofile")


def test_no_more_than_everything_is_promised(console: Typist) -> None:
    """Not by two profiles together, nor by a second setting of one; what is refused is not kept."""
    console.run("configure qosprofile QP1 minbw 60")
    before = console.lines("vlan")
    assert console.refuse("configure qosprofile QP2 minbw 60") == (
        "Error: The sum of the minimum bandwidths of all QoS profiles is more than 100 percent."
    )
    assert console.lines("vlan") == before
    console.run("configure qosprofile QP2 minbw 40", "configure qosprofile QP1 minbw 50", "configure qosprofile QP1")
    assert "minimum bandwidths" in console.refuse("configure qosprofile QP1 minbw 61 maxbw 70")
    console.run("configure qosprofile QP1 minbw 60 maxbw 70")


def test_settings_of_a_profile_go_with_it(switch: Switch) -> None:
    """Deleted and made again, it is as new."""
    typist = switch("bd8810")
    before = typist.lines("vlan")
    typist.run("create qosprofile QP3", "configure qosprofile QP3 weight 3", "delete qosprofile QP3")
    assert typist.lines("vlan") == before


@pytest.mark.parametrize("line", ["show qosprofile ingress", "show ports 1:1 qosmonitor ingress"])
def test_only_a_large_switch_has_ingress_queues(switch: Switch, line: str) -> None:
    """Elsewhere they are refused."""
    assert switch("bd8810").refuse(line) == "Error: This command is not supported on this platform."


def test_scheduler(switch: Switch) -> None:
    """Strict priority until it is configured otherwise, to the byte."""
    typist = switch("bd8810")
    assert typist.run("show qosscheduler") == "\nConfigured Scheduler (global) : Strict-Priority\n"
    typist.run("configure qosscheduler weighted-round-robin")
    assert "Weighted-Round-Robin" in typist.run("show qosscheduler")


@pytest.mark.parametrize(("chassis", "profiles"), [("bd10808", "12345678"), ("bd8810", "11111118")])
def test_priorities_lead_to_profiles(switch: Switch, chassis: str, profiles: str) -> None:
    """The defaults of the platform, and what was configured instead."""
    typist = switch(chassis)
    rows = typist.run("show dot1p").splitlines()[1:]
    assert [row.split() for row in rows] == [[str(at), f"QP{name}"] for at, name in enumerate(profiles)]
    typist.run("configure dot1p type 3 qp8")
    assert typist.run("show dot1p").splitlines()[4].split() == ["3", "QP8"]


def test_code_points_lead_to_profiles(switch: Switch) -> None:
    """Eight to a row; an asterisk where it is not what a BlackDiamond 10808 has, to the byte."""
    typist = switch("bd8810")
    rows = typist.run("show diffserv examination").splitlines()
    assert rows[0] == "CodePoint->QOSProfile mapping:"
    assert rows[1] == "        00->QP1 01->QP1 02->QP1 03->QP1 04->QP1 05->QP1 06->QP1 07->QP1"
    assert rows[2] == "        08*>QP1 09*>QP1 10*>QP1 11*>QP1 12*>QP1 13*>QP1 14*>QP1 15*>QP1"
    assert rows[8] == "        56->QP8 57->QP8 58->QP8 59->QP8 60->QP8 61->QP8 62->QP8 63->QP8"
    typist.run("configure diffserv examination code-point 2 qosprofile qp8")
    assert " 02*>QP8 " in typist.run("show diffserv examination")


@pytest.mark.parametrize("which", ["qosprofile qp8", "qp8", "priority 7"])
def test_profiles_lead_to_code_points(console: Typist, which: str) -> None:
    """By the profile or by its priority; without a word after it, both screens."""
    assert "QP7->48 QP8->56" in console.run("show diffserv replacement")
    console.run(f"configure diffserv replacement {which} code-point 9")
    assert "QP7->48 QP8->09" in console.run("show diffserv")


def test_nothing_went_through_the_queues(console: Typist) -> None:
    """A row of eight zeros for each port."""
    rows = console.run("show ports 1:1-2 qosmonitor").splitlines()
    assert [row.split() for row in rows[5:7]] == [["1:1", *"00000000"], ["1:2", *"00000000"]]
    assert "IQP1" in console.run("show ports 1:1 qosmonitor ingress no-refresh")


def test_ports_and_vlans_have_their_profiles(console: Typist) -> None:
    """Their own screens say which, the last that was given, until it is of another port."""
    console.run("create vlan red", "configure ports 1:1-2 qosprofile QP5", "configure ports 1:2 qosprofile qp4")
    console.run("configure vlan red qosprofile QP4", "configure vlan Default qosprofile QP3")
    assert "\tQoS Profile:\tQP5\n" in console.run("show ports 1:1 information detail")
    rows = console.run("show ports 1:1-3 information").splitlines()[3:6]
    assert [row.split()[-1] for row in rows] == ["QP5", "QP4", "none"]
    assert "QosProfile: \tQP4\n" in console.run("show vlan red")
    console.run("configure vlan red name blue", "configure ports 1:1 qosprofile QP6")
    assert "QosProfile: \tQP4\n" in console.run("show vlan blue")
    assert "\tQoS Profile:\tQP6\n" in console.run("show ports 1:1 information detail")
    console.say("run msm-failover", "y", ":console msm-b")
    assert "QosProfile: \tQP3\n" in console.run("show vlan Default")


def test_ports_have_the_letters_of_replacement(console: Typist) -> None:
    """Where priorities or code points are replaced; off again for one port of all."""
    console.run("enable dot1p replacement ports all", "disable dot1p replacement ports 1:2")
    console.run("enable diffserv replacement ports 1:2-3", "disable diffserv replacement ports 1:3")
    rows = console.run("show ports 1:1-3 information").splitlines()[3:6]
    assert [row.split()[1] for row in rows] == ["Em-----oe--f", "Em------e-sf", "Em-----oe--f"]
    console.run("disable dot1p replacement ports all")
    assert console.run("show ports 1:1 information").splitlines()[3].split()[1] == "Em------e--f"


def test_screens_follow_a_failover(console: Typist) -> None:
    """The other MSM knows what was configured."""
    console.run("configure dot1p type 3 qp8")
    console.say("run msm-failover", "y", ":console msm-b")
    assert "3                       QP8" in console.run("show dot1p")


def test_a_profile_exists_before_it_is_named(switch: Switch) -> None:
    """Where QP3 was not created, nothing leads to it; deleted, what led to it is as on a new switch.

    The names may stand in quotes.
    """
    typist = switch("bd8810")
    new = typist.lines("vlan")
    lines = [
        "configure dot1p type 3 qosprofile QP3",
        "configure diffserv examination code-point 8 qosprofile QP3",
        "configure diffserv replacement qosprofile QP3 code-point 9",
        'configure ports 1:1 qosprofile "QP3"',
        'configure vlan Default qosprofile "QP3"',
    ]
    for line in lines:
        assert typist.refuse(line) == "Error: QoS profile QP3 does not exist."
    assert typist.refuse("delete qosprofile QP3") == "Error: QoS profile QP3 does not exist."
    typist.run('create qosprofile "QP3"', 'configure qosprofile "QP3" weight 4', *lines)
    made = typist.lines("vlan")
    assert set(lines[:3]) < set(made)
    other = switch("bd8810")
    other.run(*made)
    assert other.lines("vlan") == made
    typist.run('delete qosprofile "QP3"')
    assert typist.lines("vlan") == new


@pytest.mark.parametrize("line", ["create qosprofile QP1", "create qosprofile QP8"])
def test_profiles_of_every_switch_are_there(switch: Switch, line: str) -> None:
    """They cannot be created, nor deleted."""
    typist = switch("bd8810")
    assert typist.refuse(line).endswith("already exists.")
    assert typist.refuse(line.replace("create", "delete")).endswith("cannot be deleted.")


@pytest.mark.parametrize(
    "line",
    ["delete qosprofile QP3", "create qosprofile QP3", "configure qosscheduler weighted-round-robin"],
)
def test_a_large_switch_has_all_profiles_and_one_scheduler(console: Typist, line: str) -> None:
    """Its eight profiles cannot be deleted, and there is no `configure qosscheduler`.  evidence: guide 11.3 p.293"""
    before = console.lines("vlan")
    assert console.refuse(line).startswith("Error: ")
    assert console.lines("vlan") == before


@pytest.mark.parametrize(
    ("chassis", "line"),
    [
        ("bd8810", "configure qosprofile QP1 minbw 10"),
        ("bd8810", "configure qosprofile QP1 priority low"),
        ("bd8810", "configure qosprofile ingress IQP1 maxbw 10"),
        ("bd10808", "configure qosprofile QP1 weight 2"),
        ("bd10808", "configure qosprofile QP1 maxbuffer 20"),
        ("bd10808", "configure ports 1:1 rate-limit egress 5 Mbps"),
        ("bd10808", "show qosscheduler"),
    ],
)
def test_each_platform_has_its_own_settings(switch: Switch, chassis: str, line: str) -> None:
    """Bandwidth and priority here, weight, buffers and a limit of the port there.  evidence: guide 11.3 p.293-294"""
    assert switch(chassis).refuse(line) == "Error: This command is not supported on this platform."


def test_bandwidth_of_single_ports(console: Typist, switch: Switch) -> None:
    """A port's own counts there; rates stand for percentages; a slot that is cleared takes them with it."""
    console.run("configure qosprofile QP2 minbw 5 maxbw 40", "configure qosprofile QP2 maxbw 100 ports 1:1")
    console.run("configure qosprofile egress QP3 committed_rate 64 k peak_rate 2 m priority high ports 1:1-1:2")
    console.run("configure qosprofile ingress IQP1 maxbw 20 priority low ports 2:1")
    assert "QP2    MinBw =   5%    MaxBw = 100%    Pri = 2" in console.run("show qosprofile ports 1:1")
    assert "QP3    MinBw = 64 Kbps    MaxBw = 2000 Kbps    Pri = 7" in console.run("show qosprofile ports 1:2")
    assert "IQP1   MinBw =   0%    MaxBw =  20%    Pri = 1" in console.run("show qosprofile ingress ports 2:1")
    other = switch()
    other.run(*console.lines("vlan"))
    assert other.lines("vlan") == console.lines("vlan")
    console.say("unconfigure slot 1", "y")
    assert [line for line in console.lines("vlan") if "ports 1:1" in line and "qos" in line] == []
    assert "MaxBw =  40%" in console.run("show qosprofile ports 1:1")


def test_the_limit_of_a_port(switch: Switch) -> None:
    """It is printed back in kilobits, and ends; a slot that is cleared takes it with it."""
    typist = switch("bd8810")
    new = typist.lines("vlan")
    typist.run("configure ports 1:1-1:2 rate-limit egress 5 Mbps max-burst-size 2 Mb")
    line = "configure ports 1:2 rate-limit egress 5000 Kbps max-burst-size 2000 Kb"
    assert line in typist.lines("vlan")
    assert typist.refuse("configure ports 1:1 rate-limit egress 0 Kbps") == "Error: The rate must be at least 1 Kbps."
    typist.run("configure ports 1:1 rate-limit egress no-limit")
    typist.say("clear slot 1", "y")
    assert typist.lines("vlan") == new


def test_what_was_configured_survives_failover_and_reboot(console: Typist) -> None:
    """Both MSMs have it, and so has the saved file."""
    console.run(
        "configure dot1p type 3 QP8", "configure ports 1:1 qosprofile QP5", "enable dot1p replacement ports 1:2"
    )
    console.run("enable diffserv examination ports 1:3", "configure diffserv replacement QP2 code-point 3")
    console.run("configure qosprofile QP3 maxbw 50", "configure vlan Default qosprofile QP4")
    before = console.lines("vlan")
    console.say("save", "y", "run msm-failover", "y", ":console msm-b", ":wait in-sync", "show node")
    assert console.lines("vlan") == before
    console.say("reboot", "y", ":wait booted", ":wait in-sync")
    assert console.lines("vlan") == before


def test_a_profile_that_an_access_list_uses_stays(switch: Switch) -> None:
    """Of a dynamic rule, or of a policy in force; when that goes, it can be deleted."""
    typist = switch("bd8810")
    typist.run("create qosprofile QP4", 'create access-list one "protocol udp" "permit; qosprofile qp4"')
    assert typist.refuse("delete qosprofile QP4") == "Error: QoS profile QP4 is in use by one."
    typist.run("delete access-list one", "delete qosprofile QP4")


def test_a_vman_stands_among_the_vlans_of_its_port(console: Typist) -> None:
    """With its tag where it is tagged.  evidence: reference 11.5 p.884"""
    console.run(
        "create vman v1", "configure v1 tag 110", "configure v1 add ports 1:1", "configure v1 add ports 1:2 tagged"
    )
    assert "Name: v1, Internal Tag = 110, MAC-limit = No-limit" in console.run("show ports 1:1 information detail")
    assert "Name: v1, 802.1Q Tag = 110, MAC-limit = No-limit" in console.run("show ports 1:2 information detail")


@pytest.mark.parametrize("line", ["configure ports 1:1 QP5", "configure vlan Default qp5", "configure Default QP5"])
def test_the_keyword_before_a_profile_can_be_left_out(console: Typist, line: str) -> None:
    """Where the profile of a port or a VLAN is set.  evidence: reference 11.x (``{qosprofile}``)"""
    console.run(line)
    assert [line for line in console.lines("vlan") if "QP5" in line] == [
        "configure ports 1:1 qosprofile QP5" if "1:1" in line else "configure vlan Default qosprofile QP5"
    ]
