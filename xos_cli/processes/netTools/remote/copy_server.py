"""Serve a file that is copied by SSH, from or to the flash of an MSM or the files of a host."""

from typing import TYPE_CHECKING, Protocol

from xos_cli.errors import FlashError, Refusal
from xos_cli.processes.cfgmgr.facts import existing_file, new_name

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: Yes and no; octets of the length of a file.
WELCOME, WRONG = b"\x06", b"\x15"
LENGTH = 8
DENIED = "Permission denied"


class Files(Protocol):
    """The files that can be copied; what cannot be done is a Refusal."""

    def read(self, name: str) -> bytes:
        """Return the contents of a file."""

    def check(self, name: str) -> str:
        """Return the name under which a new file is kept."""

    def write(self, name: str, data: bytes) -> None:
        """Make or replace a file."""


class SwitchFiles:
    """The flash of an MSM; a file that is made there is on the other MSM too."""

    def __init__(self, node: "Node") -> None:
        self.node = node

    def read(self, name: str) -> bytes:
        """Return the contents of a file, named with its ending or without."""
        return self.node.flash.read(existing_file(self.node, name))

    def check(self, name: str) -> str:
        """Return the name of a new file; refuse one that is no name."""
        return new_name(name, "")

    def write(self, name: str, data: bytes) -> None:
        """Make or replace a file."""
        try:
            self.node.files.write(name, data)
        except FlashError as error:
            raise Refusal(str(error)) from None


class CopyServer:
    """One copy: ``get NAME`` is answered with length and contents; after ``put NAME LENGTH`` the contents follow."""

    def __init__(self, files: Files, administrator: bool) -> None:
        self.files, self.administrator = files, administrator
        self._name, self._left, self._data = "", 0, b""

    def begin(self, command: str) -> bytes:
        """Return the answer to a command."""
        verb, _, rest = command.partition(" ")
        try:
            if not self.administrator:
                raise Refusal(DENIED)
            if verb == "get":
                data = self.files.read(rest)
                return WELCOME + len(data).to_bytes(LENGTH, "big") + data
            name, _, length = rest.rpartition(" ")
            self._name, self._left = self.files.check(name), int(length)
        except Refusal as refusal:
            return WRONG + str(refusal).encode() + b"\n"
        return WELCOME + self.take(b"")

    def take(self, octets: bytes) -> bytes:
        """Take more of the contents; once all is there, write the file on both MSMs and say so."""
        if not self._name:
            return b""
        self._data += octets
        if len(self._data) < self._left:
            return b""
        name, self._name = self._name, ""
        try:
            self.files.write(name, self._data[: self._left])
        except Refusal as refusal:
            return WRONG + str(refusal).encode() + b"\n"
        return WELCOME
