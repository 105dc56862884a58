"""The secrets in a typed command: hidden from logs, and encrypted where the line is kept."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xos_cli.switch.secrets import hidden

if TYPE_CHECKING:
    from xos_cli.language import Command

#: The arguments that nobody should read.
SECRETS = (
    *("password", "encrypted_password", "shared_secret", "auth_password", "priv_password", "simple_password", "key"),
)
STARS = "********"


def secrets_of(arguments: Mapping[str, Any]) -> list[str]:
    """Return the secrets among the arguments of a command."""
    return [arguments[name] for name in SECRETS if isinstance(arguments.get(name), str)] if arguments else []


def masked(words: Sequence[str], arguments: Mapping[str, Any]) -> str:
    """Return the line of a command with stars for its secrets."""
    secrets = secrets_of(arguments)
    return " ".join(STARS if word.strip('"') in secrets else word for word in words)


def readable(command: "Command") -> str:
    """Return the line of a command as anybody may read it: its secret encrypted, or stars where it has no such form."""
    if "{encrypted}" in command.entry.notation:
        return " ".join(sealed(command).words)
    return masked(command.words, command.arguments)


def sealed(command: "Command") -> "Command":
    """Return a command with its secret in the encrypted form, if it takes one and does not have it yet."""
    name = next((name for name in SECRETS if isinstance(command.arguments.get(name), str)), "")
    if not name or command.arguments.get("encrypted") or "{encrypted}" not in command.entry.notation:
        return command
    secret, words = str(command.arguments[name]), list(command.words)
    at = _place(words, secret)
    words[at] = f'"{hidden(secret)}"'
    words.insert(_before(words, at), "encrypted")
    return command._replace(
        words=tuple(words), arguments={**command.arguments, name: hidden(secret), "encrypted": True}
    )


def _place(words: Sequence[str], secret: str) -> int:
    """Return where the secret stands: a name before it, and what follows it, may be the same word."""
    end = next((at for at, word in enumerate(words) if word in ("vlan-vsa", "ports")), len(words))
    places = [at for at, word in enumerate(words) if word.strip('"') == secret]
    return ([at for at in places if at < end] or places)[-1]  # a user may be called vlan-vsa


def _before(words: Sequence[str], at: int) -> int:
    """Return where the word ``encrypted`` belongs: before the kind of the secret, or before the secret itself."""
    if words[at - 1] == "simple-password":
        return at - 1
    return at - 2 if words[at - 2] == "md5" else at
