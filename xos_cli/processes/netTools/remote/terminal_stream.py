"""What telnet carries between a client and a switch (RFC 854): text, prompts, and what is wanted next.

The server sends an option before a prompt, which says what the client is to ask its user for, and "go ahead" behind
it.  The client sends lines, and the height of its terminal (RFC 1073).
"""

from xos_cli.record import NamedTuple

IAC, SE, GA, SB, WILL, WONT, DO = 255, 240, 249, 250, 251, 252, 253
ECHO, SGA, NAWS = 1, 3, 31
#: What is wanted: a line, a line that is not shown, a key whose prompt is wiped, an answer to a question.
LINE, SECRET = bytes([IAC, WONT, ECHO]), bytes([IAC, WILL, ECHO])
KEY, QUESTION = bytes([IAC, WILL, SGA]), bytes([IAC, DO, SGA])
GO_AHEAD = bytes([IAC, GA])
#: The end of a line, and Ctrl+C.
END, BREAK = b"\r\n", b"\x03"


class Asked(NamedTuple):
    """What the other host waits for: *how* is LINE, SECRET, KEY or QUESTION."""

    how: bytes
    prompt: str


class TerminalReader:
    """The client's side: the text that came, and what is asked for, if anything is."""

    def __init__(self) -> None:
        self._octets = b""
        self.text = ""
        self.asked: Asked | None = None

    def read(self, octets: bytes) -> None:
        """Take what came; a prompt counts once all of it is there."""
        self._octets += octets
        while True:
            before, found, behind = self._octets.partition(bytes([IAC]))
            if not found:
                self._print(before)
                self._octets = b""
                return
            prompt, ready, rest = behind[2:].partition(GO_AHEAD)
            if not ready:
                self._print(before)
                self._octets = found + behind
                return
            self._print(before)
            self.asked = Asked(found + behind[:2], prompt.decode("utf-8", "replace"))
            self._octets = rest

    def _print(self, octets: bytes) -> None:
        self.text += octets.decode("utf-8", "replace")

    def take(self) -> str:
        """Return the text that came since the last call."""
        text, self.text = self.text, ""
        return text


def size_of(height: int) -> bytes:
    """Return the option that tells the height of the terminal; the width does not matter to the switch."""
    return bytes([IAC, SB, NAWS, 0, 80, height >> 8 & 0xFF, height & 0xFF, IAC, SE])


class LineReader:
    """The server's side: the lines that came."""

    def __init__(self) -> None:
        self._octets = b""
        self.height: int | None = None
        self.broken = False  # Ctrl+C came

    def read(self, octets: bytes) -> list[str]:
        """Take what came; return the lines that are complete."""
        self._octets += octets
        head = bytes([IAC, SB, NAWS])
        if self._octets.startswith(head) and len(self._octets) >= 9:
            self.height = int.from_bytes(self._octets[5:7], "big")
            self._octets = self._octets[9:]
        if BREAK in self._octets:
            self.broken = True
            self._octets = self._octets.replace(BREAK, b"")
        *lines, self._octets = self._octets.split(END)
        return [line.decode("utf-8", "replace") for line in lines]
