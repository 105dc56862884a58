"""What a `show` of recorded commands prints."""

from conftest import Typist


def test_the_lines_of_a_subject(console: Typist) -> None:
    """The lines that were typed, in their order; without any, that there is none."""
    lines = ["configure ospfv3 routerid 1.1.1.1", "create ospfv3 area 0.0.0.1"]
    none = "[nothing was configured: this screen prints the lines that were typed]\n"
    assert console.run("show ospfv3") == none
    console.run(*lines)
    assert console.run("show ospfv3") == "".join(f"{line}\n" for line in lines)
    assert console.run("show pim rp-set") == none
