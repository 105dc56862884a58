"""Every line that was noted of the manuals, of configurations and of clients: a command here, or refused for a reason.

The lists stand beside this file.  A notation is typed with each of its alternatives; ``spelled.py`` finds the values.
"""

from pathlib import Path

import pytest
from manuals.spelled import refused, spelled

from xos_cli.language.values import value

HERE = Path(__file__).parent
#: Why a line that was noted is no command: the word after the tab of ``refused.txt``.
REASONS = {
    "shortened": "it has dots for what was not noted",
    "several lines in one": "its alternatives are lines of their own",
    "a reader's notes in it": "words of the reader stand in it",
    "names that stand for others": "a letter stands for a name or a number",
    "a value without its name": "the value that has to follow was not noted",
    "not a whole line": "only its beginning was noted",
    "one of the braces is needed": "it sets nothing where all that can be left out is left out",
    "ports of a switch without slots": "a chassis has slots",
    "later release": "it came after 11.3",
    "gone before 11.3": "10.1 or 11.0 had it; 11.3 does not",
    "in no manual of 11.x": "no page of 11.x and no configuration has it",
}


def noted(name: str) -> list[list[str]]:
    """Return the lines of a list, each as its parts between tabs."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(
    ("notation", "page"), noted("binding.txt"), ids=[line[0][:60] for line in noted("binding.txt")]
)
def test_line_with_a_page_of_11(notation: str, page: str) -> None:
    """Each alternative of a line that a page of 11.x has is a command."""
    assert page
    assert [typed for line in spelled(notation) if (typed := refused(line))] == []


def test_lines_that_were_noted_are_commands() -> None:
    """Each alternative of every line of the list is a command with some values."""
    assert [
        typed for (notation,) in noted("accepted.txt") for line in spelled(notation) if (typed := refused(line))
    ] == []


def test_lines_that_are_refused_have_a_reason() -> None:
    """They are refused, and each reason is one of those that are explained here."""
    lines = noted("refused.txt")
    assert {reason for _, reason in lines} <= REASONS.keys()
    assert [notation for notation, _ in lines if not any(map(refused, spelled(notation)))] == []


QUOTED = [
    'create qosprofile "QP2"',
    'delete qosprofile "QP2"',
    'configure qosprofile "QP1" minbw 0 maxbw 100 priority low',
    'configure ports 1:1 qosprofile "QP1"',
    'configure ports 1:1 "QP1"',
    'configure dot1p type 1 qosprofile "QP1"',
    'configure dot1p type 1 "QP1"',
    'configure vlan "red" qosprofile "QP1"',
    'configure diffserv examination code-point 1 qosprofile "QP1"',
    'configure diffserv replacement qosprofile "QP1" code-point 1',
    'configure log target nvram severity "Warning"',
    'configure protocol "pr1" add "etype" 0x800',
    'configure vr "VR-Default" add protocol "ospf"',
    'configure slot 1 module "G60X"',
    'enable irdp "red"',
    'use configuration "primary"',
]


@pytest.mark.parametrize("line", QUOTED)
def test_fixed_names_in_quotes(line: str) -> None:
    """A name of the switch may stand in quotes wherever one is taken."""
    assert refused(line) == ""


def test_qos_profiles_in_quotes_are_the_same_value() -> None:
    """A quoted profile is read as the one without quotes."""
    assert refused('configure ports 1:1 qosprofile "QP9"')
    assert value("qosprofile") is value("qos_profile")


SYSLOG = [
    "configure syslog 10.1.1.1:514 local0",
    "configure syslog add 10.1.1.1:514 vr VR-Mgmt local0 warning",
    "configure syslog delete 10.1.1.1:514 local0",
    "configure syslog delete 10.1.1.1:514 vr VR-Mgmt local0",
    "enable log target syslog 10.1.1.1:514 local0",
    "disable log target syslog 10.1.1.1:514 vr VR-Mgmt local0",
    "configure log target syslog 10.1.1.1:514 local0 filter DefaultFilter severity warning",
    "configure log target syslog 10.1.1.1:514 local0 severity warning only",
    "configure log target syslog 10.1.1.1:514 vr VR-Mgmt local0 match any",
    "configure log target syslog 10.1.1.1:514 local0 format timestamp seconds",
    "unconfigure log target syslog 10.1.1.1:514 local0 format",
    "show log configuration target syslog 10.1.1.1:514",
    "show log configuration target syslog 10.1.1.1:514 vr VR-Mgmt local0",
]


@pytest.mark.parametrize("line", SYSLOG)
def test_syslog_server_with_its_port(line: str) -> None:
    """A syslog server is named with its UDP port, or without, in every line that names one."""
    assert refused(line) == ""
    assert refused(line.replace(":514", "")) == ""


NETWORKS = [
    "configure ospf area 0.0.0.1 add range {} advertise type-3",
    "configure ospf area 0.0.0.1 delete range {}",
    "configure ospf ase-summary add {} cost 10",
    "configure ospf ase-summary delete {}",
    "configure bgp add network {}",
    "configure bgp delete network {}",
    "configure bgp add aggregate-address {} summary-only",
    "configure bgp delete aggregate-address {}",
    "configure iproute add {} 10.1.1.1",
    "configure iproute delete {} 10.1.1.1",
    "configure iproute add blackhole {}",
    "configure iproute delete blackhole {}",
    "configure iparp add proxy {}",
    "configure esrp es1 add track-iproute {}",
    "configure esrp es1 delete track-iproute {}",
    "configure vrrp vlan red vrid 1 add track-iproute {}",
    "configure vrrp vlan red vrid 1 delete track-iproute {}",
    "configure vlan red ipaddress {}",
    "configure vlan red add secondary-ipaddress {}",
    "show iproute {}",
    "show bgp routes {}",
    "show rip routes {}",
]


@pytest.mark.parametrize("line", NETWORKS)
def test_network_in_both_forms(line: str) -> None:
    """A network is an address with the length of its mask, or an address and a mask."""
    assert refused(line.format("10.1.0.0/16")) == ""
    assert refused(line.format("10.1.0.0 255.255.0.0")) == ""
