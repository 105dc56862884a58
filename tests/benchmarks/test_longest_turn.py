"""The longest that one command holds the event loop, on a switch with a large configuration: printed, slowest first.

``python -m pytest -s tests/benchmarks/test_longest_turn.py``.  Every command of the grammar is typed once.  A command
that changes rows holds the loop until it is done; what is printed comes in pieces, between which others have their
turn.  Times are those of the processor, so that other work on the host does not count.
"""

import gc
import os
from collections.abc import Iterator
from time import process_time

from conftest import booted
from examples import OBJECTS
from test_effects import line_of

from xos_cli.language.grammar_files import grammar
from xos_cli.serve.program import GARBAGE
from xos_cli.session.session import KEY, LINE, SECRET, TIME, Session

VLANS, ROUTES, HOSTS = int(os.environ.get("XOS_VLANS", "400")), 1000, 1000
#: Commands that end the session, or the switch.
LAST = ("exit", "quit", "logout", "reboot", "synchronize", "run msm-failover", "terminate", "restart process")


def setup() -> Iterator[str]:
    """Yield the lines that make the configuration."""
    yield from ("disable clipaging", "disable idletimeout", *OBJECTS)
    for n in range(VLANS):
        yield f"create vlan v{n}"
        yield f"configure v{n} tag {n + 2}"
        yield f"configure v{n} add ports 1:{n % 48 + 2} tagged"
        yield f"configure v{n} ipaddress 20.{n >> 8}.{n & 255}.1/24"
    for n in range(ROUTES):
        yield f"configure iproute add 30.{n >> 8}.{n & 255}.0/24 20.0.0.2"
    for n in range(2, HOSTS):
        yield f"configure iparp add 10.1.1.{n & 127 | 128} 00:00:01:00:{n >> 8:02x}:{n & 255:02x}"
        yield f"create fdbentry 00:00:00:00:{n >> 8:02x}:{n & 255:02x} vlan v0 port 1:2"


class Timed:
    """A session whose every turn is timed."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def type(self, line: str) -> float:
        """Type a line and refuse what it asks; return the seconds of its longest turn."""
        turns = [self._turn(line)]
        while True:
            session = self.session
            if session.yielded:
                session.out.clear()
                turns.append(self._turn(None))
            elif session.wants in (KEY, SECRET) or session.in_text:
                turns.append(self._turn("n" if session.wants == KEY else ""))
            elif session.wants == TIME:
                session.machine.advance(5.0)
            else:
                assert session.wants == LINE, (line, session.wants)
                return max(turns)

    def _turn(self, line: str | None) -> float:
        start = process_time()
        self.session.go_on() if line is None else self.session.feed(line)
        return process_time() - start


def test_the_longest_turn() -> None:
    """Of every command that there is."""
    machine = booted("bd10808")
    session = Session(machine, "MSM-A", "telnet", "10.0.0.1")
    for line in ("admin", "", *setup()):
        session.feed(line)
    session.out.clear()
    small = Timed(Session(booted("bd10808"), "MSM-A", "telnet", "10.0.0.1"))
    for line in ("admin", "", *OBJECTS):
        small.session.feed(line)
    session.must_yield = small.session.must_yield = lambda: True
    large = Timed(session)
    lines = [line_of(entry.notation) for entry in grammar().entries]
    lines = [line for line in lines if not line.startswith(LAST)]
    for line in lines:
        small.type(line)  # what it imports is imported then
    gc.collect()
    gc.freeze()  # as a server does when everything is there
    gc.set_threshold(*GARBAGE)
    found = sorted(((large.type(line), line) for line in lines), reverse=True)
    print()
    for seconds, line in found[: int(os.environ.get("XOS_TOP", "20"))]:
        print(f"  {1e3 * seconds:8.1f} ms  {line}")
    changing = [one for one in found if not one[1].startswith("show ")]
    print(f"of those that change something: {1e3 * changing[0][0]:.1f} ms, {changing[0][1]}")
