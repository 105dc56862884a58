"""Tables of a chassis file as rows: each key fills a field of its class, and is refused if it does not fit."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from xos_cli.errors import ChassisError

R = TypeVar("R", bound=tuple[Any, ...])
Table = dict[str, Any]

KINDS = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
#: No fact is a greater number (kB, bytes, watts, seconds).  evidence: inferred
LARGEST = 1_000_000_000
#: The longest text, in characters.  evidence: inferred
LONGEST = 1000


def table_at(value: object, where: str) -> Table:
    """Return *value* if it is a table; ChassisError if not."""
    if not isinstance(value, dict):
        raise ChassisError(f"{where}: {shown(value)} is not a table")
    return value


def amend_each(rows: Mapping[Any, R], table: Table, section: str, otherwise: str = "unknown") -> dict[Any, R]:
    """Return *rows* as the tables of one section change them; refuse a key of no row with *otherwise*."""
    changed = dict(rows)
    numbered = any(isinstance(key, int) for key in rows)
    for key, value in table.items():
        place: Any = int(key) if numbered and key.isdecimal() and len(key) < 5 else key
        if place not in changed:
            raise ChassisError(f"{section} {key}: {otherwise}")
        changed[place] = amend(changed[place], value, f"{section} {key}")
    return changed


def units(kind: Callable[[int], R], table: Table, section: str) -> tuple[R, ...]:
    """Return the bays of one section, numbered from 1 without a gap."""
    bays = {number: kind(number) for number in range(1, len(table) + 1)}
    return tuple(amend_each(bays, table, section, f"the numbers go from 1 to {len(table)}").values())


def amend(row: R, table: object, where: str, keys: Iterable[str] = ()) -> R:
    """Return *row* with the fields that *table* names: one of *keys*, or any that has a default."""
    kind: Any = type(row)
    known = tuple(keys) or tuple(kind._field_defaults)
    place = f"{where}: " if where else ""
    fields = table_at(table, where)
    for key in fields:
        if key not in known:
            raise ChassisError(f'{place}unknown key "{key}" (there are {listed(known)})')
    changes = {key: value_of(value, kind.__annotations__[key], place + key) for key, value in fields.items()}
    changed: R = kind._replace(row, **changes)
    return changed


def value_of(value: object, kind: Any, where: str, most: int = LARGEST) -> Any:
    """Return *value* if it is of the kind that the field wants; ints will do for floats, lists of texts for tuples."""
    if kind == tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise ChassisError(f"{where}: {shown(value)} is not a list of texts")
    if kind is float and type(value) is int and abs(value) <= most:
        value = float(value)
    if type(value) is not kind:
        raise ChassisError(f"{where}: {shown(value)} is not {KINDS[kind]}")
    if isinstance(value, str) and not (value.isprintable() and len(value) <= LONGEST):
        raise ChassisError(f"{where}: {shown(value)} is not a text of at most {LONGEST} printable characters")
    if kind in (int, float) and not 0 <= value <= most:  # type: ignore[operator]
        raise ChassisError(f"{where}: {shown(value)} is not from 0 to {most:,}")
    return value


def shown(value: object) -> str:
    """Return a value as a message shows it: on one line and not too long."""
    try:
        text = ascii(value)
    except (ValueError, RecursionError):  # Python prints no number of thousands of digits
        return "that"
    return text if len(text) <= 60 else f"{text[:57]}..."


def listed(names: Iterable[str]) -> str:
    """Return names separated by commas."""
    return ", ".join(names)
