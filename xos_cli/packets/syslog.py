"""Log messages to a server (RFC 3164): a priority, made of facility and severity, in front of a text."""

from xos_cli.errors import PacketError
from xos_cli.record import NamedTuple

PORT = 514
#: The first facility of users (local0), and the least important severity.
LOCAL0, DEBUG = 16, 7
#: The severities of RFC 3164 4.1.1 from 2 on, in the order of those of the switch.
CRITICAL = 2
PROTOCOL = "syslog"


class Syslog(NamedTuple):
    """A message: *facility* 0 to 23, *severity* 0 (emergency) to 7 (debug)."""

    facility: int
    severity: int
    text: str


def encode(message: Syslog) -> bytes:
    """Return the octets of a message."""
    return f"<{message.facility * 8 + message.severity}>{message.text}".encode()


def decode(octets: bytes) -> Syslog:
    """Return the message; without a priority in front it is a PacketError."""
    start, end, text = octets.partition(b">")
    if not end or not start.startswith(b"<") or not start[1:].isdigit() or len(start) > 4 or int(start[1:]) > 191:
        raise PacketError(PROTOCOL, "no priority")
    facility, severity = divmod(int(start[1:]), 8)
    return Syslog(facility, severity, text.decode("utf-8", "replace"))
