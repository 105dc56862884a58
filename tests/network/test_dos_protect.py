"""DoS protection in a network: packets for the CPU are counted, floods are logged and blocked for a time."""

from xos_cli import Network

START = "configure dos-protect type l3-protect"
LINES = [
    "configure vlan Default ipaddress 10.0.0.254/24",
    f"{START} notify-threshold 10",
    f"{START} alert-threshold 20",
    "configure dos-protect acl-expire 8",
]


def flooding(*lines: str) -> Network:
    """A switch with low thresholds, a host that floods it, and one that does not."""
    hosts = {"evil": {"address": "10.0.0.1/24"}, "good": {"address": "10.0.0.2/24"}}
    cables = [("evil", "core 1:1"), ("good", "core 1:2")]
    return Network.build({"core": {"lines": [*LINES, *lines]}}, hosts, cables)


def test_a_flood_is_logged_and_blocked_and_let_in_again() -> None:
    """Twenty packets within a second block their source, not another one; after the time it is let in again."""
    found = flooding("enable dos-protect")
    assert 18 <= found.hosts["evil"].ping("10.0.0.254", count=40, every=0.01).received <= 20
    assert found.hosts["good"].ping("10.0.0.254").lost == 0
    console = found.switches["core"].console()
    shown = console.run("show dos-protect detail")
    assert " alerts: 1\n" in shown
    assert "  port 1:1, source 10.0.0.1: " in shown
    log = console.run("show log")
    assert "Notify threshold reached: 10 packets" in log
    assert "traffic from 10.0.0.1 at port 1:1 is blocked for 8 seconds" in log
    found.advance(10.0)
    assert found.hosts["evil"].ping("10.0.0.254").lost == 0
    assert "ACLs in place: 0" in console.run("show dos-protect detail")


def test_slow_traffic_trusted_ports_and_simulation_are_not_blocked() -> None:
    """Five packets a second are no flood; a trusted port does not count; a simulated alert is only logged."""
    found = flooding("enable dos-protect")
    assert found.hosts["evil"].ping("10.0.0.254", count=40, every=0.2).lost == 0
    found = flooding("enable dos-protect", "configure dos-protect trusted-ports ports 1:1")
    assert found.hosts["evil"].ping("10.0.0.254", count=40, every=0.01).lost == 0
    found = flooding("enable dos-protect simulated")
    assert found.hosts["evil"].ping("10.0.0.254", count=40, every=0.01).lost == 0
    assert "10.0.0.1 at port 1:1 would be blocked" in found.switches["core"].console().run("show log")


def test_without_protection_and_after_a_failover() -> None:
    """A disabled protection blocks nothing; a new master has it in force as it was."""
    found = flooding()
    assert found.hosts["evil"].ping("10.0.0.254", count=40, every=0.01).lost == 0
    found.switches["core"].console().run("enable dos-protect")
    found.switches["core"].console().run("run msm-failover", "y")
    found.settle()
    assert found.hosts["evil"].ping("10.0.0.254", count=40, every=0.01).lost >= 20
