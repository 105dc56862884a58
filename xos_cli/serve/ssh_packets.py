"""Send and receive the data of SSH channels with less work, and fewer packets, than asyncssh needs by itself.

Before each packet asyncssh sends an empty one (RFC 4251, 9.3.1), which costs as much as the packet.  It protects the
CBC ciphers from a known attack; the ciphers that are offered by default need no such protection.  asyncssh also
describes each packet for a log that nobody reads, and treats what is typed and shown like the rarest kind of packet.
Here data goes the direct way; every other packet, and all while keys are exchanged, goes the way of asyncssh.
"""

import hmac
import os
import time
from typing import Any

import asyncssh

from xos_cli.serve.turns import TURN, Turn

#: SSH_MSG_IGNORE (RFC 4253, 12) and SSH_MSG_CHANNEL_DATA (RFC 4254, 9).
IGNORE, DATA = 2, 94
#: Octets of a data packet before the data: length, padding, kind, channel and the length of the data.
HEADER = 14
#: Random octets that the host is asked for at once.
RANDOM = 1024
#: What the direct way uses of an asyncssh connection; a version that lacks any of it goes its own way.
USED = (
    "_auth_complete",
    "_channels",
    "_compressor",
    "_decompressor",
    "_inpbuf",
    "_kex_complete",
    "_loop",
    "_packet",
    "_pktlen",
    "_recv_blocksize",
    "_recv_data",
    "_recv_encryption",
    "_recv_macsize",
    "_recv_packet",
    "_recv_pkthdr",
    "_recv_seq",
    "_rekey_bytes",
    "_rekey_bytes_sent",
    "_rekey_seconds",
    "_rekey_time",
    "_send",
    "_send_blocksize",
    "_send_enchdrlen",
    "_send_encryption",
    "_send_seq",
    "_transport",
)


#: The same of a channel.
USED_OF_CHANNEL = ("_recv_window", "_send_buf", "_send_chan", "_send_pktsize", "_send_state", "_send_window")


def leave_out_ignored(connection: asyncssh.SSHServerConnection) -> "DirectPackets | None":
    """Send no packet on *connection* that the other side ignores anyway; send and receive data the direct way."""
    inside: Any = connection
    if all(hasattr(connection, name) for name in USED):
        direct = DirectPackets(inside)
        inside.send_packet, inside._recv_packet, inside.data_received = direct.send, direct.receive, direct.came
        return direct
    send = connection.send_packet

    def send_packet(kind: int, *fields: bytes, handler: Any = None) -> None:
        if kind != IGNORE:
            send(kind, *fields, handler=handler)

    inside.send_packet = send_packet
    return None


class DirectPackets:
    """The packets of one *connection*, whose log has been switched off."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self._send_any, self._receive_any = connection.send_packet, connection._recv_packet
        self._all_came = connection.data_received
        self._ciphers: tuple[Any, Any] = (None, None)  # those in use, whose signatures are quick
        self._readable = False  # whether the beginning of a packet can be read before its signature is checked
        self._octets, self._used = b"", 0  # random ones
        self.turn = Turn(TURN)  # in this round of the event loop
        self._waits = False

    def send(self, kind: int, *fields: bytes, handler: Any = None) -> None:
        """Send a packet of this kind; none that is ignored."""
        c = self.connection
        if kind == DATA and c._send_encryption is self._ciphers[0] and not self._new_keys_due():
            payload = b"".join(fields)
            size = c._send_blocksize
            padding = 4 + -(c._send_enchdrlen + 5 + len(payload)) % size
            packet = b"%c%c%b%b" % (padding, DATA, payload, self._random(padding))
            body, mac = c._send_encryption.encrypt_packet(c._send_seq, len(packet).to_bytes(4, "big"), packet)
            c._send(body + mac)
            c._send_seq = (c._send_seq + 1) & 0xFFFFFFFF
            c._rekey_bytes_sent += len(packet)
        elif kind != IGNORE:
            self._send_any(kind, *fields, handler=handler)
            self._look()

    def write(self, channel: Any, data: bytes) -> None:
        """Send *data* on a channel; by way of its buffer if the client has not taken so much that it all fits."""
        size = len(data)
        fits = not channel._send_buf and size <= channel._send_window and size <= channel._send_pktsize
        if size and fits and channel._send_state == "open":
            channel._send_window -= size
            self.send(DATA, channel._send_chan.to_bytes(4, "big") + size.to_bytes(4, "big"), data, handler=channel)
        else:
            channel.write(data)

    def _random(self, size: int) -> bytes:
        """Return so many random octets, of which the host is asked for many at once."""
        if len(self._octets) < self._used + size:
            self._octets, self._used = os.urandom(RANDOM), 0
        self._used += size
        return self._octets[self._used - size : self._used]

    def _new_keys_due(self) -> bool:
        """Return whether keys are exchanged, or should be."""
        c = self.connection
        late = c._rekey_seconds and time.monotonic() >= c._rekey_time
        return bool(late or not c._kex_complete or c._rekey_bytes_sent >= c._rekey_bytes)

    def _look(self) -> None:
        """Take note of the ciphers in use, once an account has proved itself."""
        c = self.connection
        ciphers = c._send_encryption, c._recv_encryption
        if not c._auth_complete or c._compressor or c._decompressor or not all(ciphers):
            self._ciphers = None, None
        elif ciphers != self._ciphers:
            self._ciphers = ciphers
            self._readable = type(ciphers[1]).__name__ == "BasicEncryption"
            for cipher in ciphers:
                _sign_quickly(getattr(cipher, "_mac", None))

    def receive(self) -> bool:
        """Receive the rest of a packet whose beginning is there; False if it has not come yet."""
        c = self.connection
        channel, size = self._data_of()
        if channel is None:
            return bool(self._receive_any())
        signature = c._recv_macsize
        rest = 4 + c._pktlen - c._recv_blocksize
        came, seq = c._inpbuf, c._recv_seq
        if self._waits or len(came) < rest + signature:
            return False
        if self.turn.over():
            self._waits = True
            c._loop.call_soon(self._go_on)
            return False
        packet = c._recv_encryption.decrypt_packet(seq, c._packet, came[:rest], 4, came[rest : rest + signature])
        if not packet:
            raise asyncssh.MACError("MAC verification failed")
        c._inpbuf, c._packet, c._recv_seq = came[rest + signature :], b"", (seq + 1) & 0xFFFFFFFF
        c._recv_handler = c._recv_pkthdr
        channel._accept_data(packet[HEADER - 4 : HEADER - 4 + size])
        return True

    def came(self, data: bytes, datatype: Any = None) -> None:
        """Take what the host has read in a round of the event loop."""
        self.turn.begin()
        self._all_came(data, datatype)

    def _go_on(self) -> None:
        """Take more packets, in the next round."""
        self._waits = False
        self.turn.begin()
        if self.connection._transport is not None:
            self.connection._recv_data()

    def _data_of(self) -> tuple[Any, int]:
        """Return the channel that the packet has data for and how many octets; None where it takes the usual way.

        The beginning is readable where the cipher has decrypted it before the signature is checked.
        """
        c = self.connection
        head = c._packet
        if not self._readable or c._recv_encryption is not self._ciphers[1]:
            return None, 0
        if len(head) < HEADER or head[5] != DATA:
            return None, 0
        channel = c._channels.get(int.from_bytes(head[6:10], "big"))
        size = int.from_bytes(head[10:HEADER], "big")
        whole = size == c._pktlen - head[4] - HEADER + 4
        fits = channel is not None and channel._recv_state == "open" and size <= channel._recv_window
        return (channel, size) if whole and fits else (None, 0)


def _sign_quickly(mac: Any) -> None:
    """Have the key of a signature worked in once, not for every packet."""
    if type(mac).__name__ != "_HMAC":
        return
    keyed, size = hmac.new(mac._key, digestmod=mac._hash_alg), mac._hash_size

    def sign(seq: int, packet: bytes) -> bytes:
        signature = keyed.copy()
        signature.update(seq.to_bytes(4, "big") + packet)
        return signature.digest()[:size]

    mac.sign = sign


def describe_none(logger: asyncssh.SSHServerConnection | asyncssh.SSHServerChannel[bytes]) -> None:
    """Describe no packets of a connection or of a channel."""
    for name in ("log_sent_packet", "log_received_packet"):
        setattr(logger, name, _nothing)


def _nothing(*packet: Any) -> None:
    """Return nothing, in place of a description of a packet."""
