"""Network files: what a text says of switches, hosts, segments and cables, checked key by key.

Nothing is opened here: what the files are that a table names, and whether a port exists, is found out by whoever
builds the network.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from xos_cli.errors import NetworkError
from xos_cli.network.plan import CablePlan, HostPlan, NetworkPlan, SegmentPlan, SwitchPlan, Table
from xos_cli.packets.addresses import ip_number, mac_number

#: Names that mean something else in lab commands.
RESERVED = ("msm-a", "msm-b", "a", "b", "one-way", "all")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
_MAC = re.compile(r"[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}")
#: The most switches of one network.
MOST = 10_000
#: Services of hosts: those there are, and those that are still to come.
SERVICES, LATER = ("syslog", "sntp", "tftp", "radius", "dhcp"), ("telnet",)
PORTS = ("telnet", "ssh", "snmp", "console-a", "console-b")
#: The keys of each table.
SWITCH_KEYS = ("chassis", "mac", "config", "script", "lines", "sysname", "flash", "policies", *PORTS)
HOST_KEYS = ("address", "gateway", "mac", "vlan", *SERVICES)
CABLE_KEYS, SEGMENT_KEYS = ("ends", "delay", "loss"), ("name", "ends", "delay")
SERVICE_KEYS: dict[str, tuple[str, ...]] = {
    "syslog": (),
    "sntp": ("offset",),
    "tftp": ("files",),
    "radius": ("secret", "users"),
    "dhcp": ("ranges", "lease"),
}
#: The keys of a user of a RADIUS server with the kinds of their values, and the words of one of them.
USER_KINDS: dict[str, type] = {
    **dict.fromkeys(("password", "service", "vlan", "extended-vlan", "tunnel", "url", "url-description"), str),
    "vlan-id": int,
    "netlogin-only": bool,
}
SERVICE_WORDS = ("administrative", "login")


def read(text: str, file: str) -> NetworkPlan:
    """Return the network that *text* describes; NetworkError, which names *file*, if it describes none."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NetworkError(f"{file}: {error}") from None
    except (RecursionError, ValueError):  # nested too deeply; a number of too many digits
        raise NetworkError(f"{file}: no network file can be nested so deeply, or have such a number") from None
    return plan_of(tables, file)


def plan_of(tables: Table, file: str) -> NetworkPlan:
    """Return the network that tables like those of a file describe."""
    _known(tables, ("switch", "host", "cable", "segment"), file)
    if _is_fleet(tables):
        raise NetworkError(f"{file}: this is an old fleet file: write [switch.NAME] instead of [NAME]")
    switches = [
        _switch(f"{file}: switch.{name}", name, table)._replace(place=place)
        for place, (name, table) in enumerate(_named(tables, "switch", file))
    ]
    hosts = [
        _host(f"{file}: host.{name}", name, table)._replace(place=place)
        for place, (name, table) in enumerate(_named(tables, "host", file))
    ]
    cables = [_cable(f"{file}: cable {number}", number, table) for number, table in _listed(tables, "cable", file)]
    segments = [_segment(f"{file}: segment {number}", table) for number, table in _listed(tables, "segment", file)]
    if not switches:
        raise NetworkError(f"{file}: no switch in it; expected a table [switch.NAME]")
    if len(switches) > MOST:
        raise NetworkError(f"{file}: more than {MOST:,} switches")
    plan = NetworkPlan(file, tuple(switches), tuple(hosts), tuple(cables), tuple(segments))
    _check_names(plan)
    _check_ends(plan)
    return plan


def _is_fleet(tables: Table) -> bool:
    """Return whether every table is that of a switch, as in a fleet file."""
    known = {"chassis", "sysname", "script", "flash", *PORTS}
    rest = [table for name, table in tables.items() if name not in ("switch", "host", "cable", "segment")]
    return bool(rest) and all(isinstance(table, dict) and set(table) <= known for table in rest)


def _known(table: Table, keys: tuple[str, ...], where: str) -> None:
    """Refuse a key that is none of *keys*; a fleet file's tables are told apart later."""
    unknown = [key for key in table if key not in keys]
    if unknown and not (where.count(": ") == 0 and _is_fleet(table)):
        raise NetworkError(f"{where}: unknown key {unknown[0]} (there is {', '.join(keys)})")


def _named(tables: Table, kind: str, file: str) -> list[tuple[str, Table]]:
    found = tables.get(kind, {})
    if not isinstance(found, dict):
        raise NetworkError(f"{file}: {kind}: expected tables [{kind}.NAME]")
    for name, table in found.items():
        if not isinstance(table, dict):
            raise NetworkError(f"{file}: {kind}.{name}: expected a table")
    return list(found.items())


def _listed(tables: Table, kind: str, file: str) -> Iterator[tuple[int, Table]]:
    found = tables.get(kind, [])
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        raise NetworkError(f"{file}: {kind}: expected tables [[{kind}]]")
    return enumerate(found, 1)


# -- one table -------------------------------------------------------------------------------------------------------


def _switch(where: str, name: str, table: Table) -> SwitchPlan:
    _known(table, SWITCH_KEYS, where)
    for key in PORTS:
        if key in table and not 0 <= _take(table, key, int, where, 0) <= 65535:
            raise NetworkError(f"{where}: {key}: expected a port from 0 to 65535")
    if "script" in table and "lines" in table:
        raise NetworkError(f"{where}: lines: expected script or lines, not both")
    if "flash" in table and "config" in table:
        raise NetworkError(f"{where}: config: a switch begins with what is in its flash, or with a config: not both")
    lines = _take(table, "lines", list, where, [])
    if not all(isinstance(line, str) for line in lines):
        raise NetworkError(f"{where}: lines: expected a list of texts")
    texts = {key: _take(table, key, str, where, "") for key in ("config", "script", "sysname", "flash")}
    ports = {key: table[key] for key in PORTS if key in table}
    chassis, mac = _take(table, "chassis", str, where, "bd10808"), _mac(table, where)
    policies = _policies(table, where)
    return SwitchPlan(name, chassis, mac, lines=tuple(lines), ports=ports, policies=policies, **texts)


def _policies(table: Table, where: str) -> Mapping[str, str]:
    found: Mapping[str, str] = _take(table, "policies", dict, where, {})
    for name, text in found.items():
        if not _NAME.fullmatch(name) or not isinstance(text, str):
            raise NetworkError(f"{where}: policies: expected a table of names and texts")
    return found


def _host(where: str, name: str, table: Table) -> HostPlan:
    _known(table, (*HOST_KEYS, *LATER), where)
    for key in LATER:
        if key in table:
            raise NetworkError(f"{where}: {key}: a host of this version has no such service yet")
    by_dhcp = table.get("address") == "dhcp"
    address, length = (0, 32) if by_dhcp else _prefix(_take(table, "address", str, where, ""), where)
    gateway = _take(table, "gateway", str, where, "")
    if by_dhcp and (gateway or any(key in table for key in SERVICES)):
        raise NetworkError(f"{where}: address: a host that gets its address by DHCP has no gateway and no services")
    vlan = _take(table, "vlan", int, where, 0)
    if not 0 <= vlan <= 4094:
        raise NetworkError(f"{where}: vlan: expected a tag from 1 to 4094")
    services = {key: _take(table, key, dict, where, {}) for key in SERVICES if key in table}
    _services(services, where)
    far = _ip(gateway, f"{where}: gateway") if gateway else 0
    if far and (far ^ address) >> (32 - length):
        raise NetworkError(f"{where}: gateway: {gateway} is not in the host's own subnet")
    return HostPlan(name, address, length, far, _mac(table, where), vlan, services)


def _services(services: Mapping[str, Table], where: str) -> None:
    for name, table in services.items():
        _known(table, SERVICE_KEYS[name], f"{where}.{name}")
        if not -1e9 <= _number(table, "offset", f"{where}.{name}", 0.0) <= 1e9:
            raise NetworkError(f"{where}.{name}: offset: expected a number of seconds, at most a billion")
        files = _take(table, "files", dict, f"{where}.{name}", {})
        if not all(isinstance(text, str) for text in files.values()):
            raise NetworkError(f"{where}.{name}: files: expected a table of names and texts")
        if name == "radius":
            _radius(table, f"{where}.radius")
        if name == "dhcp":
            _dhcp(table, f"{where}.dhcp")


def _dhcp(table: Table, where: str) -> None:
    """Refuse a DHCP server with a lease or a range that is none."""
    if not 10 <= _take(table, "lease", int, where, 7200) <= 4294967295:
        raise NetworkError(f"{where}: lease: expected a number of seconds, 10 or more")
    for subnet, words in _take(table, "ranges", dict, where, {}).items():
        here = f"{where}: ranges: {subnet}"
        address, slash, length = subnet.partition("/")
        if not slash or not length.isdecimal() or not 1 <= int(length) <= 30 or not isinstance(words, str):
            raise NetworkError(f'{here}: expected a subnet and a range, like "10.1.1.0/24" = "10.1.1.10-10.1.1.99"')
        network, (first, _, last) = _ip(address, here), words.partition("-")
        ends = [_ip(end.strip(), here) for end in (first, last or first)]
        if (
            ends[0] > ends[1]
            or any((end ^ network) >> (32 - int(length)) for end in ends)
            or network % 2 ** (32 - int(length))
        ):
            raise NetworkError(f"{here}: {words} is no range of this subnet")


def _radius(table: Table, where: str) -> None:
    """Refuse a RADIUS server whose secret or users are not as they should be."""
    if not _take(table, "secret", str, where, "secret"):
        raise NetworkError(f"{where}: secret: expected a text that is not empty")
    for name, user in _take(table, "users", dict, where, {}).items():
        here = f"{where}: users: {name}"
        if isinstance(user, str):
            continue
        if not isinstance(user, dict) or "password" not in user:
            raise NetworkError(f"{here}: expected a password, or a table with a password")
        _known(user, tuple(USER_KINDS), here)
        words = {key: _take(user, key, kind, here, kind()) for key, kind in USER_KINDS.items()}
        if not 0 <= words["vlan-id"] <= 4094:
            raise NetworkError(f"{here}: vlan-id: expected a tag from 1 to 4094")
        if words["service"] not in ("", *SERVICE_WORDS):
            raise NetworkError(f"{here}: service: expected {' or '.join(SERVICE_WORDS)}")


def _prefix(text: str, where: str) -> tuple[int, int]:
    """Return ``10.1.1.10/24`` as a number and a prefix length."""
    address, slash, length = text.partition("/")
    if not slash or not length.isdecimal() or not 1 <= int(length) <= 30:
        raise NetworkError(f'{where}: address: expected an address with a prefix length, like "10.1.1.10/24"')
    number, mask = _ip(address, f"{where}: address"), (1 << 32 - int(length)) - 1
    if number & mask in (0, mask) or not 1 <= number >> 24 <= 223:
        raise NetworkError(
            f"{where}: address: {text} is the address of a network or of many; expected that of one station"
        )
    return number, int(length)


def _ip(text: str, where: str) -> int:
    try:
        return ip_number(text)
    except ValueError:
        raise NetworkError(f'{where}: "{text}" is not an IPv4 address') from None


def _mac(table: Table, where: str) -> str:
    text: str = _take(table, "mac", str, where, "")
    if not text:
        return ""
    if not _MAC.fullmatch(text):
        raise NetworkError(f'{where}: mac: expected a MAC address like "00:04:96:10:00:00"')
    if mac_number(text) >> 40 & 1:
        raise NetworkError(f"{where}: mac: {text} is the address of a group; expected that of one station")
    return text


def _cable(where: str, number: int, table: Table) -> CablePlan:
    _known(table, CABLE_KEYS, where)
    ends = _ends(table, where)
    if len(ends) != 2:
        raise NetworkError(f'{where}: ends: expected two ends, like ["core 1:1", "edge 25"]')
    loss = _number(table, "loss", where, 0.0)
    if not 0 <= loss <= 1:
        raise NetworkError(f"{where}: loss: expected a share from 0 to 1")
    return CablePlan(number, (ends[0], ends[1]), _delay(table, where), loss)


def _segment(where: str, table: Table) -> SegmentPlan:
    _known(table, SEGMENT_KEYS, where)
    name = _take(table, "name", str, where, "")
    if not name:
        raise NetworkError(f"{where}: name: expected a name")
    return SegmentPlan(name, _ends(table, where), _delay(table, where))


def _ends(table: Table, where: str) -> tuple[str, ...]:
    ends = _take(table, "ends", list, where, [])
    for end in ends:
        if not isinstance(end, str) or len(end.split()) not in (1, 2):
            raise NetworkError(f'{where}: ends: {end!r} is no end; expected a host, or a switch and a port: "core 1:1"')
    return tuple([" ".join(end.split()) for end in ends])


def _delay(table: Table, where: str) -> float | None:
    if "delay" not in table:
        return None
    delay = _number(table, "delay", where, 0.0)
    if not 0 <= delay <= 10:
        raise NetworkError(f"{where}: delay: expected from 0 to 10 seconds")
    return delay


def _number(table: Table, key: str, where: str, default: float) -> float:
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NetworkError(f"{where}: {key}: expected a number")
    return float(value)


def _take(table: Table, key: str, kind: type, where: str, default: Any) -> Any:
    value = table.get(key, default)
    if type(value) is not kind:
        words = {str: "a text", int: "a whole number", list: "a list", dict: "a table", bool: "true or false"}
        raise NetworkError(f"{where}: {key}: expected {words[kind]}")
    return value


# -- the whole -------------------------------------------------------------------------------------------------------


def check_name(name: str, where: str) -> None:
    """Refuse a name that cannot be typed, or that means something else in lab commands."""
    if name.lower() in RESERVED:
        raise NetworkError(f"{where}: the name {name} is reserved (as are {', '.join(RESERVED)})")
    if not _NAME.fullmatch(name):
        raise NetworkError(f'{where}: "{name}" is no name; expected letters, digits, ".", "_" and "-"')


def _check_names(plan: NetworkPlan) -> None:
    """Refuse a name that two switches, hosts or segments have."""
    seen: set[str] = set()
    for name in plan.names():
        check_name(name, plan.file)
        if name.lower() in seen:
            raise NetworkError(f"{plan.file}: the name {name} is there twice")
        seen.add(name.lower())


def _check_ends(plan: NetworkPlan) -> None:
    """Refuse a cable end that does not exist or has another cable, and a host without a cable."""
    taken: dict[str, str] = {}
    wires: list[tuple[str, tuple[str, ...]]] = [(f"cable {cable.number}", cable.ends) for cable in plan.cables]
    wires += [(f"segment {segment.name}", segment.ends) for segment in plan.segments]
    switches, hosts = {s.name for s in plan.switches}, {h.name for h in plan.hosts}
    for where, ends in wires:
        for end in ends:
            name, *port = end.split()
            if (name not in switches or not port) and (name not in hosts or port):
                expected = "a host of the file, or a switch of it and a port"
                raise NetworkError(f'{plan.file}: {where}: ends: "{end}" is no end; expected {expected}')
            if end.lower() in taken:
                raise NetworkError(f'{plan.file}: {where}: ends: "{end}" has a cable already ({taken[end.lower()]})')
            taken[end.lower()] = where
    for host in plan.hosts:
        if host.name.lower() not in taken:
            raise NetworkError(f"{plan.file}: host.{host.name}: the host has no cable")
