"""RMON in a network: statistics and history of ports, alarms that a manager sets, and what they do."""

import pytest

pytest.importorskip("pysnmp", reason="pysnmp is not installed (pip install 'xos-cli[snmp]')")

from snmp_manager import Manager
from snmp_stations import Station, station

RMON = (1, 3, 6, 1, 2, 1, 16)
ALARM, EVENT = (*RMON, 3, 1, 1), (*RMON, 9, 1, 1)
VALID, CREATE, INVALID = 1, 2, 4
NOT_WRITABLE, WRONG_VALUE = 17, 10
#: Octets received at port 1:2.
OCTETS = (1, 3, 6, 1, 2, 1, 2, 2, 1, 10, 1002)


def managed(*lines: str) -> tuple[Station, Manager]:
    """Return a host at a switch that took these lines, and a manager on it that may set objects."""
    noc = station()
    for line in lines:
        noc.network.switches["core"].console().run(line)
    return noc, Manager(noc.send, "private")


def create_event(snmp: Manager, index: int, kind: int, words: str) -> None:
    """Create an event."""
    assert snmp.set(((*EVENT, 7, index), CREATE), ((*EVENT, 2, index), words), ((*EVENT, 3, index), kind)) == 0
    assert snmp.set(((*EVENT, 7, index), VALID)) == 0


def create_alarm(snmp: Manager, index: int, kind: int, rising: int, falling: int, seconds: int = 10) -> None:
    """Create an alarm of the octets of a port, which has event 1 where it rises and 2 where it falls."""
    fields = ((3, OCTETS), (2, seconds), (4, kind), (6, 3), (7, rising), (8, falling), (9, 1), (10, 2))
    assert snmp.set(((*ALARM, 12, index), CREATE), *[((*ALARM, field, index), value) for field, value in fields]) == 0
    assert snmp.set(((*ALARM, 12, index), VALID)) == 0


def test_statistics_and_history_follow_the_frames() -> None:
    """Without RMON there are none; with it a port counts frames by size, and every 30 s a sample has what came in."""
    noc, snmp = managed()
    assert list(snmp.walk((*RMON, 1))) == []
    noc.network.switches["core"].console().run("enable rmon")
    before = snmp.get((*RMON, 1, 1, 1, 5, 2))
    assert isinstance(before, int)
    noc.network.hosts["pc"].ping("10.0.0.1", count=20)
    after = snmp.get((*RMON, 1, 1, 1, 5, 2))
    assert isinstance(after, int)
    assert after - before >= 20
    assert isinstance(snmp.get((*RMON, 1, 1, 1, 14, 2)), int)
    noc.network.advance(60.0)
    samples = dict(snmp.walk((*RMON, 2, 2, 1, 6, 3)))
    assert len(samples) >= 2
    assert sum(value.content for value in samples.values()) >= 20
    assert list(snmp.walk((*RMON, 2, 2, 1, 6, 4))) == []


def test_a_history_keeps_as_many_samples_as_are_asked_for() -> None:
    """A manager sets the interval and the buckets; older samples go; a value out of range is refused."""
    noc, snmp = managed("enable rmon")
    control = (*RMON, 2, 1, 1)
    assert snmp.set(((*control, 5, 3), 30), ((*control, 3, 3), 2)) == 0
    assert snmp.set(((*control, 5, 3), 0)) == WRONG_VALUE
    noc.network.advance(200.0)
    numbers = [oid[-1] for oid, _ in snmp.walk((*RMON, 2, 2, 1, 2, 3))]
    assert len(numbers) == 2
    assert numbers[0] > 2
    assert "Samples" in noc.network.switches["core"].console().run("show rmon memory")


def test_an_alarm_rises_and_falls_once_each() -> None:
    """Traffic over the threshold sends one rising trap and logs it; when it ends one falling trap; then again."""
    noc, snmp = managed()
    create_event(snmp, 1, 4, "busy")
    create_event(snmp, 2, 3, "quiet")
    create_alarm(snmp, 7, 2, 500, 100)
    noc.network.advance(25.0)
    assert noc.told() == ["1.3.6.1.2.1.16.0.2"]
    for _ in range(2):
        traffic = noc.network.traffic("pc", "noc", every=0.1)
        noc.network.advance(40.0)
        traffic.stop()
        assert noc.told() == ["1.3.6.1.2.1.16.0.1"]
        noc.network.advance(40.0)
        assert noc.told() == ["1.3.6.1.2.1.16.0.2"]
    logged = [value.content for _, value in snmp.walk((*RMON, 9, 2, 1, 4))]
    assert len(logged) == 2
    assert logged[0].startswith(b"busy: alarm 7 is rising, value ")
    value = snmp.get((*ALARM, 5, 7))
    assert isinstance(value, int)
    assert value <= 100
    assert "etmon.RMON.alarm" in noc.network.switches["core"].console().run("show log")


def test_an_alarm_is_set_as_the_standard_says() -> None:
    """Only one that is being created can be changed; without a variable it is not valid; a bad set changes nothing."""
    _, snmp = managed()
    assert snmp.set(((*ALARM, 2, 7), 10)) == WRONG_VALUE
    assert snmp.set(((*ALARM, 12, 7), CREATE), ((*ALARM, 4, 7), 9)) == WRONG_VALUE
    assert list(snmp.walk(ALARM)) == []
    assert snmp.set(((*ALARM, 12, 7), CREATE)) == 0
    assert snmp.set(((*ALARM, 12, 7), VALID)) == WRONG_VALUE
    assert snmp.set(((*ALARM, 2, 7), 10), ((*ALARM, 3, 7), OCTETS), ((*ALARM, 12, 7), VALID)) == 0
    assert snmp.set(((*ALARM, 2, 7), 20)) == WRONG_VALUE
    assert snmp.set(((*ALARM, 12, 7), CREATE)) == WRONG_VALUE
    assert snmp.set(((*ALARM, 5, 7), 1)) == NOT_WRITABLE
    assert snmp.set(((*ALARM, 12, 7), INVALID)) == 0
    assert list(snmp.walk(ALARM)) == []


def test_alarms_outlive_a_failover() -> None:
    """The new master goes on with the alarms, which are a part of the configuration."""
    noc, snmp = managed()
    create_event(snmp, 1, 3, "busy")
    create_event(snmp, 2, 3, "quiet")
    create_alarm(snmp, 7, 2, 500, 100)
    noc.network.settle()
    noc.network.switches["core"].remove("MSM-A")
    noc.network.advance(120.0)
    noc.told()
    traffic = noc.network.traffic("pc", "noc", every=0.1)
    noc.network.advance(40.0)
    traffic.stop()
    assert "1.3.6.1.2.1.16.0.1" in noc.told()
    assert snmp.get((*ALARM, 7, 7)) == 500
