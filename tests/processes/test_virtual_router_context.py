"""Lines that do not name a virtual router, typed in the context of one: which router they mean."""

import pytest
from conftest import Typist


@pytest.fixture
def inside(console: Typist) -> Typist:
    """A switch at which a user is inside the virtual router r1."""
    console.run("create virtual-router r1", "virtual-router r1")
    return console


def changed(console: Typist, module: str, *lines: str) -> set[str]:
    """Return the lines of a module that were not there before these lines were typed."""
    before = set(console.lines(module))
    console.run(*lines)
    return {line.strip() for line in set(console.lines(module)) - before}


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("configure iparp max_entries 77", "configure iparp vr r1 max_entries 77"),
        ("configure iparp max_pending_entries 77", "configure iparp vr r1 max_pending_entries 77"),
        ("configure iparp max_proxy_entries 77", "configure iparp vr r1 max_proxy_entries 77"),
        ("configure iparp timeout 5", "configure iparp vr r1 timeout 5"),
        ("disable iparp checking", "disable iparp vr r1 checking"),
        ("disable iparp refresh", "disable iparp vr r1 refresh"),
        ("configure iparp add 10.3.3.3 00:00:00:00:00:01", "configure iparp add 10.3.3.3 vr r1 00:00:00:00:00:01"),
        ("configure iparp add proxy 10.1.1.1", "configure iparp add proxy 10.1.1.1 255.255.255.255 vr r1"),
    ],
)
def test_arp_is_that_of_the_context(inside: Typist, line: str, printed: str) -> None:
    """The line changes the router that the user is in; outside it changes VR-Default, and with ``vr`` the one named."""
    assert changed(inside, "fdb", line) == {printed}
    inside.run("virtual-router")
    plain = printed.replace("r1", "VR-Default")
    assert changed(inside, "fdb", line) == {plain}


def test_arp_entries_go_in_the_context(inside: Typist) -> None:
    """Deleting and limiting look at the router that the user is in."""
    inside.run("configure iparp add 10.3.3.3 00:00:00:00:00:01", "configure iparp add proxy 10.1.1.1")
    inside.run("configure iparp delete 10.3.3.3", "configure iparp delete proxy 10.1.1.1")
    assert not [line for line in inside.lines("fdb") if " add " in line]
    inside.run("configure iparp add 10.3.3.3 00:00:00:00:00:01", "virtual-router")
    words = "Error: There is no permanent ARP entry for 10.3.3.3."
    assert inside.refuse("configure iparp delete 10.3.3.3") == words
    inside.run("configure iparp delete 10.3.3.3 vr r1")


@pytest.mark.parametrize("server", ["radius", "radius-accounting", "tacacs", "tacacs-accounting"])
def test_servers_are_reached_by_the_management_router(inside: Typist, server: str) -> None:
    """A server is in VR-Mgmt unless another router is named, whatever the context."""
    for words, router in (("", "VR-Mgmt"), (" vr r1", "r1"), (" vr VR-Default", "VR-Default")):
        found = changed(inside, "aaa", f"configure {server} primary server 10.1.1.1 client-ip 10.1.1.2{words}")
        assert found
        assert all(line.endswith(f"client-ip 10.1.1.2 vr {router}") for line in found), found
