"""Who may connect."""

from xos_cli.serve.connection_limits import ConnectionCounter, Limits, limits


def test_so_many_from_one_address_to_one_switch() -> None:
    """Another address, and another switch, have their own."""
    gate = ConnectionCounter(Limits(per_address=2))
    assert [gate.enter("one", "10.0.0.1") for _ in range(3)] == ["", "", "Too many connections from your address"]
    assert gate.enter("one", "10.0.0.2") == gate.enter("two", "10.0.0.1") == ""
    gate.leave("one", "10.0.0.1")
    assert gate.enter("one", "10.0.0.1") == ""


def test_so_many_in_all() -> None:
    """Whoever they are."""
    gate = ConnectionCounter(Limits(total=2))
    assert [gate.enter("one", f"10.0.0.{n}") for n in range(3)] == ["", "", "Too many connections"]
    gate.leave("one", "10.0.0.0")
    assert gate.enter("one", "10.0.0.9") == ""


def test_more_switches_and_more_sessions_need_more() -> None:
    """Nobody is turned away who was asked for."""
    assert limits(1, 0) == Limits()
    assert limits(100, 0).total == 3200
    assert limits(1, 200) == Limits(total=1024, per_address=400, sessions=200)
