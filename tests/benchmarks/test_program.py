"""What `xos-cli run` costs as a whole process: printed, not judged.  ``pytest -s tests/benchmarks/test_program.py``."""

import os
import pathlib
import resource
import subprocess
import sys
from statistics import median
from time import perf_counter

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = b"show node\nconfigure snmp sysName core-1\n"
SCRIPT_THAT_SHOWS = b"show node\nshow vlan\n"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """With byte code, in a place of its own."""
    cache = str(tmp_path_factory.mktemp("pycache"))
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}


def seconds(arguments: tuple[str, ...], environment: dict[str, str], times: int = 15) -> float:
    """The median time of a process, its byte code warm."""
    found = []
    for turn in range(times + 1):
        start = perf_counter()
        subprocess.run([sys.executable, *arguments], input=SCRIPT, capture_output=True, env=environment, check=True)
        if turn:
            found.append(perf_counter() - start)
    return median(found)


def test_a_script_of_two_lines(environment: dict[str, str]) -> None:
    """Beside an empty Python, and one that only imports the parser it is built on."""
    print()
    bare = seconds(("-c", "pass"), environment)
    for name, arguments in {
        "python -c pass": ("-c", "pass"),
        "python -c 'import pyparsing'": ("-c", "import pyparsing"),
        "xos-cli --version": ("-m", "xos_cli", "--version"),
        "xos-cli run, two lines": ("-m", "xos_cli", "run"),
        "xos-cli run, two lines, stand-alone": ("-m", "xos_cli", "run", "--chassis", "summit-x450-24t"),
    }.items():
        cost = seconds(arguments, environment)
        print(f"{cost * 1e3:6.0f} ms  {cost / bare:5.1f} x  {name}")


def cost(arguments: tuple[str, ...], environment: dict[str, str]) -> tuple[float, float]:
    """Return the seconds of CPU time and of the clock on the wall that a process takes."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    subprocess.run(
        [sys.executable, *arguments], input=SCRIPT_THAT_SHOWS, capture_output=True, env=environment, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, perf_counter() - start


def test_two_lines_beside_the_parser(environment: dict[str, str]) -> None:
    """In 40 interleaved pairs, as many times as importing the parser alone takes: the machine may be busy."""
    print()
    commands = ("-m", "xos_cli", "run"), ("-c", "import pyparsing")
    for command in commands:
        cost(command, environment)  # writes the byte code
    pairs = [[cost(command, environment) for command in commands] for _ in range(40)]
    for number, name in enumerate(("CPU time", "wall clock")):
        ours, floor = ([process[number] for process in processes] for processes in zip(*pairs, strict=True))
        ratio = median(own / bare for own, bare in zip(ours, floor, strict=True))
        print(
            f"{name}: {median(ours) * 1e3:.0f} ms beside {median(floor) * 1e3:.0f} ms; median of the pairs {ratio:.2f}"
        )


def test_a_long_script(environment: dict[str, str]) -> None:
    """Lines per second of a whole process, of a script of 2,000 lines."""
    script = b"".join(b"configure snmp sysContact n%d\nshow node\n" % number for number in range(1000))
    start = perf_counter()
    subprocess.run(
        [sys.executable, "-m", "xos_cli", "run"], input=script, capture_output=True, env=environment, check=True
    )
    print(f"\n2,000 lines: {perf_counter() - start:.2f} s")
