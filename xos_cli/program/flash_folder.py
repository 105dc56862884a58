"""The flash of one MSM in a folder of the host, so that it outlives the program.

One program per folder: it removes the half-written file of one that was killed, and two would write over each other.
Only the user of the host that runs the program can read it: saved files hold passwords, and the host keys are secret.
Links are not followed: whoever can put a link into the folder could otherwise read and write any file of that user.
"""

import errno
import fcntl
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any

from xos_cli.errors import XosError
from xos_cli.switch.flash import MemoryStorage

#: What a file is called while it is being written.
_PART = ".part-"
#: The modes of files and folders that hold passwords and keys.
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
#: The largest file that a flash can have, in bytes.  evidence: inferred (more than the flash of an MSM)
LARGEST = 256 << 20
#: The folders that are this program's own as long as it runs, by their real paths.
_claimed: dict[str, int] = {}


def _complain(text: str) -> None:
    """Print what is odd about a folder on standard error."""
    print(f"xos-cli: {text}", file=sys.stderr)


def claim(path: str) -> None:
    """Reserve the folder *path* for this program; XosError if another program has it.

    A host that cannot lock folders gives it to everybody.
    """
    _make_folder(os.path.abspath(path))
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
    """A ``Storage`` whose files are those of the folder *path*, which is made if it does not exist.

    A file is always one whole version that was written, whatever is killed or loses its power when; a write that has
    returned is on the disk. OSError if the host refuses (disk full, no permission): the old file stays. What is not a
    plain file, and a file larger than ``LARGEST``, is ignored; *complain* is told of it once.
    """

    file_mode = PRIVATE_FILE

    def __init__(self, path: str, complain: Callable[[str], None] = _complain) -> None:
        self.path = os.path.abspath(path)
        if os.path.islink(self.path):
            raise XosError(f"{path}: a link, not a folder")
        _make_folder(self.path)
        with suppress(OSError):
            os.chmod(self.path, PRIVATE_FOLDER)
        self._tidy_up(complain)

    def _tidy_up(self, complain: Callable[[str], None]) -> None:
        """Remove half-written files, make old files private, and say what is ignored."""
        with os.scandir(self.path) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                folder = entry.is_dir(follow_symlinks=False)
                if entry.name.startswith(_PART) and not folder:
                    os.unlink(entry.path)
                elif why := _why_ignored(entry):
                    complain(f"{entry.path}: {why}")
                elif not folder and (entry.name.startswith(".") or entry.name.endswith(".cfg")):
                    with suppress(OSError):
                        os.chmod(entry.path, PRIVATE_FILE)

    def names(self) -> list[str]:
        with os.scandir(self.path) as entries:
            return [entry.name for entry in entries if not entry.name.startswith(_PART) and _is_plain(entry)]

    def read(self, name: str) -> bytes:
        with self._found(name) as path, open(path, "rb", opener=_open_plain) as file:
            return file.read()

    def write(self, name: str, data: bytes, when: float) -> None:
        path = self._path(name)
        if os.path.isdir(path):
            raise OSError(errno.EISDIR, "a folder is in its place")
        part, handle = self._new_part()
        try:
            with open(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.utime(part, (when, when))
                os.fsync(file.fileno())
            os.replace(part, path)
        except OSError:
            with suppress(OSError):
                os.unlink(part)
            raise
        _sync(self.path)

    def keep(self, name: str, make: Callable[[], bytes]) -> None:
        self.write(name, make(), 0.0)

    def _new_part(self) -> tuple[str, int]:
        """Create a file to be written into, which nobody else has; its path and descriptor."""
        for number in count():
            part = os.path.join(self.path, f"{_PART}{os.getpid()}" + (f"-{number}" if number else ""))
            try:
                return part, os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self.file_mode)
            except FileExistsError:
                continue
        raise AssertionError("count() ends")

    def remove(self, name: str) -> None:
        with self._found(name) as path:
            os.unlink(path)
        _sync(self.path)

    def rename(self, old: str, new: str) -> None:
        path = self._path(new)
        if os.path.isdir(path):
            raise OSError(errno.EISDIR, f"a folder is in the place of {new}")
        with self._found(old) as before:
            os.replace(before, path)
        _sync(self.path)

    def modified(self, name: str) -> float:
        with self._found(name) as path:
            return os.stat(path, follow_symlinks=False).st_mtime

    def _path(self, name: str) -> str:
        """Return where the file is; KeyError for a name that is not one of this folder."""
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
        """Copy the files into memory: a snapshot must not share the folder with the switch that goes on."""
        copy = MemoryStorage()
        for name in self.names():
            copy.write(name, self.read(name), self.modified(name))
        return copy


class SharedFolder(FolderStorage):
    """A folder that is not the switch's: nothing is made or tidied up in it, and copies share it.

    XosError if there is no such folder.
    """

    file_mode = 0o666  # less what the user's umask says

    def __init__(self, path: str) -> None:
        self.path = os.path.abspath(path)
        if not os.path.isdir(self.path):
            raise XosError(f"{path}: no such folder")

    def __deepcopy__(self, memo: dict[int, Any]) -> "SharedFolder":  # type: ignore[override]
        return self


def _is_plain(entry: "os.DirEntry[str]") -> bool:
    """Return whether a file of the flash is a plain one of a size that it can have."""
    return entry.is_file(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_size <= LARGEST


def _why_ignored(entry: "os.DirEntry[str]") -> str:
    """Return why something is no file of the flash, if whoever put it there would expect it to be one."""
    if entry.is_symlink():
        return "a link, which is not followed"
    if entry.is_dir(follow_symlinks=False):
        return "a folder in the place of a file, which is ignored" if entry.name.startswith(".") else ""
    if not _is_plain(entry):
        return f"no plain file of at most {LARGEST >> 20} MB, and ignored"
    return ""


def _open_plain(path: str, flags: int) -> int:
    """Open a plain file; FileNotFoundError for everything else: a link, a pipe that would be waited for, too large."""
    try:
        handle = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise FileNotFoundError(path) from None
        raise
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
        os.close(handle)
        raise FileNotFoundError(path)
    return handle


def _make_folder(path: str) -> None:
    """Make a folder that only this user can read, and those above it; each one's entry is on the disk then."""
    if os.path.isdir(path):
        return
    if os.path.islink(path):
        raise XosError(f"{path}: a link that leads nowhere")
    _make_folder(os.path.dirname(path))
    with suppress(FileExistsError):  # another program made it meanwhile
        os.mkdir(path, PRIVATE_FOLDER)
    if not os.path.isdir(path):
        raise XosError(f"{path}: a file, not a folder")
    _sync(os.path.dirname(path))


def _sync(folder: str) -> None:
    """Have the host write down which files *folder* has."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
