"""The state machine of VRRP, line by line (RFC 3768, 6.4)."""

import pytest

from xos_cli.processes.vrrp.machine import BACKUP, GIVES_UP, INIT, MASTER, OWNER, Heard, Settings, VirtualRouter
from xos_cli.switch.timing.deadlines import NEVER

OWN = 0x0A000002
ON = Settings(128, 2, True, OWN)
#: Seconds: the skew time and the master-down interval of these settings.
SKEW, DOWN = 0.5, 6.5


def router(state: str, settings: Settings = ON) -> VirtualRouter:
    """Return a router that came into a state at the moment 0, with nothing left to send."""
    found = VirtualRouter()
    if state != INIT:
        found.configure(settings, "", -settings.down if state == MASTER else 0.0)
        found.tick(0.0)
    found.sent, found.announced = [], False
    assert found.state == state
    return found


def test_intervals() -> None:
    """A lower priority waits longer.  evidence: guide 11.3 p.491"""
    assert (ON.skew, ON.down) == (SKEW, DOWN)
    assert Settings(254, 1, True, OWN).down == 3 + 2 / 256


@pytest.mark.parametrize(("priority", "state", "sent"), [(OWNER, MASTER, [OWNER]), (128, BACKUP, [])])
def test_startup(priority: int, state: str, sent: list[int]) -> None:
    """The owner is master at once, and announces its addresses; any other listens for the master-down interval."""
    found = router(INIT)
    found.configure(ON._replace(priority=priority), "", 0.0)
    assert (found.state, found.sent, found.announced) == (state, sent, state == MASTER)
    assert found.down_at == (NEVER if state == MASTER else DOWN)


def test_backup_takes_over() -> None:
    """At the end of the master-down interval it advertises, announces its addresses and is master; not before."""
    found = router(BACKUP)
    found.tick(DOWN - 0.001)
    assert found.state == BACKUP
    found.tick(DOWN)
    assert (found.state, found.sent, found.announced, found.send_at) == (MASTER, [128], True, DOWN + 2)


@pytest.mark.parametrize(
    ("priority", "preempt", "down_at"),
    [
        (GIVES_UP, True, 1.0 + SKEW),
        (129, True, 1.0 + DOWN),
        (128, True, 1.0 + DOWN),
        (127, True, DOWN),
        (127, False, 1.0 + DOWN),
    ],
)
def test_backup_hears(priority: int, preempt: bool, down_at: float) -> None:
    """Priority 0: the skew time is left; equal, higher, or without preemption: it waits anew; lower: it goes on."""
    found = router(BACKUP, ON._replace(preempt=preempt))
    found.received(Heard(priority, 7), 1.0)
    assert (found.state, found.down_at, found.master) == (BACKUP, down_at, 7)


def test_what_puts_a_change_off() -> None:
    """While a master is heard its loss is a guard; a change that is certain is a transition."""
    found = router(BACKUP)
    assert found.deadlines() == (DOWN, NEVER, NEVER)
    found.received(Heard(200, 7), 1.0)
    assert found.deadlines() == (NEVER, 1.0 + DOWN, NEVER)
    found.received(Heard(GIVES_UP, 7), 2.0)
    assert found.deadlines() == (2.0 + SKEW, NEVER, NEVER)


def test_backup_shuts_down() -> None:
    """It says nothing."""
    found = router(BACKUP)
    found.configure(None, "", 1.0)
    assert (found.state, found.sent, found.deadlines()) == (INIT, [], (NEVER, NEVER, NEVER))


def test_master_advertises() -> None:
    """Every interval, and nothing is announced anew."""
    found = router(MASTER)
    found.tick(2.0)
    assert (found.sent, found.send_at, found.announced) == ([128], 4.0, False)


@pytest.mark.parametrize(
    ("priority", "source", "state", "sent"),
    [
        (GIVES_UP, OWN + 1, MASTER, [128]),
        (129, OWN - 1, BACKUP, []),
        (128, OWN + 1, BACKUP, []),
        (128, OWN - 1, MASTER, []),
        (127, OWN + 1, MASTER, []),
    ],
)
def test_master_hears(priority: int, source: int, state: str, sent: list[int]) -> None:
    """It answers priority 0; it makes way for a higher priority, and of two equal ones for the higher address."""
    found = router(MASTER)
    found.received(Heard(priority, source), 1.0)
    assert (found.state, found.sent) == (state, sent)
    assert found.down_at == (1.0 + DOWN if state == BACKUP else NEVER)


def test_master_shuts_down() -> None:
    """It advertises priority 0, so that others need not wait."""
    found = router(MASTER)
    found.configure(None, "", 1.0)
    assert (found.state, found.sent) == (INIT, [GIVES_UP])


@pytest.mark.parametrize("held", [INIT, BACKUP])
def test_held_by_tracking(held: str) -> None:
    """A master gives up and waits for nothing, whatever it hears; freed, it listens as after a startup."""
    found = router(MASTER)
    found.configure(ON, held, 1.0)
    assert (found.state, found.sent) == (held, [GIVES_UP])
    found.received(Heard(GIVES_UP, 7), 2.0)
    found.tick(100.0)
    assert (found.state, found.deadlines()) == (held, (NEVER, NEVER, NEVER))
    found.configure(ON, "", 100.0)
    assert (found.state, found.down_at) == (BACKUP, 100.0 + DOWN)


def test_other_settings() -> None:
    """A master advertises them at once; a backup that becomes owner takes over; one that listens waits anew."""
    found = router(MASTER)
    found.configure(ON._replace(priority=9), "", 1.0)
    assert (found.state, found.sent) == (MASTER, [9])
    found = router(BACKUP)
    found.configure(ON._replace(priority=OWNER), "", 1.0)
    assert found.state == MASTER
    found = router(BACKUP)
    found.configure(ON._replace(interval=5), "", 1.0)
    assert found.down_at == 16.5
