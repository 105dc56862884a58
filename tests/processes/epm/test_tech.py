"""`show tech`: the screens of every area under their commands."""

from conftest import Typist


def test_screens_of_one_area(console: Typist) -> None:
    """An area prints its screens as their own commands do; an unknown one is refused."""
    shown = console.run("show tech stp")
    assert console.run("show stpd") in shown
    assert shown.count("show ") == 1
    assert "not an area" in console.refuse("show tech nothing")


def test_all_screens(console: Typist) -> None:
    """Without an area all are printed, the configuration among them."""
    shown = console.run("show tech")
    assert console.run("show configuration") in shown
    assert console.run("show slot") in shown
    assert "Traceback" not in shown


def test_a_command_that_does_nothing_says_so(console: Typist) -> None:
    """What is not modelled and leaves nothing to be kept is answered by the lab, in its square brackets."""
    for line in ("clear counters stp",):
        assert console.run(line) == "[nothing was done: this command is not modelled]\n"
