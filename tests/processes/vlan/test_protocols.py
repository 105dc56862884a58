"""Protocol filters: how many can be active at a time."""

from conftest import Typist


def test_seven_filters_are_active_at_most(console: Typist) -> None:
    """An eighth is refused to a VLAN until another VLAN gives its filter up; *any* does not count."""
    for number in range(8):
        console.run(f"create protocol p{number}", f"create vlan v{number}")
    console.run(*[f"configure v{number} protocol p{number}" for number in range(7)])
    assert "At most 7" in console.refuse("configure v7 protocol p7")
    console.run("configure v7 protocol p3", "configure v0 protocol any", "configure v7 protocol p7")
