"""The flash of one MSM: what survives a reboot.  Files, and the facts that the boot loader and the console need."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from copy import deepcopy
from typing import Any, Protocol

from xos_cli.errors import FlashError
from xos_cli.record import NamedTuple
from xos_cli.switch.log import SEVERITIES, LogEntry

#: The file that holds the facts, and where a damaged one is kept.  No command can name either.
NVRAM, DAMAGED = ".nvram", ".nvram.bad"
#: ``11.3.1.3``.
_VERSION = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){3}")
#: No event is later, in seconds UTC (in the year 5138).
_LAST = 1e11


class Storage(Protocol):
    """The place of the files.  A missing name raises KeyError; ``write`` writes all or nothing."""

    def names(self) -> list[str]:
        """Return the names of all files, in any order."""

    def read(self, name: str) -> bytes:
        """Return what is in a file."""

    def write(self, name: str, data: bytes, when: float) -> None:
        """Make or replace a file, as of *when* (seconds since the epoch, UTC)."""

    def remove(self, name: str) -> None:
        """Delete a file."""

    def rename(self, old: str, new: str) -> None:
        """Give a file a new name; one that has it already is replaced."""

    def modified(self, name: str) -> float:
        """Return when a file was written."""


class MemoryStorage:
    """Files that last as long as the program.  A copy shares the bytes."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[bytes, float]] = {}

    def names(self) -> list[str]:
        return list(self._files)

    def read(self, name: str) -> bytes:
        return self._files[name][0]

    def write(self, name: str, data: bytes, when: float) -> None:
        self._files[name] = bytes(data), when

    def remove(self, name: str) -> None:
        del self._files[name]

    def rename(self, old: str, new: str) -> None:
        self._files[new] = self._files.pop(old)

    def modified(self, name: str) -> float:
        return self._files[name][1]

    def __deepcopy__(self, memo: dict[int, Any]) -> "MemoryStorage":
        copy = MemoryStorage()
        copy._files = dict(self._files)
        return copy


class Listed(NamedTuple):
    """A file of a flash as the other MSM is told of it; equal *digest* means equal bytes."""

    name: str
    modified: float
    size: int
    digest: bytes

    @classmethod
    def of(cls, name: str, data: bytes, modified: float) -> "Listed":
        """Return the entry for a file with this content."""
        from hashlib import sha256

        return cls(name, modified, len(data), sha256(data).digest())


class Nvram(NamedTuple):
    """The facts: *config_selected* is "" before the first save, *images* the version in each partition, *failsafe* the
    name and the password of that account, *packages* the software modules as (partition, file), *waiting* the image
    files that were downloaded and not installed, *log* the events that outlive a reboot, *removals* the files of which
    the other MSM does not know that they are gone, each with the time of its removal, *first_power* when this one was
    first powered on (times in seconds since the epoch, UTC; 0 before).
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


_FACTORY = Nvram()


class Flash:
    """The files of one MSM by name, and its facts; *factory* are the facts of a flash that was never written.

    A name that is not there, and one that no file can have (hidden, empty, with a ``/``), is a KeyError; what the host
    refuses is a FlashError, and nothing has changed.
    """

    def __init__(self, storage: Storage, factory: Nvram = _FACTORY) -> None:
        self.storage = storage
        self.nvram = self._nvram(factory)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Flash":
        copy = object.__new__(Flash)
        copy.storage, copy.nvram = deepcopy(self.storage, memo), self.nvram
        return copy

    def move(self, storage: Storage) -> Callable[[], None]:
        """Be in *storage* from now on, which then holds the same and no more, but for hidden files of others'; how to
        put back what it held.  OSError, and it holds what it did, if the host refuses."""
        before: list[tuple[str, bytes | None, float]] = []

        def put_back() -> None:
            for name, data, modified in reversed(before):
                with suppress(OSError, KeyError):
                    storage.remove(name) if data is None else storage.write(name, data, modified)

        try:
            for name in _different(self.storage, storage):
                there = name in storage.names()
                before.append((name, storage.read(name), storage.modified(name)) if there else (name, None, 0.0))
                if name in self.storage.names():
                    storage.write(name, self.storage.read(name), self.storage.modified(name))
                else:
                    storage.remove(name)
        except OSError:
            put_back()
            raise
        self.storage = storage
        return put_back

    # -- facts -------------------------------------------------------------------------------------------------------

    def change(self, **fields: Any) -> None:
        """Change some of the facts, and write them."""
        nvram = self.nvram._replace(**fields)
        if nvram != self.nvram:
            with _host("write the NVRAM"):
                self.storage.write(NVRAM, _encode(nvram), 0.0)
            self.nvram = nvram

    def note(self, **fields: Any) -> None:
        """Change facts that no command asked for: where the host refuses, they last only as long as the program."""
        try:
            self.change(**fields)
        except FlashError:
            self.nvram = self.nvram._replace(**fields)

    def _nvram(self, factory: Nvram) -> Nvram:
        if NVRAM not in self.storage.names():
            return factory
        try:
            return _decode(self.storage.read(NVRAM), factory)
        except (ValueError, TypeError, RecursionError):
            self._keep_damaged()
            return factory

    def _keep_damaged(self) -> None:
        """Keep a damaged NVRAM under another name, if the host lets it be renamed."""
        for name in (DAMAGED, f"{DAMAGED}-2"):
            with suppress(OSError, KeyError):
                self.storage.rename(NVRAM, name)
                return

    # -- files -------------------------------------------------------------------------------------------------------

    def names(self) -> list[str]:
        """Return the names of the files, sorted; none where the host does not tell."""
        try:
            return sorted(name for name in self.storage.names() if not name.startswith("."))
        except OSError:
            return []

    def read(self, name: str) -> bytes:
        """Return what is in a file."""
        with _host(f"read {name}"):
            return self.storage.read(_seen(name))

    def write(self, name: str, data: bytes, when: float) -> None:
        """Make or replace a file, as of *when* (seconds since the epoch, UTC)."""
        with _host(f"write {name}"):
            self.storage.write(_seen(name), data, when)

    def put(self, name: str, data: bytes | None, when: float) -> None:
        """Make or replace a file; *data* None deletes it."""
        if data is not None:
            self.write(name, data, when)
        elif name in self.names():
            self.remove(name)

    def remove(self, name: str) -> None:
        """Delete a file."""
        with _host(f"remove {name}"):
            self.storage.remove(_seen(name))

    def rename(self, old: str, new: str) -> None:
        """Give a file a new name; one that has it already is replaced."""
        with _host(f"rename {old} to {new}"):
            self.storage.rename(_seen(old), _seen(new))

    def copy(self, old: str, new: str, when: float) -> None:
        """Copy the file *old* to *new*."""
        self.write(new, self.read(old), when)

    def listing(self) -> tuple[Listed, ...]:
        """List every file that can be read."""
        listed = []
        for name in self.names():
            with suppress(FlashError, KeyError):
                listed.append(Listed.of(name, self.read(name), self.modified(name)))
        return tuple(listed)

    def size(self, name: str) -> int:
        """Return the size of a file in bytes."""
        return len(self.read(name))

    def modified(self, name: str) -> float:
        """Return when a file was written, in seconds since the epoch, UTC."""
        with _host(f"read {name}"):
            return self.storage.modified(_seen(name))


@contextmanager
def _host(what: str) -> Iterator[None]:
    """Turn an error of the host into the FlashError of the switch.  evidence: inferred (the words)"""
    try:
        yield
    except OSError as error:
        raise FlashError(f"Cannot {what}: {error.strerror or error}") from None


def _seen(name: str) -> str:
    """Return *name* if a file can have it."""
    if not name or name.startswith(".") or "/" in name or "\0" in name:
        raise KeyError(name)
    return name


def _different(one: Storage, other: Storage) -> list[str]:
    """Return the files that differ, the program's hidden ones included; those that only *other* has come last."""
    mine, there = set(one.names()), set(other.names())
    more = [name for name in sorted(there - mine) if name == NVRAM or not name.startswith(".")]
    return [name for name in sorted(mine) if name not in there or not _same(name, one, other)] + more


def _same(name: str, one: Storage, other: Storage) -> bool:
    """Return whether both have the same file under *name*."""
    return one.modified(name) == other.modified(name) and one.read(name) == other.read(name)


def _encode(nvram: Nvram) -> bytes:
    import json

    return json.dumps({**nvram._asdict(), "images": dict(nvram.images)}, indent=1).encode()


def _decode(data: bytes, factory: Nvram) -> Nvram:
    """Return the facts in *data*, and *factory*'s for those it lacks; ValueError or TypeError if it is damaged."""
    import json

    fields = json.loads(data)
    if not isinstance(fields, dict):
        raise TypeError("not a table of facts")
    json.dumps(fields, ensure_ascii=False).encode()  # a ValueError where a text is none that could be shown
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
        and (nvram.failsafe is None or _is_account(nvram.failsafe))
        and all(map(_is_entry, nvram.log))
        and all(_is_text(name) and _is_moment(when) for name, when in nvram.removals)
        and _is_moment(nvram.first_power)
        and all(_is_text(word) for package in nvram.packages for word in package)
        and all(map(_is_text, nvram.waiting))
    )


def _selectable(name: Any) -> bool:
    """Return whether a configuration file can have this name, or it is empty."""
    try:
        return name == "" or (isinstance(name, str) and _seen(name).isprintable())
    except KeyError:
        return False


def _complete(nvram: Nvram, factory: Nvram) -> bool:
    """Return whether there is a version in each partition that the factory made, and one of them is selected."""
    images = nvram.images
    if not isinstance(images, dict) or (factory.images and images.keys() != factory.images.keys()):
        return False
    versions = all(isinstance(version, str) and _VERSION.fullmatch(version) for version in images.values())
    return versions and _is_text(nvram.image_selected) and (not images or nvram.image_selected in images)


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
