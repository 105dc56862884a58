"""VMANs and virtual routers: their screens to the letter, and links that change while no MSM manages the switch."""

from typing import Any

import pytest
from conftest import Typist

from xos_cli import Network

RULE = "-" * 87 + "\n"


def test_a_vman_in_detail(console: Typist) -> None:
    """Its tag if it has one, its ports with a star where the link is up, and how many of them are."""
    console.run(
        *("configure Default delete ports 1:1-3", "create vman metro", "configure vman metro tag 100"),
        *("configure vman metro add ports 1:1 tagged", "configure vman metro add ports 1:2-3 untagged"),
        "create vman bare",
    )
    rest = "\tPriority:\t802.1P Priority 0\n\tVirtual router:\tVR-Default\n"
    rest += "\tSTPD: \t\tNone\n\tQosProfile: \tNone configured\n"
    assert console.run("show vman metro") == (
        "\nVMAN Interface with name metro created by user\n\tTagging:\t802.1Q Tag 100 \n"
        f"{rest}\tPorts:\t 3. \t  (Number of active ports=2)\n"
        "           Untag:    *1:2,    1:3\n           Tag:      *1:1\n"
    )
    bare = f"\nVMAN Interface with name bare created by user\n\tTagging:\tUntagged \n{rest}"
    bare += "\tPorts:\t 0. \t  (Number of active ports=0)\n"
    assert console.run("show vman bare").rstrip("\n") == bare.rstrip("\n")
    assert console.run("show vman detail").count("VMAN Interface with name") == 2
    rows = console.run("show vman").split(RULE)[2].splitlines()
    assert rows == [
        f"metro           100  {'-' * 45} ANY    2 /3   VR-Default",
        f"bare                 {'-' * 45} ANY    0 /0   VR-Default",
    ]


def test_the_protocols_of_a_virtual_router(console: Typist) -> None:
    """One that is removed leaves the others, in the order in which they were added; the last leaves none."""
    console.run(
        "create virtual-router r1", *(f"configure vr r1 add protocol {name}" for name in ("ospf", "rip", "bgp"))
    )

    def protocols() -> list[str]:
        start = "configure vr r1 add protocol "
        return [line.removeprefix(start) for line in console.lines("vlan") if line.startswith(start)]

    assert protocols() == ["ospf", "rip", "bgp"]
    console.run("configure vr r1 add protocol rip")
    assert protocols() == ["ospf", "rip", "bgp"]
    console.run("configure vr r1 delete protocol rip")
    assert protocols() == ["ospf", "bgp"]
    assert console.run("show virtual-router r1").splitlines()[4] == "r1           0            0           bo----"
    for name in ("ospf", "bgp"):
        console.run(f"configure vr r1 delete protocol {name}")
    assert protocols() == []


def test_there_are_so_many_mirroring_filters(console: Typist) -> None:
    """Sixteen, and the seventeenth is refused; one that is there already may be said again."""
    console.run("enable mirroring to port 1:20 untagged")
    console.run(*(f"configure mirroring add port 1:{number}" for number in range(1, 17)))
    words = "Error: The maximum number of mirroring filters is 16."
    assert console.refuse("configure mirroring add port 1:17") == words
    console.run("configure mirroring add port 1:16", "configure mirroring delete port 1:1")
    console.run("configure mirroring add port 1:17")


def test_one_redundant_pair_ends_and_the_other_stays(console: Typist) -> None:
    """A pair ends by its primary port alone."""
    console.run("configure ports 1:1 redundant 1:2", "configure ports 1:3 redundant 1:4")
    console.run("unconfigure ports 1:1 redundant")
    assert [line for line in console.lines("vlan") if "redundant" in line] == [
        "configure ports 1:3 redundant 1:4 link off"
    ]
    console.run("unconfigure ports 1:4 redundant")
    assert [line for line in console.lines("vlan") if "redundant" in line] == [
        "configure ports 1:3 redundant 1:4 link off"
    ]


@pytest.mark.parametrize("there", [True, False])
def test_a_new_master_follows_what_happened_to_cables_meanwhile(there: bool) -> None:
    """A cable that was cut or joined between two masters is a link that fell or came up for the new one."""
    network = Network.build({"core": {}}, {"pc1": {"address": "10.0.0.1/24"}}, [("pc1", "core 1:1")])
    cable, core = network.cable("pc1"), network.switches["core"]
    if not there:
        cable.cut()
        network.advance(5.0)
    core.fail("msm-a")
    cable.cut() if there else cable.join()
    network.advance(10.0)
    row = core.console("msm-b").run("show ports 1:1 information").splitlines()[3].split()
    assert row[2] == ("ready" if there else "active")


def test_mirroring_that_is_disabled_leaves_nothing(console: Typist) -> None:
    """The rows of the process are those of before it was enabled."""

    def rows() -> list[object]:
        store = console.lab.session.node.store
        tables: list[Any] = list(console.machine.nodes["MSM-A"].tables("vlan"))
        return [row for table in tables for row in store.rows(table)]

    console.run("configure vlan Default delete ports 1:20")
    before = rows()
    console.run("enable mirroring to port 1:20 untagged", "configure mirroring add port 1:1", "disable mirroring")
    assert rows() == before
