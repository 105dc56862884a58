"""Read chassis files, and check them key by key.

Every key of a file is a field of the class in ``chassis`` that it fills; only fields that have a default can be set.
"""

from collections.abc import Callable
from typing import Any

from xos_cli.errors import ChassisError
from xos_cli.switch.hardware.chassis import (
    Chassis,
    Controller,
    FanTray,
    Features,
    Image,
    Link,
    ModuleType,
    Msm,
    Process,
    Psu,
    Slot,
    Timing,
    layout_of,
)
from xos_cli.switch.hardware.chassis_table import R, Table, amend, amend_each, listed, shown, table_at, units, value_of
from xos_cli.switch.hardware.licence import LEVELS, NEVER

#: The keys of a chassis file outside its tables, and the tables.
_FACTS = Chassis._fields[: Chassis._fields.index("release")]
_TABLES = (
    "msm",
    "slot",
    "link",
    "management",
    "psu",
    "controller",
    "fan",
    "image",
    "type",
    "process",
    "features",
    "timing",
    "channel",
)
_SPEEDS = (10, 100, 1000, 10000)
#: No chassis has more I/O slots.  evidence: inferred
MOST_SLOTS = 64


def read(text: str, file: str, release: Callable[[str], str]) -> Chassis:
    """Return the chassis that *text* describes; *release* gives the text of a release's file by its name.

    ChassisError, which names *file* and the key, if there is no such chassis.
    """
    try:
        table = _toml(text)
        name = value_of(table.pop("release", ""), str, "release")
        return _plugged(_release(release(name), name)._replace(release=name), table)
    except ChassisError as error:
        raise ChassisError(f"{file}: {error}") from None


def _toml(text: str) -> Table:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ChassisError(str(error)) from None
    except RecursionError:
        raise ChassisError("its tables or lists are nested too deeply") from None
    except ValueError:  # Python reads no number of thousands of digits
        raise ChassisError("a number in it has too many digits") from None


# -- the release ------------------------------------------------------------------------------------------------------


def _release(text: str, name: str) -> Chassis:
    """Return a chassis with nothing in it but the software of a release; ChassisError if its file is damaged."""
    try:
        return _software(_toml(text))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        what = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise ChassisError(f"release {name}: the file is damaged: {shown(what)}") from None


def _software(table: Table) -> Chassis:
    image = Image("", *[table[key] for key in Image._fields[1:]])
    return Chassis(
        software=table["software"],
        images={partition: image._replace(partition=partition) for partition in ("primary", "secondary")},
        types=_columns(ModuleType, table["types"]),
        processes=_with_levels(_columns(Process, table["processes"]), table["licences"]),
        every_module=tuple(table["modules"]),
        timing=amend(Timing(), table["timing"], "timing"),
    )


def _with_levels(processes: dict[str, Process], table: Table) -> dict[str, Process]:
    """Return *processes* with the licences that the table says they need."""
    needed = {name: processes[name]._replace(licence=level) for name, level in table.items()}
    for process in needed.values():
        _check_level(process.licence, f"licences: {process.name}")
    return {**processes, **needed}


def _check_level(level: str, where: str) -> None:
    if level not in LEVELS:
        raise ChassisError(f'{where}: "{level}" is no licence (there are {listed(LEVELS)})')


def _columns(kind: type[R], text: str) -> dict[str, R]:
    """Return the rows of words under a head of field names; ``-`` is nothing, the name of a yes-no column is yes."""
    head, *lines = [line.split() for line in text.split("\n") if line]
    kinds = [kind.__annotations__[column] for column in head]
    rows = ([_word(*pair) for pair in zip(words, kinds, strict=True)] for words in lines)
    return {row[0]: kind(**dict(zip(head, row, strict=True))) for row in rows}


def _word(word: str, kind: Any) -> Any:
    if kind in (int, float):
        return value_of(kind(int(word, 0)), kind, word)
    empty = word == "-"
    if kind is bool:
        return not empty
    if kind is str:
        return "" if empty else word
    return () if empty else tuple(word.split(","))


# -- the chassis ------------------------------------------------------------------------------------------------------


def _plugged(chassis: Chassis, table: Table) -> Chassis:
    """Return *chassis*, a bare release, with everything that a chassis file puts into it."""
    part = {name: table_at(table.pop(name, {}), name) for name in _TABLES}
    count = value_of(table.pop("slots", 1), int, "slots", MOST_SLOTS)
    chassis = amend(chassis, table, "", _FACTS)
    missing = [name for name in ("product", "platform", "mac", "dram") if not getattr(chassis, name)]
    if missing:
        raise ChassisError(f"{missing[0]}: missing")
    types = _types(chassis, part["type"])
    chassis = chassis._replace(
        types=types,
        fits=_fits(chassis, types),
        features=_features(part["features"]),
        images=amend_each(chassis.images, part["image"], "image"),
        psus=units(Psu, part["psu"], "psu"),
        controllers=units(Controller, part["controller"], "controller"),
        fans=units(FanTray, part["fan"], "fan"),
        timing=amend(chassis.timing, part["timing"], "timing"),
        channel=amend(chassis.channel, part["channel"], "channel"),
    )
    chassis = _with_cards(chassis, part, count)
    chassis = _with_links(chassis, part["link"], part["management"])
    return _checked(_with_processes(chassis, part["process"]))


def _types(chassis: Chassis, table: Table) -> dict[str, ModuleType]:
    """Return the types of module there are: those of the release, changed, and those of the chassis file."""
    new = {name: ModuleType(name) for name in table if name not in chassis.types}
    types = amend_each({**chassis.types, **new}, table, "type")
    for name in table:
        layout_of(types[name].layout)
    return types


def _fits(chassis: Chassis, types: Table) -> tuple[str, ...]:
    """Return the types that fit: those of ``fits``, or all where it is missing, and the chassis file's own."""
    unknown = [name for name in chassis.fits if name not in types]
    if unknown:
        raise ChassisError(f'fits: unknown module type "{unknown[0]}" (there are {listed(sorted(types))})')
    return tuple(dict.fromkeys([*(chassis.fits or types), *[name for name in types if name not in chassis.types]]))


def _features(table: Table) -> Features:
    """Return what the hardware can do, as the chassis file says it."""
    features = amend(Features(), table, "features")
    if features.sharing_algorithm not in ("port", "L2"):
        raise ChassisError(f'features: sharing_algorithm: "{features.sharing_algorithm}" is neither port nor L2')
    return features


def _with_cards(chassis: Chassis, part: Table, count: int) -> Chassis:
    """Return *chassis* with the modules and the MSMs in their slots, and the ports these have."""
    numbers = range(1, count + 1)
    where = f"{chassis.product} has slots 1 to {count}"
    slots = amend_each({number: Slot(number) for number in numbers}, part["slot"], "slot", where)
    slots = {number: _typed(chassis, slot, f"slot {number}") for number, slot in slots.items()}
    msms = _msms(chassis, part["msm"])
    for msm in msms:
        if msm.slot in slots and msm.letter:
            slots[msm.slot] = _ports_of_msm(chassis, msm, slots[msm.slot])
    cards = [(slot.number, chassis.types[slot.module].ports) for slot in slots.values() if slot.module]
    ports = tuple([(number, port) for number, types in cards for port in range(1, len(types) + 1)])
    return chassis._replace(slots=slots, msms=msms, ports=ports)


def _msms(chassis: Chassis, table: Table) -> tuple[Msm, ...]:
    """Return MSM-A and MSM-B; a stand-alone switch, which has no such table, is its own only node."""
    if not table:
        return (Msm("Switch", "", 0, "", 1, chassis.mac, chassis.part, chassis.serial, chassis.revision),)
    bays = {letter: Msm(f"MSM-{letter}", letter, index) for index, letter in enumerate("AB")}
    msms = amend_each(bays, table, "msm", f"{chassis.product} has MSM slots A and B")
    return tuple([_typed(chassis, msm, f"msm {letter}") for letter, msm in msms.items()])


def _typed(chassis: Chassis, unit: Any, where: str) -> Any:
    """Return *unit*, a slot or an MSM, if its type exists and fits; without a part number it gets that of the type."""
    if not unit.module and isinstance(unit, Slot):
        return unit
    fitting = chassis.fitting(ports=isinstance(unit, Slot))
    if unit.module not in fitting:
        fault = "does not fit" if unit.module in chassis.types else "is no module type of"
        raise ChassisError(f'{where}: "{unit.module}" {fault} {chassis.product} (there are {listed(fitting)})')
    return unit._replace(part=unit.part or chassis.types[unit.module].part)


def _ports_of_msm(chassis: Chassis, msm: Msm, slot: Slot) -> Slot:
    """Return the I/O slot that *msm* sits in.  evidence: the vendor's MIB (msm-g8x, g8x), recalled (`show slot`)"""
    if slot.module:
        raise ChassisError(f"slot {slot.number}: {msm.name} sits there, not a {slot.module}")
    module = msm.module.removeprefix("MSM-")
    if module not in chassis.types:
        raise ChassisError(f"msm {msm.letter}: {msm.module} has no ports and does not sit in slot {msm.slot}")
    return Slot(slot.number, module, msm.part, msm.serial, msm.revision)


def _with_links(chassis: Chassis, table: Table, management: Table) -> Chassis:
    """Return *chassis* with the partners of its ports."""
    named = {chassis.port_name(port): port for port in chassis.ports} if table else {}
    links = amend_each(dict.fromkeys(named, Link(0)), table, "link", f"{chassis.product} has no such port")
    for name in table:
        _check_link(links[name], f"link {name}", chassis.port_type(named[name]).speed)
    own = amend(Link(0), management, "management") if management else None
    if own:
        _check_link(own, "management", 100)  # evidence: inferred (10/100 Mbps)
    return chassis._replace(links={named[name]: links[name] for name in table}, management=own)


def _check_link(link: Link, where: str, fastest: int) -> None:
    speeds = [speed for speed in _SPEEDS if speed <= fastest]
    if link.speed not in speeds:
        raise ChassisError(f"{where}: speed {link.speed} is none of {listed(map(str, speeds))}")
    if link.duplex not in ("full", "half"):
        raise ChassisError(f'{where}: duplex "{link.duplex}" is neither full nor half')


def _with_processes(chassis: Chassis, table: Table) -> Chassis:
    """Return *chassis* with its own changes to the processes of the release."""
    processes = amend_each(chassis.processes, table, "process", f"release {chassis.release} has no such process")
    for process in processes.values():
        _check_level(process.licence, f"process {process.name}: licence")
        for other in process.after:
            if other not in processes:
                raise ChassisError(f'process {process.name}: after: unknown process "{other}"')
    missing = [name for name in chassis.every_module if name not in processes]
    if missing:
        raise ChassisError(f'release {chassis.release}: modules: unknown process "{shown(missing[0])[1:-1]}"')
    without = {name: one._replace(licence=NEVER) for name, one in processes.items() if not one.licensed}
    _check_level(chassis.licence, "licence")
    return chassis._replace(processes={**processes, **without}).with_licence(chassis.licence)


def _checked(chassis: Chassis) -> Chassis:
    """Return *chassis* if it is possible; ChassisError if not."""
    chassis.checkpoint_order()
    owners = [("mac", chassis.mac)] + [(f"msm {msm.letter}: mac", msm.mac) for msm in chassis.msms if msm.letter]
    seen: dict[str, str] = {}
    for where, mac in owners:
        _check_mac(mac, where)
        if seen.setdefault(mac.upper(), where) != where:
            raise ChassisError(f"{where}: {mac} is the address of {seen[mac.upper()]} already")
    steps = list(chassis.timing[:5])
    if steps != sorted(steps):
        raise ChassisError(f"timing: {' <= '.join(Timing._fields[:5])} does not hold")
    if not chassis.channel.rate:
        raise ChassisError("channel: rate: nothing would ever arrive")
    if chassis.system + chassis.user > chassis.dram:
        raise ChassisError("dram: less than system and user together")
    return chassis


def _check_mac(mac: str, where: str) -> None:
    """Refuse what is not the MAC address of one station, such as ``00:04:96:1F:A2:60``."""
    digits = mac.replace(":", "")
    if [len(part) for part in mac.split(":")] != [2] * 6 or not set(digits) <= set("0123456789abcdefABCDEF"):
        raise ChassisError(f'{where}: "{mac}" is not a MAC address')
    if int(digits[:2], 16) & 1:
        raise ChassisError(f"{where}: {mac} is a group address")
