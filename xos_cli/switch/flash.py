"""The flash of one MSM: what survives a reboot.  Files, and the facts that the boot loader and the console need."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from functools import lru_cache, partial
from typing import Any, Protocol
from zlib import compress, decompress

from xos_cli.errors import FlashError
from xos_cli.record import NamedTuple
from xos_cli.switch.nvram import Nvram, decode, encode, visible_name

#: The file that holds the facts, and where a damaged one is kept.  No command can name either.
NVRAM, DAMAGED = ".nvram", ".nvram.bad"
#: The bytes from which on a file in memory is compressed: a thousand switches have as many saved configurations.
LARGE = 16_384


class Storage(Protocol):
    """The place of the files.  A missing name raises KeyError; ``write`` writes all or nothing."""

    def names(self) -> list[str]:
        """Return the names of all files, in any order."""

    def read(self, name: str) -> bytes:
        """Return what is in a file."""

    def write(self, name: str, data: bytes, when: float) -> None:
        """Make or replace a file, as of *when* (seconds since the epoch, UTC)."""

    def keep(self, name: str, make: Callable[[], bytes]) -> None:
        """Make or replace a file without a date; what is in it is made when it is needed."""

    def remove(self, name: str) -> None:
        """Delete a file."""

    def rename(self, old: str, new: str) -> None:
        """Give a file a new name; one that has it already is replaced."""

    def modified(self, name: str) -> float:
        """Return when a file was written."""


class MemoryFile(NamedTuple):
    """A file in memory: what is in it, or what makes that; a large one is *compressed*."""

    data: bytes | Callable[[], bytes]
    modified: float
    compressed: bool = False


@lru_cache(maxsize=1)
def _compressed(data: bytes) -> bytes:
    """Return what a large file is kept as; both MSMs get the same one after the other."""
    return compress(data, 1)


class MemoryStorage:
    """Files that last as long as the program.  A copy shares the bytes."""

    def __init__(self) -> None:
        self._files: dict[str, MemoryFile] = {}

    def names(self) -> list[str]:
        return list(self._files)

    def read(self, name: str) -> bytes:
        file = self._files[name]
        if not isinstance(file.data, bytes):
            file = self._files[name] = MemoryFile(file.data(), file.modified)
        assert isinstance(file.data, bytes)
        return decompress(file.data) if file.compressed else file.data

    def write(self, name: str, data: bytes, when: float) -> None:
        large = len(data) >= LARGE
        self._files[name] = MemoryFile(_compressed(bytes(data)) if large else bytes(data), when, large)

    def keep(self, name: str, make: Callable[[], bytes]) -> None:
        self._files[name] = MemoryFile(make, 0.0)

    def remove(self, name: str) -> None:
        del self._files[name]

    def rename(self, old: str, new: str) -> None:
        self._files[new] = self._files.pop(old)

    def modified(self, name: str) -> float:
        return self._files[name].modified

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
                self.storage.keep(NVRAM, partial(encode, nvram))
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
            return decode(self.storage.read(NVRAM), factory)
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
            return self.storage.read(visible_name(name))

    def write(self, name: str, data: bytes, when: float) -> None:
        """Make or replace a file, as of *when* (seconds since the epoch, UTC)."""
        with _host(f"write {name}"):
            self.storage.write(visible_name(name), data, when)

    def put(self, name: str, data: bytes | None, when: float) -> None:
        """Make or replace a file; *data* None deletes it."""
        if data is not None:
            self.write(name, data, when)
        elif name in self.names():
            self.remove(name)

    def remove(self, name: str) -> None:
        """Delete a file."""
        with _host(f"remove {name}"):
            self.storage.remove(visible_name(name))

    def rename(self, old: str, new: str) -> None:
        """Give a file a new name; one that has it already is replaced."""
        with _host(f"rename {old} to {new}"):
            self.storage.rename(visible_name(old), visible_name(new))

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
            return self.storage.modified(visible_name(name))


@contextmanager
def _host(what: str) -> Iterator[None]:
    """Turn an error of the host into the FlashError of the switch.  evidence: inferred (the words)"""
    try:
        yield
    except OSError as error:
        raise FlashError(f"Cannot {what}: {error.strerror or error}") from None


def _different(one: Storage, other: Storage) -> list[str]:
    """Return the files that differ, the program's hidden ones included; those that only *other* has come last."""
    mine, there = set(one.names()), set(other.names())
    more = [name for name in sorted(there - mine) if name == NVRAM or not name.startswith(".")]
    return [name for name in sorted(mine) if name not in there or not _same(name, one, other)] + more


def _same(name: str, one: Storage, other: Storage) -> bool:
    """Return whether both have the same file under *name*."""
    return one.modified(name) == other.modified(name) and one.read(name) == other.read(name)
