"""TACACS+ messages (RFC 8907): what goes over a TCP connection to port 49.

The body is mixed with a pad of MD5 digests of the session, the shared secret and the number of the message; with
another secret it becomes octets without sense, whose lengths do not fit.
"""

import hashlib
from collections.abc import Sequence
from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.octets import take
from xos_cli.record import NamedTuple

PORT = 49
#: Versions: of everything, and of a login by PAP.
VERSION, VERSION_ONE = 0xC0, 0xC1
AUTHENTICATION, AUTHORIZATION, ACCOUNTING = 1, 2, 3
UNENCRYPTED = 1
HEADER = Struct("!BBBBII")
#: The most octets of a body that is believed.
LONGEST = 65535
#: Actions and types of authentication, services.
LOGIN, ASCII, PAP, LOGIN_SERVICE = 1, 1, 2, 1
TACACS_METHOD = 6
#: Statuses of authentication, of authorization, of accounting.
PASS, FAIL, GET_DATA, GET_USER, GET_PASSWORD, RESTART, ERROR = 1, 2, 3, 4, 5, 6, 7
PASS_ADD, PASS_REPLACE, DENIED, AUTHOR_ERROR = 1, 2, 16, 17
ACCOUNTED, ACCOUNT_ERROR = 1, 2
NO_ECHO = 1
#: Flags of accounting.
START, STOP = 2, 4
PROTOCOL = "tacacs"


class Tacacs(NamedTuple):
    """A message: its kind, the number in its session from 1, and its body in clear."""

    kind: int
    number: int
    session: int
    body: bytes
    version: int = VERSION
    flags: int = 0


class AuthenticationStart(NamedTuple):
    """The first message of a login: *user* "" if the server is to ask, *data* the password of PAP."""

    user: str
    port: str
    address: str
    data: bytes = b""
    type: int = ASCII
    action: int = LOGIN
    level: int = 1
    service: int = LOGIN_SERVICE


class AuthenticationReply(NamedTuple):
    """What the server says of a login, or asks for."""

    status: int
    text: str = ""
    flags: int = 0
    data: bytes = b""


class AuthenticationContinue(NamedTuple):
    """The answer to a question of the server."""

    text: str
    data: bytes = b""
    flags: int = 0


class Authorization(NamedTuple):
    """A question whether *user* may do what the arguments say: ``service=shell``, ``cmd=show``."""

    user: str
    port: str
    address: str
    arguments: tuple[str, ...]
    level: int = 1
    method: int = TACACS_METHOD
    type: int = ASCII
    service: int = LOGIN_SERVICE


class Answer(NamedTuple):
    """The answer to a question of authorization, or to what was told by accounting."""

    status: int
    arguments: tuple[str, ...] = ()
    text: str = ""
    data: str = ""


class Accounting(NamedTuple):
    """What is told of a user: *flags* START or STOP, and the rest as in ``Authorization``."""

    flags: int
    told: Authorization


# -- messages --------------------------------------------------------------------------------------------------------


def encode(message: Tacacs, secret: bytes) -> bytes:
    """Return the octets of a message, its body mixed unless it has no secret."""
    flags = message.flags | (0 if secret else UNENCRYPTED)
    head = HEADER.pack(message.version, message.kind, message.number, flags, message.session, len(message.body))
    return head + _mixed(message._replace(flags=flags), secret)


def decode(octets: bytes, secret: bytes) -> tuple[Tacacs, bytes] | None:
    """Return the first message in octets and the rest; None while it is not whole, PacketError if it is none."""
    if len(octets) < HEADER.size:
        return None
    version, kind, number, flags, session, length = take(HEADER, octets, 0, PROTOCOL)
    if version >> 4 != VERSION >> 4 or not 1 <= kind <= 3 or length > LONGEST:
        raise PacketError(PROTOCOL, f"version {version}, type {kind}, length {length}")
    end = HEADER.size + length
    if len(octets) < end:
        return None
    message = Tacacs(kind, number, session, octets[HEADER.size : end], version, flags)
    return message._replace(body=_mixed(message, secret)), octets[end:]


def _mixed(message: Tacacs, secret: bytes) -> bytes:
    """Return a body with the pad mixed in, or taken out (RFC 8907 4.5)."""
    if message.flags & UNENCRYPTED:
        return message.body
    start = message.session.to_bytes(4, "big") + secret + bytes((message.version, message.number))
    pad, last = b"", b""
    while len(pad) < len(message.body):
        last = hashlib.md5(start + last, usedforsecurity=False).digest()
        pad += last
    return bytes(one ^ other for one, other in zip(message.body, pad, strict=False))


# -- bodies ----------------------------------------------------------------------------------------------------------


def _split(body: bytes, at: int, lengths: Sequence[int]) -> list[bytes]:
    """Return the fields that follow one another from an offset; they must fill the body."""
    if at + sum(lengths) != len(body):
        raise PacketError(PROTOCOL, f"fields of {sum(lengths)} in {len(body) - at} octets")
    found = []
    for length in lengths:
        found.append(body[at : at + length])
        at += length
    return found


def _texts(fields: Sequence[bytes]) -> list[str]:
    return [field.decode("utf-8", "replace") for field in fields]


_START = Struct("!BBBBBBBB")
_REPLY = Struct("!BBHH")
_CONTINUE = Struct("!HHB")
_QUESTION = Struct("!BBBBBBBB")
_ANSWER = Struct("!BBHH")
_ACCOUNTED = Struct("!HHB")


def _short(text: str) -> bytes:
    """Return a text as a field with a length of one octet."""
    return text.encode()[:255]


def start_body(start: AuthenticationStart) -> bytes:
    """Return the body of the first message of a login."""
    fields = _short(start.user), _short(start.port), _short(start.address), start.data[:255]
    head = start.action, start.level, start.type, start.service
    return _START.pack(*head, *map(len, fields)) + b"".join(fields)


def start_of(body: bytes) -> AuthenticationStart:
    """Return the first message of a login."""
    action, level, type, service, *lengths = take(_START, body, 0, PROTOCOL)
    *fields, data = _split(body, _START.size, lengths)
    user, port, address = _texts(fields)
    return AuthenticationStart(user, port, address, data, type, action, level, service)


def reply_body(reply: AuthenticationReply) -> bytes:
    """Return the body of what the server says of a login."""
    text = reply.text.encode()
    return _REPLY.pack(reply.status, reply.flags, len(text), len(reply.data)) + text + reply.data


def reply_of(body: bytes) -> AuthenticationReply:
    """Return what the server says of a login; a status that there is not is a PacketError."""
    status, flags, *lengths = take(_REPLY, body, 0, PROTOCOL)
    text, data = _split(body, _REPLY.size, lengths)
    if not PASS <= status <= ERROR and status != 0x21:
        raise PacketError(PROTOCOL, f"status {status}")
    return AuthenticationReply(status, text.decode("utf-8", "replace"), flags, data)


def continue_body(answer: AuthenticationContinue) -> bytes:
    """Return the body of an answer to the server."""
    text = answer.text.encode()
    return _CONTINUE.pack(len(text), len(answer.data), answer.flags) + text + answer.data


def continue_of(body: bytes) -> AuthenticationContinue:
    """Return an answer to the server."""
    *lengths, flags = take(_CONTINUE, body, 0, PROTOCOL)
    text, data = _split(body, _CONTINUE.size, lengths)
    return AuthenticationContinue(text.decode("utf-8", "replace"), data, flags)


def question_body(question: Authorization) -> bytes:
    """Return the body of a question of authorization."""
    arguments = [_short(argument) for argument in question.arguments[:255]]
    fields = _short(question.user), _short(question.port), _short(question.address)
    head = question.method, question.level, question.type, question.service
    lengths = bytes(map(len, arguments))
    return _QUESTION.pack(*head, *map(len, fields), len(arguments)) + lengths + b"".join((*fields, *arguments))


def question_of(body: bytes) -> Authorization:
    """Return a question of authorization."""
    method, level, type, service, *lengths, count = take(_QUESTION, body, 0, PROTOCOL)
    at = _QUESTION.size + count
    user, port, address, *arguments = _texts(_split(body, at, [*lengths, *body[_QUESTION.size : at]]))
    return Authorization(user, port, address, tuple(arguments), level, method, type, service)


def answer_body(answer: Answer) -> bytes:
    """Return the body of the answer to a question of authorization."""
    arguments = [_short(argument) for argument in answer.arguments[:255]]
    text, data = answer.text.encode(), answer.data.encode()
    head = _ANSWER.pack(answer.status, len(arguments), len(text), len(data))
    return head + bytes(map(len, arguments)) + b"".join((text, data, *arguments))


def answer_of(body: bytes) -> Answer:
    """Return the answer to a question of authorization; a status that there is not is a PacketError."""
    status, count, *lengths = take(_ANSWER, body, 0, PROTOCOL)
    at = _ANSWER.size + count
    text, data, *arguments = _texts(_split(body, at, [*lengths, *body[_ANSWER.size : at]]))
    if status not in (PASS_ADD, PASS_REPLACE, DENIED, AUTHOR_ERROR, 0x21):
        raise PacketError(PROTOCOL, f"status {status}")
    return Answer(status, tuple(arguments), text, data)


def accounting_body(accounting: Accounting) -> bytes:
    """Return the body of what is told by accounting."""
    return bytes((accounting.flags,)) + question_body(accounting.told)


def accounting_of(body: bytes) -> Accounting:
    """Return what is told by accounting."""
    if not body:
        raise PacketError(PROTOCOL, "no flags")
    return Accounting(body[0], question_of(body[1:]))


def accounted_body(answer: Answer) -> bytes:
    """Return the body of the answer to what was told by accounting."""
    text, data = answer.text.encode(), answer.data.encode()
    return _ACCOUNTED.pack(len(text), len(data), answer.status) + text + data


def accounted_of(body: bytes) -> Answer:
    """Return the answer to what was told by accounting; a status that there is not is a PacketError."""
    *lengths, status = take(_ACCOUNTED, body, 0, PROTOCOL)
    text, data = _texts(_split(body, _ACCOUNTED.size, lengths))
    if status not in (ACCOUNTED, ACCOUNT_ERROR, 0x21):
        raise PacketError(PROTOCOL, f"status {status}")
    return Answer(status, (), text, data)
