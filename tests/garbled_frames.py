"""Copies of frames on their way, with octets and fields changed; lengths and checksums mostly fit what was changed."""

import random
from struct import error as StructError
from typing import Any

from xos_cli.errors import PacketError
from xos_cli.network.network import Network
from xos_cli.packets import ethernet, radius, tcp
from xos_cli.packets.frames import Frame, Ipv4, Raw, Udp
from xos_cli.packets.octets import checksum
from xos_cli.switch.hardware.link import Copy

NUMBERS = (0, 1, 2, 3, 4, 8, 127, 128, 255, 256, 4095, 65535, 2**31 - 1, 2**31, 2**32 - 1, 2**48 - 1, 2**64 - 1)
PIECES = (b"", b"\0", b"\xff", b"\0" * 8, b"\xff" * 4, b"x" * 300, b"%s%n", b"\x00\x00\x00\x01", "é\u202e".encode())
#: The secret of the RADIUS servers of the lab: an answer that was changed is signed again.
SECRET = b"s3"


class Garbler:
    """Sends what passes the cables of a network once more, before it and changed."""

    def __init__(self, network: Network, dice: random.Random, share: float) -> None:
        self.dice, self.share, self.sent = dice, share, 0
        self.last: Copy | None = None
        self.requests: dict[int, bytes] = {}
        for cable in network.cables:
            for end in cable.ends:
                end.taps.append(self._tap(cable.clock, end))

    def _tap(self, clock: Any, end: Any) -> Any:
        def tap(now: float, copy: Copy) -> None:
            self._note(copy.frame)
            if copy is not self.last and self.dice.random() < self.share:
                found = self.garbled(copy.frame)
                if found is not None:
                    self.sent += 1
                    clock.after(0.0, self._deliver, end.other.endpoint, copy._replace(frame=found))

        return tap

    def _deliver(self, endpoint: Any, copy: Copy) -> None:
        self.last = copy
        endpoint.receive(copy)

    def _note(self, frame: Frame) -> None:
        """Keep the authenticator of each RADIUS request, by its identifier."""
        packet = frame.payload
        if isinstance(packet, Ipv4) and isinstance(packet.payload, Udp) and packet.payload.dst_port in (1645, 1812):
            self.requests[packet.payload.data[1]] = packet.payload.data[4:20]

    def garbled(self, frame: Frame) -> Frame | None:
        """Return the frame with something changed, as it is read again from its octets; None if it is no frame."""
        dice = self.dice
        try:
            if dice.random() < 0.4:
                changed = frame._replace(payload=self._field(frame.payload))
            else:
                changed = frame._replace(payload=self._payload(frame.payload))
            octets = ethernet.encode(changed)
            if dice.random() < 0.2:
                octets = octets[:14] + self.octets(octets[14:])
            return ethernet.read(octets)
        except (PacketError, StructError, OverflowError, ValueError, TypeError, AttributeError, KeyError, IndexError):
            return None

    def octets(self, data: bytes) -> bytes:
        """Return octets with one to three changes: other values, some cut off, put in or doubled."""
        for _ in range(self.dice.choice((1, 1, 2, 3))):
            at = self.dice.randrange(len(data) + 1)
            size = self.dice.choice((1, 1, 2, 4, 8))
            other = self.dice.choice((self.dice.randbytes(size), self.dice.choice(PIECES)))
            match self.dice.randrange(6):
                case 0 | 1:
                    data = data[:at] + other + data[at + len(other) :]
                case 2:
                    data = data[:at]
                case 3:
                    data = data[:at] + other + data[at:]
                case 4:
                    data = data[:at] + data[at + size :]
                case _:
                    data += data[at : at + 40]
        return data

    def _payload(self, payload: Any) -> Any:
        """Return a payload with changed octets inside; those of an IP packet have lengths and checksums that fit."""
        if not isinstance(payload, Ipv4):
            number, body = ethernet._encode_payload(payload)
            head = 8 if not number and body[:2] == b"\xaa\xaa" else 3 * (not number)
            return Raw(number, body[:head] + self.octets(body[head:]))
        inner = payload.payload
        if isinstance(inner, Udp):
            return payload._replace(payload=inner._replace(data=self._datagram(inner.data)))
        if isinstance(inner, Raw) and inner.number == tcp.NUMBER:
            return payload._replace(payload=Raw(tcp.NUMBER, self._segment(inner.data, payload)))
        packet = ethernet._encode_payload(payload)[1]
        size = (packet[0] & 15) * 4
        return Raw(0x0800, _fitting(packet[:size], self.octets(packet[size:])))

    def _segment(self, data: bytes, packet: Ipv4) -> bytes:
        segment = tcp.decode(data, packet.src, packet.dst)
        changed = segment._replace(data=self.octets(segment.data))
        found = changed if self.dice.random() < 0.6 else self._field(segment)
        return tcp.encode(found, packet.src, packet.dst)

    def _datagram(self, data: bytes) -> bytes:
        """Return changed data; the answer of a RADIUS server is genuine all the same."""
        data = self.octets(data)
        if len(data) > 20 and data[0] in (2, 3, 5, 11) and (asked := self.requests.get(data[1])):
            data = data[:2] + len(data).to_bytes(2, "big") + data[4:]
            message = radius.decode(data)._replace(authenticator=asked)
            return radius.encode(radius.signed(message, SECRET))
        return data

    def _field(self, record: Any) -> Any:
        """Return a record with one of its fields changed, or of the records in it."""
        fields = getattr(record, "_fields", ())
        if fields:
            name = self.dice.choice(fields)
            return record._replace(**{name: self._field(getattr(record, name))})
        if isinstance(record, tuple):
            if not record or self.dice.random() < 0.2:
                return record * self.dice.choice((0, 2, 30))
            at = self.dice.randrange(len(record))
            return (*record[:at], self._field(record[at]), *record[at + 1 :])
        if isinstance(record, bool):
            return not record
        if isinstance(record, int):
            return self.dice.choice((record + 1, record - 1, record ^ 1 << self.dice.randrange(16), *NUMBERS))
        if isinstance(record, bytes):
            return self.octets(record)
        if isinstance(record, str):
            return self.dice.choice(("", "x", record + record, record[:-1], "a\tb\n", "\u202e\xe9", "9" * 40))
        return record


def _fitting(head: bytes, body: bytes) -> bytes:
    """Return an IP packet whose length and checksums fit."""
    at = {1: 2, 17: 6, 89: 12, 112: 6}.get(head[9])
    if at is not None and len(body) >= at + 2:
        body = body[:at] + b"\0\0" + body[at + 2 :]
        if head[9] == 89:
            body = body[:2] + len(body).to_bytes(2, "big") + body[4:]
        covered = body[:16] + body[24:] if head[9] == 89 else body
        body = body[:at] + checksum(covered).to_bytes(2, "big") + body[at + 2 :]
    head = head[:2] + (len(head) + len(body)).to_bytes(2, "big") + head[4:10] + b"\0\0" + head[12:]
    return head[:10] + checksum(head).to_bytes(2, "big") + head[12:] + body
