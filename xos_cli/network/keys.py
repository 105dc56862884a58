"""Keys of a network file: which there may be, and values of the right kind."""

from typing import Any

from xos_cli.errors import NetworkError
from xos_cli.network.plan import Table
from xos_cli.packets.addresses import ip_number

#: Where `serve` has the services of a switch.
PORTS = ("telnet", "ssh", "snmp", "console-a", "console-b")


def known(table: Table, keys: tuple[str, ...], where: str) -> None:
    """Refuse a key that is none of *keys*; a fleet file's tables are told apart later."""
    unknown = [key for key in table if key not in keys]
    if unknown and not (where.count(": ") == 0 and is_fleet(table)):
        raise NetworkError(f"{where}: unknown key {unknown[0]} (there is {', '.join(keys)})")


def is_fleet(tables: Table) -> bool:
    """Return whether every table is that of a switch, as in a fleet file."""
    known = {"chassis", "sysname", "script", "flash", *PORTS}
    rest = [table for name, table in tables.items() if name not in ("switch", "host", "cable", "segment")]
    return bool(rest) and all(isinstance(table, dict) and set(table) <= known for table in rest)


def number_of(table: Table, key: str, where: str, default: float) -> float:
    """Return a number, whole or not; NetworkError for anything else."""
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NetworkError(f"{where}: {key}: expected a number")
    return float(value)


def take(table: Table, key: str, kind: type, where: str, default: Any) -> Any:
    """Return a value of exactly this kind; NetworkError for anything else."""
    value = table.get(key, default)
    if type(value) is not kind:
        words = {bool: "true or false", str: "a text", int: "a whole number", list: "a list", dict: "a table"}
        raise NetworkError(f"{where}: {key}: expected {words[kind]}")
    return value


def ip(text: str, where: str) -> int:
    """Return an IPv4 address as a number; NetworkError for anything else."""
    try:
        return ip_number(text)
    except ValueError:
        raise NetworkError(f'{where}: "{text}" is not an IPv4 address') from None
