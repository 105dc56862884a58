"""OSPF for IPv6: its commands are kept as they were typed."""

from conftest import Typist

LINES = [
    "configure ospfv3 routerid 1.2.3.4",
    "create ospfv3 area 0.0.0.1",
    "configure ospfv3 area 0.0.0.1 stub nosummary stub-default-cost 5",
    "configure ospfv3 add vlan Default instance-id 0 area 0.0.0.1 link-type point-to-point",
    "enable ospfv3 export static cost 5 type ase-type-1",
    "enable ospfv3",
]


def test_no_lines_at_first(console: Typist) -> None:
    """The module is there where there is a licence, and is empty."""
    assert "# Module ospfv3 configuration.\n#\n\n" in console.configuration()


def test_lines_are_kept(console: Typist) -> None:
    """As they were typed; an area goes with all that was said of it."""
    console.run(*LINES)
    assert console.lines("ospfv3") == LINES
    console.run("delete ospfv3 area 0.0.0.1", "disable ospfv3", "disable ospfv3 export static")
    assert console.lines("ospfv3") == LINES[:1]


def test_no_licence_no_command(switch: object) -> None:
    """On the X450 of the capture OSPFv3 does not run."""
    assert callable(switch)
    typist = switch("summit-x450-24t")
    assert "current license level" in typist.refuse("enable ospfv3")
