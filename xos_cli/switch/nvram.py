"""The facts in the flash of one MSM that the boot loader and the console need, as a file.

A file that is damaged is refused as a whole: every fact must be one that the switch could have written.
"""

import re
from collections.abc import Mapping
from typing import Any

from xos_cli.record import NamedTuple
from xos_cli.switch.hardware.licence import LEVELS
from xos_cli.switch.log import SEVERITIES, LogEntry

#: ``11.3.1.3``.
_VERSION = r"[0-9]{1,9}(\.[0-9]{1,9}){3}"
#: The latest time that an event can have, in seconds UTC (in the year 5138).
_LAST = 1e11


class Nvram(NamedTuple):
    """The facts: *config_selected* is "" before the first save, *images* the version in each partition, *failsafe* the
    name and the password of that account, *packages* the software modules as (partition, file), *waiting* the image
    files that were downloaded and not installed, *log* the events that outlive a reboot, *removals* the files of which
    the other MSM does not know that they are gone, each with the time of its removal, *first_power* when this one was
    first powered on (times in seconds since the epoch, UTC; 0 before), *engine_boots* how often the SNMP engine of the
    switch started, *bootrom* the version of an installed BootROM and *licence* the level that a key has enabled (a copy
    of what the EEPROM of the chassis has), both "" for those of the factory.
    """

    config_selected: str = ""
    image_selected: str = "primary"
    images: Mapping[str, str] = {}
    boot_count: int = 0
    failsafe: tuple[str, str] | None = None
    log: tuple[LogEntry, ...] = ()
    removals: tuple[tuple[str, float], ...] = ()
    first_power: float = 0.0
    packages: tuple[tuple[str, str], ...] = ()
    waiting: tuple[str, ...] = ()
    engine_boots: int = 0
    licence: str = ""
    bootrom: str = ""


def visible_name(name: str) -> str:
    """Return *name* if a file can have it."""
    if not name or name.startswith(".") or "/" in name or "\0" in name:
        raise KeyError(name)
    return name


def encode(nvram: Nvram) -> bytes:
    """Return the facts as the file that holds them."""
    import json

    return json.dumps({**nvram._asdict(), "images": dict(nvram.images)}, indent=1).encode()


def decode(data: bytes, factory: Nvram) -> Nvram:
    """Return the facts in *data*, and *factory*'s for those it lacks; ValueError or TypeError if it is damaged."""
    import json

    fields = json.loads(data)
    if not isinstance(fields, dict):
        raise TypeError("not a table of facts")
    json.dumps(fields, ensure_ascii=False).encode()  # raises ValueError for a text that cannot be shown
    given = {name: fields[name] for name in Nvram._fields if name in fields}
    if isinstance(given.get("failsafe"), list):
        given["failsafe"] = tuple(given["failsafe"])
    if "removals" in given:
        given["removals"] = tuple([(name, when) for name, when in given["removals"]])
    if "packages" in given:
        given["packages"] = tuple([(partition, file) for partition, file in given["packages"]])
    if "waiting" in given:
        given["waiting"] = tuple(given["waiting"])
    if "log" in given:
        given["log"] = tuple([LogEntry(*entry) for entry in given["log"]])
    nvram = factory._replace(**given)
    if not _sound(nvram, factory):
        raise ValueError("not the facts of a flash")
    return nvram


def _sound(nvram: Nvram, factory: Nvram) -> bool:
    """Return whether every fact is one that the switch could have written."""
    return (
        _selectable(nvram.config_selected)
        and _complete(nvram, factory)
        and type(nvram.boot_count) is int
        and nvram.boot_count >= 0
        and type(nvram.engine_boots) is int
        and 0 <= nvram.engine_boots < 2**31
        and (nvram.failsafe is None or _is_account(nvram.failsafe))
        and all(map(_is_entry, nvram.log))
        and all(_is_text(name) and _is_moment(when) for name, when in nvram.removals)
        and _is_moment(nvram.first_power)
        and all(_is_text(word) for package in nvram.packages for word in package)
        and all(map(_is_text, nvram.waiting))
        and (nvram.bootrom == "" or _is_version(nvram.bootrom))
        and nvram.licence in ("", *LEVELS)
    )


def _selectable(name: Any) -> bool:
    """Return whether a configuration file can have this name, or it is empty."""
    try:
        return name == "" or (isinstance(name, str) and visible_name(name).isprintable())
    except KeyError:
        return False


def _complete(nvram: Nvram, factory: Nvram) -> bool:
    """Return whether there is a version in each partition that the factory made, and one of them is selected."""
    images = nvram.images
    if not isinstance(images, dict) or (factory.images and images.keys() != factory.images.keys()):
        return False
    versions = all(map(_is_version, images.values()))
    return versions and _is_text(nvram.image_selected) and (not images or nvram.image_selected in images)


def _is_version(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(_VERSION, value) is not None


def _is_account(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(map(_is_text, value))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_moment(value: Any) -> bool:
    return type(value) in (int, float) and 0 <= value < _LAST


def _is_entry(entry: LogEntry) -> bool:
    """Return whether this is an event that a log can show."""
    at, severity, *texts = entry
    return _is_moment(at) and _is_text(severity) and severity in SEVERITIES and all(map(_is_text, texts))
