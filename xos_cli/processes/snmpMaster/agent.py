"""Carry out requests: read, walk and set objects as far as the views allow.  No messages, no library.

A request and its reply are records; ``messages`` and ``usm`` make them of octets.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xos_cli.processes.snmpMaster.access_control import READ, WRITE, Principal, allowed
from xos_cli.processes.snmpMaster.mib.objects import COUNTER64, BadValue, Column, Oid, Table, Value
from xos_cli.processes.snmpMaster.mib.tree import MIB
from xos_cli.processes.snmpMaster.rows import SnmpCounters
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

GET, GET_NEXT, GET_BULK, SET = "get", "get-next", "get-bulk", "set"
#: Errors of a reply (RFC 3416).
NO_ERROR, TOO_BIG, NO_SUCH_NAME, BAD_VALUE = 0, 1, 2, 3
GENERAL, NO_ACCESS, WRONG_TYPE, WRONG_VALUE, NOT_WRITABLE = 5, 6, 7, 10, 17
#: What stands for a value that is not there (RFC 3416), by the names of the codec.
NO_OBJECT, NO_INSTANCE, END_OF_MIB = Value("noSuchObject", None), Value("noSuchInstance", None), Value("endOfMib", None)
#: Octets of a reply: one that fills an Ethernet frame, and about how many the rest of a message has.
LARGEST, AROUND = 1472, 160
#: Octets of the types and lengths of an object and its value.
HEADERS = 8
#: The counter of each kind of request.
COUNTED = {GET: "gets", GET_NEXT: "get_nexts", GET_BULK: "get_nexts", SET: "sets"}
VERSION_1 = 1

Binding = tuple[Oid, Value]


class Request(NamedTuple):
    """A request: its kind, the objects, and of a GetBulk how many are asked for once, and how often the others."""

    kind: str
    bindings: tuple[Binding, ...]
    once: int = 0
    often: int = 0


class Reply(NamedTuple):
    """The answer: the objects with their values, or an error and the number of the object that has it, from 1."""

    bindings: tuple[Binding, ...]
    error: int = NO_ERROR
    at: int = 0


def count(node: "Node", *fields: str) -> None:
    """Add 1 to each of these counters of the MSM."""
    row = node.store.get(SnmpCounters) or SnmpCounters()
    node.put([row._replace(**{field: getattr(row, field) + 1 for field in dict.fromkeys(fields)})])


def carried_out(node: "Node", who: Principal, request: Request) -> Reply:
    """Carry out a request, count it, and return the reply."""
    count(node, COUNTED[request.kind])
    reply = _CARRY_OUT[request.kind](node, who, request)
    if sum(map(_size, reply.bindings)) > LARGEST - AROUND and reply.error == NO_ERROR:
        return Reply(() if who.model != VERSION_1 else request.bindings, TOO_BIG)
    if request.kind == SET and reply.error:
        count(node, "bad_uses")
    return reply


def _size(binding: Binding) -> int:
    """Return how many octets an object and its value take in a message at most."""
    oid, (_, content) = binding
    if isinstance(content, int):
        return _octets(oid) + content.bit_length() // 8 + 1 + HEADERS
    return _octets(oid) + (_octets(content) if isinstance(content, tuple) else len(content or "")) + HEADERS


def _octets(oid: Oid) -> int:
    """Return the octets of an identifier: seven bits of a number in each."""
    return sum([max(1, (number.bit_length() + 6) // 7) for number in oid])


# -- reading ---------------------------------------------------------------------------------------------------------


def _get(node: "Node", who: Principal, request: Request) -> Reply:
    found = [(oid, _value(node, who, oid)) for oid, _ in request.bindings]
    return _of_version(who, request, found)


def _value(node: "Node", who: Principal, oid: Oid) -> Value:
    """Return the value of an object, or why there is none."""
    if MIB.column(oid) is None:
        return NO_OBJECT
    value = MIB.get(node, oid) if allowed(node.store, who, READ, oid) else None
    return NO_INSTANCE if value is None or _hidden(who, value) else value


def _hidden(who: Principal, value: Value) -> bool:
    """Return whether SNMPv1 cannot carry a value.  evidence: RFC 2576 4.2.2.1"""
    return who.model == VERSION_1 and value.kind == COUNTER64


def _of_version(who: Principal, request: Request, found: Sequence[Binding]) -> Reply:
    """Return what was found; SNMPv1 has an error in place of the first value that is not there."""
    if who.model == VERSION_1:
        for place, (_, value) in enumerate(found, 1):
            if value in (NO_OBJECT, NO_INSTANCE, END_OF_MIB):
                return Reply(request.bindings, NO_SUCH_NAME, place)
    return Reply(tuple(found))


def _following(node: "Node", who: Principal, oid: Oid) -> Binding:
    """Return the next object that the view has, END_OF_MIB behind the last."""
    found, here = MIB.following(node, oid), oid
    while found is not None and (_hidden(who, found[1]) or not allowed(node.store, who, READ, found[0])):
        here = found[0]
        found = MIB.following(node, here)
    return found if found is not None else (oid, END_OF_MIB)


def _get_next(node: "Node", who: Principal, request: Request) -> Reply:
    found = [_following(node, who, oid) for oid, _ in request.bindings]
    return _of_version(who, request, found)


def _get_bulk(node: "Node", who: Principal, request: Request) -> Reply:
    """Return the next objects as often as asked for, or as fit into a message."""
    names = [oid for oid, _ in request.bindings]
    once = max(0, min(request.once, len(names)))
    found = [_following(node, who, oid) for oid in names[:once]]
    room, row = LARGEST - AROUND - sum(map(_size, found)), names[once:]
    for _ in range(max(0, request.often) if row else 0):
        bindings = [_following(node, who, oid) for oid in row]
        for binding in bindings:
            room -= _size(binding)
            if room < 0 and found:
                return Reply(tuple(found))
            found.append(binding)
        row = [oid for oid, _ in bindings]
        if all(value is END_OF_MIB for _, value in bindings):
            break
    return Reply(tuple(found))


# -- setting ---------------------------------------------------------------------------------------------------------


class Write(NamedTuple):
    """One object that is set: its column and table, the index of its row (*row*), the value, and the one before."""

    column: Column
    table: Table
    row: Oid
    content: Any
    before: Value | None


def _set(node: "Node", who: Principal, request: Request) -> Reply:
    """Set all objects or none."""
    writes: list[Write] = []
    for place, (oid, value) in enumerate(request.bindings, 1):
        error = _refused(node, who, oid, value)
        if error:
            return _refusal(who, request, error, place)
        found = MIB.column(oid)
        assert found is not None
        column, index, table = found
        writes.append(Write(column, table, index, value.content, MIB.get(node, oid)))
    for place, write in enumerate(writes, 1):
        assert write.column.write is not None
        try:
            write.column.write(node, write.row, write.content)
        except BadValue:
            _undo(node, writes[: place - 1])
            return _refusal(who, request, WRONG_VALUE, place)
    return Reply(request.bindings)


def _undo(node: "Node", done: Sequence[Write]) -> None:
    """Set objects back to what they were, and take away rows that were created."""
    for write in reversed(done):
        if write.before is None and write.table.remove is not None:
            write.table.remove(node, write.row)
        elif write.before is not None and write.column.write is not None:
            write.column.write(node, write.row, write.before.content)


def _refused(node: "Node", who: Principal, oid: Oid, value: Value) -> int:
    """Return why an object cannot be set to a value, NO_ERROR if it can."""
    if not allowed(node.store, who, WRITE, oid):
        return NO_ACCESS
    found = MIB.column(oid)
    if found is None or found[0].write is None:
        return NOT_WRITABLE
    if found[2].remove is None and MIB.get(node, oid) is None:
        return NOT_WRITABLE
    return NO_ERROR if value.kind == found[0].kind else WRONG_TYPE


def _refusal(who: Principal, request: Request, error: int, place: int) -> Reply:
    """Return an error as the version has it.  evidence: RFC 2576 4.3"""
    if who.model == VERSION_1:
        error = BAD_VALUE if error in (WRONG_TYPE, WRONG_VALUE) else NO_SUCH_NAME
    return Reply(request.bindings, error, place)


_CARRY_OUT = {GET: _get, GET_NEXT: _get_next, GET_BULK: _get_bulk, SET: _set}
