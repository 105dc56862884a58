"""A policy in force: it stays as it was read, over edits and failovers, and `show policy` names who uses it."""

from collections.abc import Callable
from ipaddress import ip_network

import pytest
from conftest import Typist

from xos_cli.processes.polMgr.facts import RouteView, judge
from xos_cli.processes.polMgr.rows import PolicyInForce

PERMIT, DENY = b"entry one { then { permit; } }", b"entry two { then { deny; } }"
ROUTE = RouteView(ip_network("10.1.0.0/16"))


@pytest.fixture
def console(switch: Callable[..., Typist]) -> Typist:
    """A booted bd10808 with a policy that permits."""
    typist = switch()
    write(typist, PERMIT)
    return typist


def write(console: Typist, text: bytes) -> None:
    """Write the policy into every flash."""
    for node in console.machine.nodes.values():
        node.flash.write("mine.pol", text, 0.0)


def test_policy_in_force_survives_a_failover(console: Typist) -> None:
    """The new master judges by the text that was in force, though the file was edited since."""
    console.run("configure rip import-policy mine")
    write(console, DENY)
    console.say(":wait 1", "run msm-failover", "y", ":console msm-b", ":wait in-sync", "show node")
    assert console.machine.master is not None
    assert judge(console.machine.master, "mine", ROUTE).permit
    console.run("refresh policy mine")
    assert not judge(console.machine.master, "mine", ROUTE).permit


def test_policy_that_nobody_uses_is_not_kept(console: Typist) -> None:
    """It comes into force when it is first used, and goes with its last use."""
    rows = console.lab.session.node.store.rows
    assert rows(PolicyInForce) == []
    console.run("configure rip import-policy mine", "configure ospf import-policy mine")
    assert rows(PolicyInForce) == [PolicyInForce("mine", PERMIT.decode())]
    console.run("configure rip import-policy none", "configure ospf import-policy none")
    assert rows(PolicyInForce) == []


def test_policy_is_read_at_boot(console: Typist) -> None:
    """A reboot reads the file of every policy that the saved configuration uses."""
    console.say("configure rip import-policy mine", "save", "y")
    write(console, DENY)
    console.say("reboot", "y", ":wait in-sync", "show node")
    assert console.machine.master is not None
    assert console.machine.master.store.rows(PolicyInForce) == [PolicyInForce("mine", DENY.decode())]


@pytest.mark.parametrize(
    ("line", "client"),
    [
        ("configure bgp import-policy mine", "bgp"),
        ("configure bgp add network 10.0.0.0/8 network-policy mine", "bgp"),
        ("enable bgp export static export-policy mine", "bgp"),
        ("configure rip import-policy mine", "rip"),
        ("configure ospf import-policy mine", "ospf"),
        ("configure snmp access-profile mine", "snmpMaster"),
        ("configure access-list mine any", "acl"),
        ("configure telnet access-profile mine", "telnetd"),
    ],
)
def test_policy_names_its_clients(console: Typist, line: str, client: str) -> None:
    """`show policy` lists every process that uses the policy, those whose lines are recorded too."""
    console.run(line)
    assert f"{'mine':<33}{'1':<16}{client:<16}1\n" in console.run("show policy")
    assert f"Client: {client} bound once\n" in console.run("show policy detail")


def test_neighbors_of_bgp_use_a_policy(console: Typist) -> None:
    """Each direction of each neighbour counts as a use; ``none`` is none."""
    console.run("configure bgp AS-number 65001", "create bgp neighbor 10.1.1.1 remote-AS-number 65002")
    console.run("configure bgp neighbor 10.1.1.1 route-policy in mine")
    console.run("configure bgp neighbor 10.1.1.1 route-policy out mine")
    assert "Client: bgp bound twice\n" in console.run("show policy detail")
    console.run("configure bgp neighbor 10.1.1.1 route-policy in none")
    assert "Client: bgp bound once\n" in console.run("show policy detail")
