"""The flash of one MSM in a folder of the host, so that it outlives the program.

One program per folder: it removes the half-written file of one that was killed, and two would write over each other.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from xos_cli.errors import XosError
from xos_cli.switch.flash import MemoryStorage

#: What a file is called while it is being written.
_PART = ".part-"
#: The folders that are this program's own as long as it runs, by their real paths.
_claimed: dict[str, int] = {}


def claim(path: str) -> None:
    """Have the folder *path* for this program alone; XosError if another program has it.  (A host that cannot lock
    folders gives it to everybody.)"""
    os.makedirs(path, exist_ok=True)
    real = os.path.realpath(path)
    if real in _claimed:
        return
    handle = os.open(real, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise XosError(f"{path}: another program has this flash") from None
    except OSError:
        os.close(handle)
        return
    _claimed[real] = handle


class FolderStorage:
    """A ``Storage`` whose files are those of the folder *path*, which is made if need be.

    A file is always one of the versions that were written, whole, whatever is killed or loses its power when; a write
    that has come back is on the disk.  OSError if the host refuses (disk full, no permission): the old file stands.
    """

    def __init__(self, path: str) -> None:
        self.path = os.path.abspath(path)
        if not os.path.isdir(self.path):
            os.makedirs(self.path)
            _sync(os.path.dirname(self.path))
        for name in os.listdir(self.path):
            if name.startswith(_PART):
                os.unlink(os.path.join(self.path, name))

    def names(self) -> list[str]:
        with os.scandir(self.path) as entries:
            return [entry.name for entry in entries if entry.is_file() and not entry.name.startswith(_PART)]

    def read(self, name: str) -> bytes:
        with self._found(name) as path:
            if not os.path.isfile(path):  # a pipe would be waited for
                raise KeyError(name)
            with open(path, "rb") as file:
                return file.read()

    def write(self, name: str, data: bytes, when: float) -> None:
        path, part = self._path(name), os.path.join(self.path, f"{_PART}{os.getpid()}")
        try:
            with open(part, "wb") as file:
                file.write(data)
                file.flush()
                os.utime(part, (when, when))
                os.fsync(file.fileno())
            os.replace(part, path)
        except OSError:
            if os.path.exists(part):
                os.unlink(part)
            raise
        _sync(self.path)

    def remove(self, name: str) -> None:
        with self._found(name) as path:
            os.unlink(path)
        _sync(self.path)

    def rename(self, old: str, new: str) -> None:
        with self._found(old) as path:
            os.replace(path, self._path(new))
        _sync(self.path)

    def modified(self, name: str) -> float:
        with self._found(name) as path:
            return os.stat(path).st_mtime

    def _path(self, name: str) -> str:
        """Where the file is; KeyError for a name that is not one of this folder."""
        if not name or name in (".", "..") or name.startswith(_PART) or os.path.basename(name) != name or "\0" in name:
            raise KeyError(name)
        return os.path.join(self.path, name)

    @contextmanager
    def _found(self, name: str) -> Iterator[str]:
        try:
            yield self._path(name)
        except (FileNotFoundError, IsADirectoryError):
            raise KeyError(name) from None

    def __deepcopy__(self, memo: dict[int, Any]) -> MemoryStorage:
        """A snapshot must not share the folder with the switch that goes on: its flash is in memory."""
        copy = MemoryStorage()
        for name in self.names():
            copy.write(name, self.read(name), self.modified(name))
        return copy


class SharedFolder(FolderStorage):
    """A folder that is not the switch's: nothing is made or tidied up there, and copies have the same one.  XosError if
    there is none."""

    def __init__(self, path: str) -> None:
        self.path = os.path.abspath(path)
        if not os.path.isdir(self.path):
            raise XosError(f"{path}: no such folder")

    def __deepcopy__(self, memo: dict[int, Any]) -> "SharedFolder":  # type: ignore[override]
        return self


def _sync(folder: str) -> None:
    """Have the host write down which files *folder* has."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
