"""Network files: what a text says of switches, hosts, segments and cables, checked key by key.

Nothing is opened here: what the files are that a table names, and whether a port exists, is found out by whoever
builds the network.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping

from xos_cli.errors import NetworkError
from xos_cli.network.host_services import ADDRESSLESS, SERVICES, check_services
from xos_cli.network.keys import PORTS, ip, is_fleet, known, number_of, take
from xos_cli.network.plan import CablePlan, HostPlan, NetworkPlan, SegmentPlan, SwitchPlan, Table
from xos_cli.packets.addresses import mac_number

#: Names that mean something else in lab commands.
RESERVED = ("msm-a", "msm-b", "a", "b", "one-way", "all")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
_MAC = re.compile(r"[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}")
#: The most switches of one network.
MOST = 10_000
#: The keys of each table.
SWITCH_KEYS = ("chassis", "mac", "config", "script", "lines", "sysname", "flash", "policies", "ssh-module", *PORTS)
HOST_KEYS = ("address", "gateway", "mac", "vlan", "priority", *SERVICES)
CABLE_KEYS, SEGMENT_KEYS = ("ends", "delay", "loss"), ("name", "ends", "delay")


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
    known(tables, ("switch", "host", "cable", "segment"), file)
    if is_fleet(tables):
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
    known(table, SWITCH_KEYS, where)
    for key in PORTS:
        if key in table and not 0 <= take(table, key, int, where, 0) <= 65535:
            raise NetworkError(f"{where}: {key}: expected a port from 0 to 65535")
    if "script" in table and "lines" in table:
        raise NetworkError(f"{where}: lines: expected script or lines, not both")
    if "flash" in table and "config" in table:
        raise NetworkError(f"{where}: config: a switch begins with what is in its flash, or with a config: not both")
    lines = take(table, "lines", list, where, [])
    if not all(isinstance(line, str) for line in lines):
        raise NetworkError(f"{where}: lines: expected a list of texts")
    texts = {key: take(table, key, str, where, "") for key in ("config", "script", "sysname", "flash")}
    ports = {key: table[key] for key in PORTS if key in table}
    chassis, mac = take(table, "chassis", str, where, "bd10808"), _mac(table, where)
    policies = _policies(table, where)
    ssh_module = take(table, "ssh-module", bool, where, False)
    more = {"ports": ports, "policies": policies, "ssh_module": ssh_module}
    return SwitchPlan(name, chassis, mac, lines=tuple(lines), **more, **texts)


def _policies(table: Table, where: str) -> Mapping[str, str]:
    found: Mapping[str, str] = take(table, "policies", dict, where, {})
    for name, text in found.items():
        if not _NAME.fullmatch(name) or not isinstance(text, str):
            raise NetworkError(f"{where}: policies: expected a table of names and texts")
    return found


def _host(where: str, name: str, table: Table) -> HostPlan:
    known(table, HOST_KEYS, where)
    by_dhcp = table.get("address") == "dhcp"
    address, length = (0, 32) if by_dhcp else _prefix(take(table, "address", str, where, ""), where)
    gateway = take(table, "gateway", str, where, "")
    if by_dhcp and (gateway or any(key in table for key in SERVICES if key not in ADDRESSLESS)):
        raise NetworkError(f"{where}: address: a host that gets its address by DHCP has no gateway and no services")
    vlan = take(table, "vlan", int, where, 0)
    if not 0 <= vlan <= 4094:
        raise NetworkError(f"{where}: vlan: expected a tag from 1 to 4094")
    priority = take(table, "priority", int, where, 0)
    if not 0 <= priority <= 7 or (priority and not vlan):
        raise NetworkError(f"{where}: priority: expected a number from 0 to 7, of a host with a tag")
    services = {key: take(table, key, dict, where, {}) for key in SERVICES if key in table}
    check_services(services, where)
    far = ip(gateway, f"{where}: gateway") if gateway else 0
    if far and (far ^ address) >> (32 - length):
        raise NetworkError(f"{where}: gateway: {gateway} is not in the host's own subnet")
    return HostPlan(name, address, length, far, _mac(table, where), vlan, services, priority=priority)


def _prefix(text: str, where: str) -> tuple[int, int]:
    """Return ``10.1.1.10/24`` as a number and a prefix length."""
    address, slash, length = text.partition("/")
    if not slash or not length.isdecimal() or not 1 <= int(length) <= 30:
        raise NetworkError(f'{where}: address: expected an address with a prefix length, like "10.1.1.10/24"')
    number, mask = ip(address, f"{where}: address"), (1 << 32 - int(length)) - 1
    if number & mask in (0, mask) or not 1 <= number >> 24 <= 223:
        raise NetworkError(
            f"{where}: address: {text} is the address of a network or of many; expected that of one station"
        )
    return number, int(length)


def _mac(table: Table, where: str) -> str:
    text: str = take(table, "mac", str, where, "")
    if not text:
        return ""
    if not _MAC.fullmatch(text):
        raise NetworkError(f'{where}: mac: expected a MAC address like "00:04:96:10:00:00"')
    if mac_number(text) >> 40 & 1:
        raise NetworkError(f"{where}: mac: {text} is the address of a group; expected that of one station")
    return text


def _cable(where: str, number: int, table: Table) -> CablePlan:
    known(table, CABLE_KEYS, where)
    ends = _ends(table, where)
    if len(ends) != 2:
        raise NetworkError(f'{where}: ends: expected two ends, like ["core 1:1", "edge 25"]')
    loss = number_of(table, "loss", where, 0.0)
    if not 0 <= loss <= 1:
        raise NetworkError(f"{where}: loss: expected a share from 0 to 1")
    return CablePlan(number, (ends[0], ends[1]), _delay(table, where), loss)


def _segment(where: str, table: Table) -> SegmentPlan:
    known(table, SEGMENT_KEYS, where)
    name = take(table, "name", str, where, "")
    if not name:
        raise NetworkError(f"{where}: name: expected a name")
    return SegmentPlan(name, _ends(table, where), _delay(table, where))


def _ends(table: Table, where: str) -> tuple[str, ...]:
    ends = take(table, "ends", list, where, [])
    for end in ends:
        if not isinstance(end, str) or len(end.split()) not in (1, 2):
            raise NetworkError(f'{where}: ends: {end!r} is no end; expected a host, or a switch and a port: "core 1:1"')
    return tuple([" ".join(end.split()) for end in ends])


def _delay(table: Table, where: str) -> float | None:
    if "delay" not in table:
        return None
    delay = number_of(table, "delay", where, 0.0)
    if not 0 <= delay <= 10:
        raise NetworkError(f"{where}: delay: expected from 0 to 10 seconds")
    return delay


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
