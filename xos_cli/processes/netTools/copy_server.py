"""Serve a file that is copied by SSH: from the flash of this MSM, or into it."""

from typing import TYPE_CHECKING

from xos_cli.errors import FlashError, Refusal
from xos_cli.processes.cfgmgr.facts import existing_file, new_name

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: Yes and no; octets of the length of a file.
WELCOME, WRONG = b"\x06", b"\x15"
LENGTH = 8
DENIED = "Permission denied"


class CopyServer:
    """One copy: ``get NAME`` is answered with length and contents; after ``put NAME LENGTH`` the contents follow."""

    def __init__(self, node: "Node", administrator: bool) -> None:
        self.node, self.administrator = node, administrator
        self._name, self._left, self._data = "", 0, b""

    def begin(self, command: str) -> bytes:
        """Return the answer to a command."""
        verb, _, rest = command.partition(" ")
        try:
            if not self.administrator:
                raise Refusal(DENIED)
            if verb == "get":
                data = self.node.flash.read(existing_file(self.node, rest))
                return WELCOME + len(data).to_bytes(LENGTH, "big") + data
            name, _, length = rest.rpartition(" ")
            self._name, self._left = new_name(name, ""), int(length)
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
            self.node.files.write(name, self._data[: self._left])
        except FlashError as error:
            return WRONG + str(error).encode() + b"\n"
        return WELCOME
