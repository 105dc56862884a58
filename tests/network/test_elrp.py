"""ELRP in a network: it finds a loop, and none where there is none."""

import pytest

from xos_cli import CommandRefused, Network


def pair(*cables: tuple[str, str], lines: tuple[str, ...] = ()) -> Network:
    """Return two switches with these cables, and hosts."""
    switches = {
        name: {"chassis": "summit-x450-24t", "lines": ["enable elrp-client", *lines]} for name in ("up", "down")
    }
    return Network.build(switches=switches, hosts={}, cables=cables)


def test_a_loop_is_found() -> None:
    """Two cables without STP: what leaves by one port comes back at the other."""
    network = pair(("up 1", "down 1"), ("up 2", "down 2"))
    console = network.switches["up"].console()
    out = console.run("run elrp Default ports 1-2")
    assert "LOOP DETECTED" in out
    assert "ingress slot:port (2) egress slot:port (1)" in out
    assert "ingress slot:port (1) egress slot:port (2)" in out
    received = int(console.run("show elrp").split()[-1])
    assert received > 0


def test_no_loop_is_found() -> None:
    """One cable, or two and STP: nothing comes back, and all packets are counted."""
    for cables, lines in (
        ([("up 1", "down 1")], ()),
        ([("up 1", "down 1"), ("up 2", "down 2")], ("enable stpd s0",)),
    ):
        network = pair(*cables, lines=lines)
        console = network.switches["down"].console()
        out = console.run("run elrp Default ports 1-2 interval 2 retry 4")
        assert out == "[CLI:Default:1] No loop detected : 8 transmited, 0 received\n"


def test_a_loop_is_reported() -> None:
    """A periodic search finds a loop that is made later, and logs it once for each way; cutting the loop ends it."""
    line = "configure elrp-client periodic Default ports all interval 5 log"
    network = pair(("up 1", "down 1"), ("up 2", "down 2"), lines=(line,))
    network.cable("up 2").cut()
    network.advance(5.0)
    network.switches["up"].console().run("clear log static")
    network.advance(20.0)
    log = network.switches["up"].console().run("show log")
    assert "LOOP DETECTED" not in log
    network.cable("up 2").join()
    network.advance(20.0)
    log = network.switches["up"].console().run("show log")
    assert log.count("LOOP DETECTED") in (1, 2)


def test_a_loop_that_is_not_to_be_logged() -> None:
    """With ``trap`` a loop is found and counted, and not logged."""
    line = "configure elrp-client periodic Default ports all interval 5 trap"
    network = pair(("up 1", "down 1"), ("up 2", "down 2"), lines=(line,))
    network.advance(20.0)
    console = network.switches["up"].console()
    assert "LOOP DETECTED" not in console.run("show log")
    assert int(console.run("show elrp").split()[-1]) > 0


def test_a_port_of_another_vlan() -> None:
    """A port that is not in the VLAN is refused."""
    network = pair(("up 1", "down 1"), lines=("create vlan red",))
    with pytest.raises(CommandRefused, match=r"Port 1 is not in VLAN red\."):
        network.switches["up"].console().run("run elrp red ports 1")
