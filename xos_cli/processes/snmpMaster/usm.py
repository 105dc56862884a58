"""Messages of SNMPv3 with the user-based security model (RFC 3412, 3414): HMAC-MD5 and -SHA, DES.

The keys of the users are in their rows, localized for this engine.  pysnmp has the codec and DES.
"""

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from pyasn1.codec.ber import decoder, encoder
from pyasn1.type import univ
from pysnmp.proto.api import v2c
from pysnmp.proto.error import StatusInformation
from pysnmp.proto.mpmod.rfc3412 import ScopedPDU, SNMPv3Message
from pysnmp.proto.secmod.rfc3414.priv.des import Des
from pysnmp.proto.secmod.rfc3414.service import UsmSecurityParameters

from xos_cli.processes.snmpMaster.access_control import Principal
from xos_cli.processes.snmpMaster.agent import carried_out, count
from xos_cli.processes.snmpMaster.engine import engine_boots, engine_time
from xos_cli.processes.snmpMaster.messages import (
    BROKEN,
    Malformed,
    bound,
    number_of,
    request_of,
    response,
)
from xos_cli.processes.snmpMaster.mib.objects import counter
from xos_cli.processes.snmpMaster.mib.system import (
    MESSAGE_SIZE,
    MESSAGE_STATS,
    USM,
    USM_STATS,
    counted,
    engine_octets,
)
from xos_cli.processes.snmpMaster.rows import AUTHENTICATION, User
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

AUTHENTICATED, PRIVATE, REPORTABLE = 1, 2, 4
USM_MODEL = 3
#: Seconds that the time in a message may differ from the engine's.  evidence: RFC 3414 2.2.3
WINDOW = 150
LAST_BOOTS = 2147483647
DIGEST = 12
HASHES = {AUTHENTICATION["md5"]: "md5", AUTHENTICATION["sha"]: "sha1"}
SPECIFIC_UNKNOWN = "unknown_models"


class UserMessage(NamedTuple):
    """A message of SNMPv3: its numbers, what secures it, and its data, still private if it is."""

    number: int
    flags: int
    engine: bytes
    boots: int
    time: int
    user: bytes
    digest: bytes
    salt: bytes
    data: Any


class Unsecured(Exception):
    """A message that is not let in; *field* is the counter that says why."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def decoded_user_message(data: bytes) -> UserMessage:
    """Return a message of SNMPv3; Malformed if it is none."""
    try:
        message, _ = decoder.decode(data, asn1Spec=SNMPv3Message())
        header = message["msgGlobalData"]
        if int(header["msgSecurityModel"]) != USM_MODEL:
            raise Unsecured(SPECIFIC_UNKNOWN)
        secured, _ = decoder.decode(message["msgSecurityParameters"].asOctets(), asn1Spec=UsmSecurityParameters())
        engine, boots, time, user, digest, salt = [secured[place] for place in range(6)]
        flags = header["msgFlags"].asOctets()[0]
        return UserMessage(
            int(header["msgID"]),
            flags,
            engine.asOctets(),
            int(boots),
            int(time),
            user.asOctets(),
            digest.asOctets(),
            salt.asOctets(),
            message["msgData"],
        )
    except BROKEN:
        raise Malformed from None


# -- keys ------------------------------------------------------------------------------------------------------------


def _key(code: str | None) -> bytes:
    return bytes.fromhex((code or "").replace(":", ""))


def digest_of(user: User, data: bytes) -> bytes:
    """Return the digest of a whole message in which the digest is zeros."""
    kind = getattr(hashlib, HASHES[user.usmUserAuthProtocol])
    return hmac.new(_key(user.auth_secret), data, kind).digest()[:DIGEST]


def _check_digest(user: User, message: UserMessage, data: bytes) -> None:
    place = data.find(message.digest) if len(message.digest) == DIGEST else -1
    blank = data[:place] + bytes(DIGEST) + data[place + DIGEST :]
    if place < 0 or not hmac.compare_digest(digest_of(user, blank), message.digest):
        raise Unsecured("wrong_digests")


def _decrypted(user: User, message: UserMessage) -> Any:
    """Return the scoped PDU of a private message."""
    try:
        cipher = univ.OctetString(message.data["encryptedPDU"].asOctets())
        about = message.boots, message.time, univ.OctetString(message.salt)
        plain = Des().decrypt_data(univ.OctetString(_key(user.priv_secret)[:16]), about, cipher)
        return decoder.decode(plain, asn1Spec=ScopedPDU())[0]
    except (*BROKEN, StatusInformation):
        raise Unsecured("decryption_errors") from None


def encrypted(node: "Node", user: User, scoped: bytes, boots: int, time: int) -> tuple[bytes, bytes]:
    """Return a scoped PDU as DES makes it private, and the salt: a number that is not used twice."""
    count(node, "salts")
    des = Des()
    des.local_int = counted(node).salts
    about = boots, time, None
    cipher, salt = des.encrypt_data(univ.OctetString(_key(user.priv_secret)[:16]), about, scoped)
    return cipher.asOctets(), salt.asOctets()


# -- what comes in ---------------------------------------------------------------------------------------------------


def user_of(node: "Node", name: bytes) -> User | None:
    """Return the user of this name."""
    return node.store.get(User, name.hex(":"))


def _secured(node: "Node", message: UserMessage, data: bytes) -> tuple[User, Any]:
    """Return the user of a message and its scoped PDU; Unsecured if it is not let in.  evidence: RFC 3414 3.2"""
    level = message.flags & 3
    if level == PRIVATE:
        count(node, "invalid_messages")
        raise Malformed
    if message.engine != engine_octets(node):
        raise Unsecured("unknown_engines")
    user = user_of(node, message.user)
    if user is None:
        raise Unsecured("unknown_users")
    if (level and not user.auth_secret) or (level & PRIVATE and not user.priv_secret):
        raise Unsecured("unsupported_levels")
    if level:
        _check_digest(user, message, data)
        if message.boots != engine_boots(node) or abs(message.time - engine_time(node)) > WINDOW:
            raise Unsecured("not_in_time")
    return user, _decrypted(user, message) if level & PRIVATE else message.data["plaintext"]


def answer_user(node: "Node", data: bytes) -> bytes:
    """Return the answer to a message of SNMPv3: a response, a report of why there is none, or no octets."""
    try:
        message = decoded_user_message(data)
    except Unsecured as refused:
        count(node, "errors", refused.field)
        return b""
    try:
        user, scoped = _secured(node, message, data)
        name = scoped["data"].getName()
        pdu = scoped["data"].getComponent()
    except Unsecured as refused:
        return _report(node, message, refused.field)
    except BROKEN:
        raise Malformed from None
    request = request_of(pdu, 1)
    if request is None or not name:
        count(node, "unknown_handlers")
        return b""
    who = Principal(USM_MODEL, user.usmUserName, 1 + bool(message.flags & 1) + bool(message.flags & 2))
    reply = carried_out(node, who, request)
    return user_message(node, message.number, user, message.flags & 3, response(number_of(pdu), reply, 1))


# -- what goes out ---------------------------------------------------------------------------------------------------


def _report(node: "Node", message: UserMessage, field: str) -> bytes:
    """Return a report of a counter; one about the time is signed, so that the sender believes it."""
    count(node, field)
    if not message.flags & REPORTABLE:
        return b""
    oid = (*(USM_STATS if field in USM else MESSAGE_STATS), USM.index(field) + 1 if field in USM else 1, 0)
    pdu = v2c.ReportPDU()
    v2c.apiPDU.set_defaults(pdu)
    v2c.apiPDU.set_request_id(pdu, _request_number(message))
    v2c.apiPDU.set_varbinds(pdu, bound([(oid, counter(int(getattr(counted(node), field))))], 1))
    user = user_of(node, message.user) if field == "not_in_time" else None
    return user_message(node, message.number, user, AUTHENTICATED if user else 0, pdu, message.user)


def _request_number(message: UserMessage) -> int:
    """Return the request ID of a message that is not private, else 0."""
    try:
        return number_of(message.data["plaintext"]["data"].getComponent())
    except BROKEN:
        return 0


def user_message(node: "Node", number: int, user: User | None, level: int, pdu: Any, name: bytes = b"") -> bytes:
    """Return a message of SNMPv3 as octets: *level* has the bits of authentication and privacy."""
    engine, boots, time = engine_octets(node), engine_boots(node), engine_time(node)
    scoped = ScopedPDU()
    scoped["contextEngineId"], scoped["contextName"] = engine, b""
    scoped["data"].setComponentByType(pdu.tagSet, pdu)
    cipher, salt = b"", b""
    if level & PRIVATE and user is not None:
        cipher, salt = encrypted(node, user, encoder.encode(scoped), boots, time)
    who = bytes.fromhex(user.usmUserName.replace(":", "")) if user is not None else name
    secured = UsmSecurityParameters()
    for place, value in enumerate((engine, boots, time, who, bytes(DIGEST) if level else b"", salt)):
        secured[place] = value
    message = SNMPv3Message()
    message["msgVersion"] = 3
    for field, content in (("msgID", number), ("msgMaxSize", MESSAGE_SIZE), ("msgSecurityModel", USM_MODEL)):
        message["msgGlobalData"][field] = content
    message["msgGlobalData"]["msgFlags"] = bytes([level])
    message["msgSecurityParameters"] = encoder.encode(secured)
    message["msgData"]["encryptedPDU" if cipher else "plaintext"] = cipher or scoped
    data = bytes(encoder.encode(message))
    return data.replace(bytes(DIGEST), digest_of(user, data), 1) if level and user is not None else data
