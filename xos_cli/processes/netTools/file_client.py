"""The TFTP client in a network (RFC 1350): it sends one block after another, and repeats a lost one."""

import struct
from typing import TYPE_CHECKING

from xos_cli.command.dialogue import Dialogue, Wait
from xos_cli.errors import Refusal
from xos_cli.packets.frames import Ipv4
from xos_cli.processes.netTools.datagrams import send
from xos_cli.processes.netTools.rows import Transfer

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

PORT, BLOCK = 69, 512
READ, WRITE, DATA, ACKNOWLEDGE, ERROR = 1, 2, 3, 4, 5
#: Seconds until a message is sent again, and how often.  evidence: inferred
AGAIN, TRIES = 1.0, 5
#: Ports of the client.
FIRST = 50000
TIMED_OUT = "Error: Transfer failed: Transfer Timed Out"


def transferred(node: "Node", router: str, host: str, name: str, data: bytes | None) -> Dialogue:
    """Get a file (*data* None) or put one, and return the row of the transfer; refuse if it fails."""
    port = FIRST + len(node.store.rows(Transfer))
    row = Transfer(port, router, host, name, data)
    node.put([row])
    operation = READ if data is None else WRITE
    last = struct.pack("!H", operation) + name.encode() + b"\0octet\0"
    try:
        yield from _exchanged(node, row, last)
    except Refusal:
        forget(node, port)
        raise


def _exchanged(node: "Node", row: Transfer, first: bytes) -> Dialogue:
    """Send the first message of a transfer and wait for its end; repeat the last message after a silence."""
    now, tries = row, 0
    if not send(node, row.router, row.host, (row.port, PORT), first):
        raise Refusal("Error: Transfer failed: Network is unreachable")
    while not now.done:
        before = now.messages
        yield Wait(AGAIN, lambda: node.store.one(Transfer, row.port).messages != before)  # noqa: B023  (at once)
        now = node.store.one(Transfer, row.port)
        tries = 0 if now.messages != before else tries + 1
        if tries > TRIES:
            raise Refusal(TIMED_OUT)
        if tries:
            send(node, row.router, row.host, (row.port, PORT), now.last or first)
    if now.error:
        raise Refusal(f"Error: Transfer failed: {row.name}: {now.error}")


def forget(node: "Node", port: int) -> bytes:
    """Forget a transfer; return what it got."""
    row = node.store.one(Transfer, port)
    with node.change() as transaction:
        transaction.delete(Transfer, port)
    return b"".join(row.blocks)


def take_block(node: "Node", packet: Ipv4, port: int, data: bytes) -> None:
    """Take one message of a server, and answer it."""
    row = node.store.get(Transfer, port)
    if row is None or len(data) < 4 or row.done:
        return
    operation, number = struct.unpack("!HH", data[:4])
    if operation == ERROR:
        text = data[4:].split(b"\0")[0].decode("ascii", "replace")
        node.put([row._replace(done=True, error=text or "error", messages=row.messages + 1)])
    elif operation == DATA and row.data is None:
        _take_data(node, row, number, data[4:])
    elif operation == ACKNOWLEDGE and row.data is not None and number == row.number & 0xFFFF:
        _send_block(node, row, row.data)


def _take_data(node: "Node", row: Transfer, number: int, block: bytes) -> None:
    last = struct.pack("!HH", ACKNOWLEDGE, number)
    if number == (row.number + 1) & 0xFFFF:
        blocks = (*row.blocks, block)
        done = len(block) < BLOCK
        row = row._replace(blocks=blocks, number=row.number + 1, done=done, last=last, messages=row.messages + 1)
        node.put([row])
    send(node, row.router, row.host, (row.port, PORT), last)


def _send_block(node: "Node", row: Transfer, data: bytes) -> None:
    """Send the next block; the acknowledgement of a short one ends the transfer."""
    if row.number and row.number * BLOCK > len(data):
        node.put([row._replace(done=True, messages=row.messages + 1)])
        return
    block = data[row.number * BLOCK : (row.number + 1) * BLOCK]
    last = struct.pack("!HH", DATA, (row.number + 1) & 0xFFFF) + block
    node.put([row._replace(number=row.number + 1, last=last, messages=row.messages + 1)])
    send(node, row.router, row.host, (row.port, PORT), last)
