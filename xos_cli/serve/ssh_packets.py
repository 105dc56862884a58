"""Send fewer packets over SSH than asyncssh does by itself.

Before each packet asyncssh sends an empty one (RFC 4251, 9.3.1), which costs as much as the packet.  It protects the
CBC ciphers from a known attack; the ciphers that are offered by default need no such protection.  asyncssh also
describes each packet for a log that nobody reads.
"""

from typing import Any

import asyncssh

#: SSH_MSG_IGNORE (RFC 4253, 12).
IGNORE = 2


def leave_out_ignored(connection: asyncssh.SSHServerConnection) -> None:
    """Send no packet on *connection* that the other side ignores anyway."""
    send = connection.send_packet

    def send_packet(kind: int, *fields: bytes, handler: Any = None) -> None:
        if kind != IGNORE:
            send(kind, *fields, handler=handler)

    connection.send_packet = send_packet  # type: ignore[method-assign, assignment]


def describe_none(logger: asyncssh.SSHServerConnection | asyncssh.SSHServerChannel[bytes]) -> None:
    """Describe no packets of a connection or of a channel."""
    for name in ("log_sent_packet", "log_received_packet"):
        setattr(logger, name, _nothing)


def _nothing(*packet: Any) -> None:
    """Return nothing, in place of a description of a packet."""
