"""Drill files: the task of an exercise, how its switch is prepared, steps to be reached, mistakes to be avoided.

``configs/README.md`` explains every key.
"""

import os
import sys
import tomllib
from typing import Any

from xos_cli.errors import XosError, host_answer
from xos_cli.language.grammar_files import folder
from xos_cli.record import NamedTuple
from xos_cli.replay.drill_conditions import CONDITIONS, Kind
from xos_cli.switch.timing.clock import FASTEST, SLOWEST


class DrillStep(NamedTuple):
    """A step of a drill that the trainee is to reach.

    *typed*: a command, in full words, that must have been carried out since the step before; "" for none.  *when*: what
    must have held as it was typed.  *conditions*: what must hold, all at the same time.
    """

    goal: str
    hint: str
    typed: str
    when: dict[str, Any]
    conditions: dict[str, Any]


class Mistake(NamedTuple):
    """A mistake that the trainee is to avoid: it is made when all *conditions* hold.

    It counts once *after* steps are reached, and until *before* steps are.
    """

    what: str
    after: int
    before: int
    conditions: dict[str, Any]


class Drill(NamedTuple):
    """A drill; *prepare* are lines typed before it begins, *damage* maps an MSM to the files then damaged in its
    flash, *begin* are lines typed behind that.  *network*: the network file whose first switch one sits at, "" for a
    switch alone."""

    name: str
    title: str
    task: str
    chassis: str
    speed: float
    prepare: tuple[str, ...]
    damage: dict[str, list[str]]
    begin: tuple[str, ...]
    steps: tuple[DrillStep, ...]
    mistakes: tuple[Mistake, ...]
    network: str = ""


KEYS: dict[str, Kind] = {
    "title": str,
    "task": str,
    "chassis": str,
    "network": str,
    "speed": float,
    "prepare": list,
    "damage": dict,
    "begin": list,
    "step": list,
    "mistake": list,
}
STEP: dict[str, Kind] = {"goal": str, "hint": str, "typed": str, "when": dict}
MISTAKE: dict[str, Kind] = {"what": str, "after": int, "before": int}


def names() -> list[str]:
    """Return the names of the drills that come with the program."""
    return sorted(name.removesuffix(".toml") for name in os.listdir(_folder()) if name.endswith(".toml"))


def read(name_or_path: str) -> Drill:
    """Read a drill that comes with the program, or a file.  XosError if it is not well formed."""
    own = name_or_path in names()
    path = os.path.join(_folder(), f"{name_or_path}.toml") if own else name_or_path
    if not own and not os.path.exists(path):
        raise XosError(f"{name_or_path}: neither a drill file nor one of {', '.join(names())}")
    try:
        with open(path, "rb") as file:
            data = file.read()
        table = tomllib.loads(data.decode())
    except OSError as error:
        raise XosError(f"{name_or_path}: {host_answer(error)}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise XosError(f"{name_or_path}: {error}") from None
    except (RecursionError, ValueError):  # nested too deeply; a number of too many digits
        raise XosError(f"{name_or_path}: no drill file can be nested so deeply, or have such a number") from None
    return _drill(name_or_path, table)


def _folder() -> str:
    return os.path.join(folder("configs"), "drills")


def _drill(name: str, table: dict[str, Any]) -> Drill:
    given = _checked(name, table, KEYS)
    for key in ("title", "task", "step"):
        if not given.get(key):
            raise XosError(f"{name}: {key} is missing")
    return Drill(
        name,
        given["title"],
        given["task"].strip(),
        given.get("chassis", "bd10808"),
        _speed(name, given),
        _lines(name, given, "prepare"),
        {node: list(_lines(f"{name}: damage", given["damage"], node)) for node in given.get("damage", {})},
        _lines(name, given, "begin"),
        tuple(_step(f"{name}: step {number}", step) for number, step in enumerate(given["step"], 1)),
        tuple(_mistake(f"{name}: mistake {number}", one) for number, one in enumerate(given.get("mistake", []), 1)),
        given.get("network", ""),
    )


def _speed(name: str, given: dict[str, Any]) -> float:
    """Return the virtual seconds per second."""
    speed = given.get("speed", 20.0)
    if not SLOWEST <= speed <= FASTEST:
        raise XosError(f"{name}: speed must be from {SLOWEST} to {FASTEST:,}")
    return float(speed)


def _lines(name: str, given: dict[str, Any], key: str) -> tuple[str, ...]:
    lines = given.get(key, [])
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise XosError(f"{name}: {key} must be a list of lines")
    return tuple(lines)


def _step(where: str, table: Any) -> DrillStep:
    given = _checked(where, table, STEP | CONDITIONS)
    if not given.get("goal"):
        raise XosError(f"{where}: goal is missing")
    when = _checked(f"{where}: when", given.get("when", {}), CONDITIONS)
    conditions = {key: value for key, value in given.items() if key in CONDITIONS}
    if not given.get("typed") and not conditions:
        raise XosError(f"{where}: nothing says how it is reached (typed, {', '.join(CONDITIONS)})")
    return DrillStep(given["goal"], given.get("hint", ""), " ".join(given.get("typed", "").split()), when, conditions)


def _mistake(where: str, table: Any) -> Mistake:
    given = _checked(where, table, MISTAKE | CONDITIONS)
    conditions = {key: value for key, value in given.items() if key in CONDITIONS}
    if not given.get("what") or not conditions:
        raise XosError(f"{where}: it needs `what`, and at least one of {', '.join(CONDITIONS)}")
    return Mistake(given["what"], given.get("after", 0), given.get("before", sys.maxsize), conditions)


def _checked(where: str, table: Any, known: dict[str, Kind]) -> dict[str, Any]:
    """Return a table whose keys are known and whose values are of the right kind."""
    if not isinstance(table, dict):
        raise XosError(f"{where}: it must be a table")
    for key, value in table.items():
        if key not in known:
            raise XosError(f"{where}: there is no {key} (there is {', '.join(known)})")
        kinds = (int, float) if known[key] is float else (known[key],)
        if type(value) not in kinds:
            raise XosError(f"{where}: {key} must be {_WORDS[known[key]]}")
    return table


_WORDS: dict[Kind, str] = {
    str: "text",
    float: "a number",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}
