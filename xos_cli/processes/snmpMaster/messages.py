"""Messages of SNMPv1 and v2c as octets, and the request inside a message of any version: with the codec of pysnmp.

pysnmp is of the extra ``snmp``; this module is imported when the first SNMP message comes or goes, and no sooner.
"""

from collections.abc import Sequence
from typing import Any

from pyasn1.codec.ber import decoder, encoder
from pyasn1.error import PyAsn1Error
from pysnmp.proto import rfc1905
from pysnmp.proto.api import v1, v2c
from pysnmp.proto.error import ProtocolError

from xos_cli.processes.snmpMaster import agent
from xos_cli.processes.snmpMaster.agent import Binding, Reply, Request
from xos_cli.processes.snmpMaster.mib.objects import ADDRESS, OCTETS, OID, Value
from xos_cli.record import NamedTuple

#: The kinds of requests by the tags of their types.
KINDS = {0: agent.GET, 1: agent.GET_NEXT, 3: agent.SET, 5: agent.GET_BULK}
RESPONSE_TAG, REPORT_TAG = 2, 8
#: The types of values by their names in SNMPv1.
V1_NAMES = {"Counter32": "Counter", "Gauge32": "Gauge"}
ABSENT = {
    "noSuchObject": rfc1905.noSuchObject,
    "noSuchInstance": rfc1905.noSuchInstance,
    "endOfMib": rfc1905.endOfMibView,
}
NUMBERS = ("Integer", "Integer32", "Counter32", "Counter64", "Gauge32", "TimeTicks")
#: What the decoder raises at octets that are no message.
BROKEN = (PyAsn1Error, ProtocolError, ValueError, IndexError, TypeError, KeyError)


class Malformed(Exception):
    """Octets that are no message of SNMP."""


class CommunityMessage(NamedTuple):
    """A message of SNMPv1 (*version* 0) or v2c (1): its community in octets, and the codec's PDU."""

    version: int
    community: bytes
    pdu: Any


def version_of(data: bytes) -> int:
    """Return the version in a message: 0, 1 or 3, or a number that there is not; Malformed if there is none."""
    try:
        place = 2 + (data[1] & 0x7F if data[1] & 0x80 else 0)
        if data[0] != 0x30 or data[place] != 2:
            raise Malformed
        return int.from_bytes(data[place + 2 : place + 2 + data[place + 1]], "big")
    except IndexError:
        raise Malformed from None


def decoded_message(data: bytes, version: int) -> CommunityMessage:
    """Return a message of SNMPv1 or v2c; Malformed if it is none."""
    module = v2c if version else v1
    try:
        message, rest = decoder.decode(data, asn1Spec=module.Message())
        if rest:
            raise Malformed
        community = module.apiMessage.get_community(message).asOctets()
        return CommunityMessage(version, community, module.apiMessage.get_pdu(message))
    except BROKEN:
        raise Malformed from None


def tag_of(pdu: Any) -> int:
    """Return the number of a PDU's type."""
    return int(pdu.tagSet.superTags[-1].tagId)


def number_of(pdu: Any) -> int:
    """Return the request ID of a PDU."""
    return int(v2c.apiPDU.get_request_id(pdu))


def request_of(pdu: Any, version: int) -> Request | None:
    """Return the request in a PDU, None if it is another message."""
    kind = KINDS.get(tag_of(pdu))
    if kind is None or (kind == agent.GET_BULK and not version):
        return None
    bindings = bindings_of(pdu, version)
    if kind == agent.GET_BULK:
        counts = int(v2c.apiBulkPDU.get_non_repeaters(pdu)), int(v2c.apiBulkPDU.get_max_repetitions(pdu))
        return Request(kind, bindings, *counts)
    return Request(kind, bindings)


def bindings_of(pdu: Any, version: int) -> tuple[Binding, ...]:
    """Return the objects of a PDU with their values."""
    module = v2c if version else v1
    return tuple([(tuple(oid), _read(value)) for oid, value in module.apiPDU.get_varbinds(pdu)])


def _read(value: Any) -> Value:
    """Return a value of the codec as a record; only numbers and octets matter."""
    kind = type(value).__name__
    kind = {"Counter": "Counter32", "Gauge": "Gauge32", "Integer32": "Integer"}.get(kind, kind)
    if kind in (OCTETS, "Opaque"):
        return Value(kind, value.asOctets())
    if kind == ADDRESS:
        return Value(kind, value.prettyPrint())
    if kind == OID:
        return Value(kind, tuple(value))
    return Value(kind, int(value) if kind in NUMBERS else None)


def written(value: Value, version: int) -> Any:
    """Return a value as the codec has it."""
    if value.kind in ABSENT:
        return ABSENT[value.kind]
    if version:
        return getattr(v2c, value.kind)(value.content) if value.content is not None else v2c.Null("")
    if value.content is None:
        return v1.Null("")
    return getattr(v1, V1_NAMES.get(value.kind, value.kind))(value.content)


def bound(bindings: Sequence[Binding], version: int) -> list[tuple[Any, Any]]:
    """Return objects with their values as the codec has them."""
    module = v2c if version else v1
    return [(module.ObjectIdentifier(oid), written(value, version)) for oid, value in bindings]


def response(number: int, reply: Reply, version: int) -> Any:
    """Return the PDU of a reply to the request with this ID."""
    module = v2c if version else v1
    pdu = module.GetResponsePDU()
    module.apiPDU.set_defaults(pdu)
    module.apiPDU.set_request_id(pdu, number)
    module.apiPDU.set_error_status(pdu, reply.error)
    module.apiPDU.set_error_index(pdu, reply.at)
    module.apiPDU.set_varbinds(pdu, bound(reply.bindings, version))
    return pdu


def encoded_message(version: int, community: bytes, pdu: Any) -> bytes:
    """Return a message of SNMPv1 or v2c as octets."""
    module = v2c if version else v1
    message = module.Message()
    module.apiMessage.set_defaults(message)
    module.apiMessage.set_community(message, community)
    module.apiMessage.set_pdu(message, pdu)
    return bytes(encoder.encode(message))
