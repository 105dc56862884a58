"""A recorded line after an object that it names was renamed."""

from collections.abc import Callable

from conftest import Typist

LINES = ["configure ospfv3 add vlan {} area 0.0.0.0", "configure ospfv3 vlan {} cost 7"]


def ospfv3(console: Typist) -> list[str]:
    """Return the lines of OSPFv3, in the order of the alphabet."""
    return sorted(console.lines("ospfv3"))


def test_a_renamed_object_is_as_one_that_had_the_name_from_the_start(switch: Callable[..., Typist]) -> None:
    """Line, identity and objects of each row are those of the new name, and another value replaces the old one."""
    one, other = switch(), switch()
    one.type("create vlan v1", "create vlan v3", *(line.format("v1") for line in LINES), LINES[0].format("v3"))
    one.run("configure vlan v1 name v2")
    other.type("create vlan v2", "create vlan v3", *(line.format("v2") for line in LINES), LINES[0].format("v3"))
    assert ospfv3(one) == ospfv3(other)
    assert len(ospfv3(one)) == 3
    one.run("configure ospfv3 vlan v2 cost 9")
    assert [line for line in one.lines("ospfv3") if "cost" in line] == ["configure ospfv3 vlan v2 cost 9"]
