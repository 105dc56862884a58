"""The telnet protocol (RFC 854, 857, 858, 1073, 1091) between a terminal's bytes and the network's.  No I/O.

The switch offers to echo and to suppress go-aheads, and asks for the window's size and the terminal's type; it waits
for no answer, and echoes whatever the answer: there are clients that decline the echo and then wait for it (netmiko,
evidence: clients).  Options are agreed on as RFC 1143 has it: only a change is answered, so that two sides never go on
agreeing with each other for ever.
"""

from collections.abc import Callable

IAC, DONT, DO, WONT, WILL, SB, AYT, SE = 255, 254, 253, 252, 251, 250, 246, 240
BINARY, ECHO, SGA, TTYPE, NAWS = 0, 1, 3, 24, 31
_BREAK, _INTERRUPT, _ERASE_CHARACTER, _ERASE_LINE = 243, 244, 247, 248
#: Commands that stand for a key: Ctrl+C, Backspace, Ctrl+U.
_KEYS = {_BREAK: b"\x03", _INTERRUPT: b"\x03", _ERASE_CHARACTER: b"\x7f", _ERASE_LINE: b"\x15"}
#: What each side may do.  Whatever else is proposed is declined.
_OURS, _THEIRS = frozenset([BINARY, ECHO, SGA]), frozenset([BINARY, SGA, TTYPE, NAWS])
#: The most bytes of a subnegotiation that are kept: a type has 40, the escaped size 8.
_LONGEST = 64


class Telnet:
    """One connection.  *resized* is told the window's columns and rows."""

    def __init__(self, resized: Callable[[int, int], None] = lambda width, height: None) -> None:
        self.resized = resized
        self.terminal_type = ""
        self._ours, self._theirs = {ECHO, SGA}, {NAWS, TTYPE}  # what is on, or was asked for
        self._asked = {(True, ECHO), (True, SGA), (False, NAWS), (False, TTYPE)}  # and not answered yet
        self._replies = bytearray()
        self._rest = b""  # a command that is not complete yet
        self._sub: bytearray | None = None
        for command, option in ((WILL, ECHO), (WILL, SGA), (DO, NAWS), (DO, TTYPE)):
            self._reply(command, option)

    def receive(self, data: bytes) -> bytes:
        """Return what was typed, of what came from the network."""
        if IAC not in data and not self._rest and self._sub is None:
            return data
        data, self._rest = self._rest + data, b""
        typed, at = bytearray(), 0
        while at < len(data):
            found = data.find(IAC, at)
            end = len(data) if found < 0 else found
            self._text(data[at:end], typed)
            at = self._command(data, end, typed) if found >= 0 else end
        return bytes(typed)

    def replies(self) -> bytes:
        """Return the pending answers to the other side."""
        replies = bytes(self._replies)
        self._replies.clear()
        return replies

    @staticmethod
    def send(data: bytes) -> bytes:
        """Return what the network is to be sent for a terminal to get *data*."""
        return data.replace(b"\xff", b"\xff\xff") if b"\xff" in data else data

    # -- commands ----------------------------------------------------------------------------------------------------

    def _text(self, data: bytes, typed: bytearray) -> None:
        if self._sub is None:
            typed += data
        elif len(self._sub) < _LONGEST:
            self._sub += data[:_LONGEST]

    def _command(self, data: bytes, at: int, typed: bytearray) -> int:
        """Carry out the command that begins at *at*; where it ends."""
        if at + 1 == len(data) or (data[at + 1] in (DO, DONT, WILL, WONT) and at + 2 == len(data)):
            self._rest = data[at:]
            return len(data)
        command = data[at + 1]
        if command == IAC:
            self._text(b"\xff", typed)
        elif command in (DO, DONT, WILL, WONT):
            self._negotiate(command, data[at + 2])
            return at + 3
        elif command == SB:
            self._sub = bytearray()
        elif command == SE:
            self._subnegotiated(bytes(self._sub or b""))
            self._sub = None
        elif command == AYT:
            self._replies += b"\r\n[Yes]\r\n"
        else:
            typed += _KEYS.get(command, b"")
        return at + 2

    def _negotiate(self, command: int, option: int) -> None:
        """Answer a proposal that changes something."""
        ours = command in (DO, DONT)
        on, allowed = (self._ours, _OURS) if ours else (self._theirs, _THEIRS)
        yes, no = (WILL, WONT) if ours else (DO, DONT)
        if command in (DO, WILL):
            if option not in on:
                self._reply(yes if option in allowed else no, option)
            if option in allowed:
                on.add(option)
                self._agreed(option, ours)
        elif option in on:
            on.discard(option)
            if (ours, option) not in self._asked:
                self._reply(no, option)
        self._asked.discard((ours, option))

    def _agreed(self, option: int, ours: bool) -> None:
        if option == TTYPE and not ours and not self.terminal_type:
            self._replies += bytes([IAC, SB, TTYPE, 1, IAC, SE])

    def _reply(self, command: int, option: int) -> None:
        self._replies += bytes([IAC, command, option])

    def _subnegotiated(self, data: bytes) -> None:
        """Handle a subnegotiation: the window's size, or the terminal's type."""
        if len(data) == 5 and data[0] == NAWS:
            self.resized(data[1] << 8 | data[2], data[3] << 8 | data[4])
        elif data[:2] == bytes([TTYPE, 0]):
            self.terminal_type = data[2:].decode("ascii", "replace")
