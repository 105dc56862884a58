"""A TACACS+ server at a host: its users, what they may type, and what it was told of."""

from collections.abc import Mapping
from typing import Any

from xos_cli.errors import PacketError
from xos_cli.packets import tacacs
from xos_cli.packets.tacacs import (
    Accounting,
    Answer,
    AuthenticationReply,
    Authorization,
    Tacacs,
)
from xos_cli.record import NamedTuple
from xos_cli.switch.tcp_ends import TcpEnds, TcpKey
from xos_cli.switch.timing.clock import Clock

#: The secret of a server that the network file gives none.
SECRET = "secret"
#: The bodies of answers to messages that make no sense.
ERRORS = {
    tacacs.AUTHENTICATION: tacacs.reply_body(AuthenticationReply(tacacs.ERROR)),
    tacacs.AUTHORIZATION: tacacs.answer_body(Answer(tacacs.AUTHOR_ERROR)),
    tacacs.ACCOUNTING: tacacs.accounted_body(Answer(tacacs.ACCOUNT_ERROR)),
}


class TacacsUser(NamedTuple):
    """A user: the password, the privilege level, and how commands begin that the user may or may not type.

    Without *permit* every command may be typed that *deny* does not name.
    """

    password: str
    level: int = 1
    permit: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()

    def may(self, command: str) -> bool:
        """Return whether the user may type a command."""
        denied = any(command.startswith(words) for words in self.deny)
        return not denied and (not self.permit or any(command.startswith(words) for words in self.permit))


class TacacsNote(NamedTuple):
    """What accounting told: when, of whom, ``start`` or ``stop``, and the command, "" for a login."""

    at: float
    user: str
    status: str
    command: str


class TacacsServer:
    """A TACACS+ server (RFC 8907).  A client with another secret is not understood, and is told that (4.5)."""

    def __init__(self, table: Mapping[str, Any], clock: Clock) -> None:
        self.secret = str(table.get("secret", SECRET)).encode()
        self.users = {name: _user(given) for name, given in table.get("users", {}).items()}
        self.accepted = self.refused = self.dropped = 0
        self.notes: list[TacacsNote] = []
        self._clock = clock
        self._heard: dict[TcpKey, bytes] = {}
        self._names: dict[TcpKey, str] = {}

    def hear(self, ends: TcpEnds, key: TcpKey) -> None:
        """Take what came in over a connection, and answer every message that is whole."""
        octets = self._heard.pop(key, b"") + ends.read(key)
        end = ends.ends.get(key)
        if end is not None and end.over:
            ends.close(key)
        try:
            while (found := tacacs.decode(octets, self.secret)) is not None:
                message, octets = found
                self._take(ends, key, message)
        except PacketError:
            self.dropped += 1
            ends.close(key)
            octets = b""
        if octets:
            self._heard[key] = octets

    def _take(self, ends: TcpEnds, key: TcpKey, message: Tacacs) -> None:
        """Answer a message, one that makes no sense with an error."""
        try:
            body, over = self._answered(key, message)
        except PacketError:
            self.dropped += 1
            body, over = ERRORS[message.kind], True
        ends.write(key, tacacs.encode(message._replace(number=message.number + 1, body=body), self.secret))
        if over:
            self._names.pop(key, None)
            ends.close(key)

    def _answered(self, key: TcpKey, message: Tacacs) -> tuple[bytes, bool]:
        """Return the body of the answer to a message, and whether nothing more is asked."""
        if message.kind == tacacs.AUTHENTICATION:
            reply = self._login(key, message)
            return tacacs.reply_body(reply), reply.status not in (tacacs.GET_USER, tacacs.GET_PASSWORD)
        if message.kind == tacacs.AUTHORIZATION:
            return tacacs.answer_body(self._authorize(tacacs.question_of(message.body))), True
        return tacacs.accounted_body(self._account(tacacs.accounting_of(message.body))), True

    def _login(self, key: TcpKey, message: Tacacs) -> AuthenticationReply:
        """Return the next step of a login."""
        if message.number == 1:
            start = tacacs.start_of(message.body)
            if start.type == tacacs.PAP:
                return self._judge(start.user, start.data)
            return self._asked(key, start.user)
        answer = tacacs.continue_of(message.body)
        if key in self._names:
            return self._judge(self._names.pop(key), answer.text.encode())
        return self._asked(key, answer.text)

    def _asked(self, key: TcpKey, name: str) -> AuthenticationReply:
        if not name:
            return AuthenticationReply(tacacs.GET_USER, "Username: ")
        self._names[key] = name
        return AuthenticationReply(tacacs.GET_PASSWORD, "Password: ", tacacs.NO_ECHO)

    def _judge(self, name: str, password: bytes) -> AuthenticationReply:
        user = self.users.get(name)
        if user is None or user.password.encode() != password:
            self.refused += 1
            return AuthenticationReply(tacacs.FAIL)
        self.accepted += 1
        return AuthenticationReply(tacacs.PASS)

    def _authorize(self, question: Authorization) -> Answer:
        """Return whether a user may do something, and the level of one who begins a session."""
        user = self.users.get(question.user)
        if user is None:
            return Answer(tacacs.DENIED)
        command = command_of(question.arguments)
        if not command:
            return Answer(tacacs.PASS_ADD, (f"priv-lvl={user.level}",))
        return Answer(tacacs.PASS_ADD if user.may(command) else tacacs.DENIED)

    def _account(self, accounting: Accounting) -> Answer:
        status = "start" if accounting.flags & tacacs.START else "stop"
        told = accounting.told
        self.notes.append(TacacsNote(self._clock.now, told.user, status, command_of(told.arguments)))
        return Answer(tacacs.ACCOUNTED)


def command_of(arguments: tuple[str, ...]) -> str:
    """Return the command line in the arguments of a question, "" for a session."""
    words = [value for name, _, value in (one.partition("=") for one in arguments) if name in ("cmd", "cmd-arg")]
    return " ".join(word for word in words if word and word != "<cr>")


def _user(given: Any) -> TacacsUser:
    if isinstance(given, str):
        return TacacsUser(given)
    texts = {key: tuple(given.get(key, ())) for key in ("permit", "deny")}
    return TacacsUser(given["password"], given.get("level", 1), **texts)
