"""The flash of one MSM: what survives a reboot.  Files, and the facts that the boot loader and the console need."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, NamedTuple, Protocol

#: The file that holds the facts, and where a damaged one is kept.  No command can name either.
NVRAM, DAMAGED = ".nvram", ".nvram.bad"


class Storage(Protocol):
    """Where the bytes are.  A name that is not there is a KeyError; ``write`` is all or nothing."""

    def names(self) -> list[str]:
        """The names of all files, in any order."""

    def read(self, name: str) -> bytes:
        """What is in a file."""

    def write(self, name: str, data: bytes, when: float) -> None:
        """Make or replace a file, as of *when* (seconds since the epoch, UTC)."""

    def remove(self, name: str) -> None:
        """Delete a file."""

    def rename(self, old: str, new: str) -> None:
        """Give a file a new name; one that has it already is replaced."""

    def modified(self, name: str) -> float:
        """When a file was written."""


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


class Nvram(NamedTuple):
    """The facts: *config_selected* is "" before the first save, *images* the version in each partition, *failsafe* the
    name and the password of that account, *first_power* when the MSM was first powered on, seconds since the epoch (0
    before).  *log* holds texts, or tuples of texts and numbers: such a tuple, of whatever class, is a plain one once it
    was read back.
    """

    config_selected: str = ""
    image_selected: str = "primary"
    images: Mapping[str, str] = {}
    boot_count: int = 0
    failsafe: tuple[str, str] | None = None
    log: tuple[Any, ...] = ()
    first_power: float = 0.0


_FACTORY = Nvram()


class Flash:
    """The files of one MSM by name, and its facts; *factory* are the facts of a flash that was never written.

    A name that is not there, and one that no file can have (hidden, empty, with a ``/``), is a KeyError.
    """

    def __init__(self, storage: Storage, factory: Nvram = _FACTORY) -> None:
        self.storage = storage
        self.nvram = self._nvram(factory)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Flash":
        return Flash(deepcopy(self.storage, memo), self.nvram)

    # -- facts -------------------------------------------------------------------------------------------------------

    def change(self, **fields: Any) -> None:
        """Change some of the facts, for good."""
        nvram = self.nvram._replace(**fields)
        if nvram != self.nvram:
            self.storage.write(NVRAM, _encode(nvram), 0.0)
            self.nvram = nvram

    def _nvram(self, factory: Nvram) -> Nvram:
        if NVRAM not in self.storage.names():
            return factory
        try:
            return _decode(self.storage.read(NVRAM), factory)
        except (ValueError, TypeError, RecursionError):
            self.storage.rename(NVRAM, DAMAGED)
            return factory

    # -- files -------------------------------------------------------------------------------------------------------

    def names(self) -> list[str]:
        """The names of the files, sorted."""
        return sorted(name for name in self.storage.names() if not name.startswith("."))

    def read(self, name: str) -> bytes:
        """What is in a file."""
        return self.storage.read(_seen(name))

    def write(self, name: str, data: bytes, when: float) -> None:
        """Make or replace a file, as of *when* (seconds since the epoch, UTC)."""
        self.storage.write(_seen(name), data, when)

    def remove(self, name: str) -> None:
        """Delete a file."""
        self.storage.remove(_seen(name))

    def rename(self, old: str, new: str) -> None:
        """Give a file a new name; one that has it already is replaced."""
        self.storage.rename(_seen(old), _seen(new))

    def copy(self, old: str, new: str, when: float) -> None:
        """Make *new*, or replace it, with what is in *old*."""
        self.write(new, self.read(old), when)

    def size(self, name: str) -> int:
        """The size of a file in bytes."""
        return len(self.read(name))

    def modified(self, name: str) -> float:
        """When a file was written, in seconds since the epoch, UTC."""
        return self.storage.modified(_seen(name))


def _seen(name: str) -> str:
    """*name*, if a file can have it."""
    if not name or name.startswith(".") or "/" in name or "\0" in name:
        raise KeyError(name)
    return name


def _encode(nvram: Nvram) -> bytes:
    import json

    return json.dumps({**nvram._asdict(), "images": dict(nvram.images)}, indent=1).encode()


def _decode(data: bytes, factory: Nvram) -> Nvram:
    """The facts in *data*, those that it does not have as in *factory*; ValueError or TypeError if it is damaged."""
    import json

    fields = json.loads(data)
    if not isinstance(fields, dict):
        raise TypeError("not a table of facts")
    nvram = factory._replace(**{name: _tuples(fields[name]) for name in Nvram._fields if name in fields})
    if not _sound(nvram):
        raise ValueError("not the facts of a flash")
    return nvram


def _tuples(value: Any) -> Any:
    return tuple([_tuples(item) for item in value]) if isinstance(value, list) else value


def _sound(nvram: Nvram) -> bool:
    """Whether every fact is of its kind, and the selected image is one there is."""
    texts = [nvram.config_selected, nvram.image_selected, *(nvram.failsafe or ())]
    if not isinstance(nvram.images, Mapping) or not isinstance(nvram.log, tuple):
        return False
    return (
        all(isinstance(text, str) for text in [*texts, *nvram.images.values()])
        and type(nvram.boot_count) is int
        and nvram.boot_count >= 0
        and isinstance(nvram.first_power, (int, float))
        and (nvram.failsafe is None or (isinstance(nvram.failsafe, tuple) and len(nvram.failsafe) == 2))
        and (not nvram.images or nvram.image_selected in nvram.images)
    )
