"""What replaying costs: printed, not judged.  ``pytest -s tests/benchmarks/test_replay.py``."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

import pytest

from xos_cli import Switch

TOP = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((TOP / "configs" / "scripts").glob("*.xsf"))
#: A change window of this many lines.
LINES = 20_000


def change() -> Iterator[str]:
    """Four hundred VLANs, each configured and looked at over and over."""
    number = 0
    while True:
        vlan, port = f"v{number % 400}", number % 60 + 1
        if number < 400:
            yield f"create vlan {vlan}"
            yield f"configure {vlan} tag {number + 10}"
            yield f"configure vlan {vlan} ipaddress 10.{number // 250}.{number % 250}.1 255.255.255.0"
        yield f"configure vlan {vlan} add ports 1:{port},2:1-4 tagged"
        yield f"configure vlan {vlan} delete ports 1:{port}"
        yield f"disable ports 1:{port}"
        yield f"enable ports 1:{port}"
        yield f"configure ports 1:{port} display-string p{number}"
        yield f"show vlan {vlan}" if number % 10 == 0 else f"enable ipforwarding vlan {vlan}"
        number += 1


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """The change as a file."""
    path = tmp_path / "change.xsf"
    lines = change()
    path.write_text("".join(f"{next(lines)}\n" for _ in range(LINES)))
    return path


class Cost(NamedTuple):
    """Seconds from the start of a program to its end: by the wall's clock, and of the processor's time."""

    wall: float
    processor: float

    def rate(self, count: int) -> str:
        """So many lines a second."""
        return f"{count / self.wall:,.0f} lines/s ({count / self.processor:,.0f} of the processor's time)"

    def time(self) -> str:
        """So many seconds."""
        return f"{self.wall:.2f} s ({self.processor:.2f} s of the processor's time)"


def program(*arguments: object) -> Cost:
    """What a run of the program costs, the best of three."""

    def once() -> Cost:
        before, start = _processor(), perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "xos_cli", *map(str, arguments)], cwd=TOP, capture_output=True, check=False
        )
        cost = Cost(perf_counter() - start, _processor() - before)
        assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
        return cost

    return min(once() for _ in range(3))


def _processor() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_lint(script: Path) -> None:
    """Lines a second, the program's start included."""
    print(f"\nlint: {program('lint', script).rate(LINES)}")


def test_run(script: Path) -> None:
    """Lines a second, the boot of the switch included; with the transcript, and with the difference alone."""
    print(f"\nrun: {program('run', script).rate(LINES)}")
    print(f"run --quiet --diff: {program('run', '--quiet', '--diff', script).rate(LINES)}")


def test_check(tmp_path: Path) -> None:
    """A hundred transcripts: of the drills, which fail over and reboot, and of a session of ten commands."""
    drills = [Switch().console().script(path) for path in SCRIPTS]
    console = Switch().console()
    change = "show vlan", "create vlan a", "show switch", "configure a tag 5", "show vlan a"
    session = console.script([*change, "show node", "show log", "show slot", "show process", "show session"])
    for what, texts in (("drills", drills), ("sessions", [session])):
        folder = tmp_path / what
        folder.mkdir()
        for number in range(100):
            (folder / f"{number}.txt").write_text(texts[number % len(texts)])
        print(f"\ncheck of 100 {what}: {program('check', *folder.iterdir()).time()}")


def test_setting_up_a_switch() -> None:
    """What the fixture xos_switch costs a test, after the first."""
    print()
    for chassis in ("bd10808", "summit-x450-24t"):
        first = timed(lambda chassis=chassis: Switch(chassis))  # type: ignore[misc]
        again = [timed(lambda chassis=chassis: Switch(chassis)) for _ in range(100)]  # type: ignore[misc]
        print(f"a booted {chassis}: {median(again):.1f} ms (the first {first:.0f} ms), of the processor's time")


def timed(action: Callable[[], object]) -> float:
    """Milliseconds of the processor's time."""
    start = process_time()
    action()
    return (process_time() - start) * 1e3
