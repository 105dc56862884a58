"""The secrets in a typed command: hidden from logs, and encrypted where the line is kept."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xos_cli.switch.secrets import hidden

if TYPE_CHECKING:
    from xos_cli.language import Command

#: The arguments that nobody should read.
SECRETS = (
    *("password", "encrypted_password", "shared_secret", "auth_password", "priv_password", "simple_password", "key"),
    *("hex_auth_password", "hex_priv_password"),
)
STARS = "********"
#: What a word begins with behind which a secret follows, and whole words of the kind.
_BEFORE, _WORDS = ("passw", "shared", "simpl", "encr", "auth", "priva"), ("md5", "sha", "simple", "key")
#: How many words of a line about an account or a user come before the password, by the second word's beginning.
_NAMED = {"create account": 4, "configure account": 3, "create netlogin": 4}


def secrets_of(arguments: Mapping[str, Any]) -> list[str]:
    """Return the secrets among the arguments of a command."""
    return [arguments[name] for name in SECRETS if isinstance(arguments.get(name), str)] if arguments else []


def masked(words: Sequence[str], arguments: Mapping[str, Any]) -> str:
    """Return the line of a command with stars for its secrets, typed in clear or encrypted."""
    secrets, line = secrets_of(arguments), list[str]()
    for word in words:
        hidden_word = word.strip('"') in secrets
        if hidden_word and line[-1:] == ["hex"]:
            line.pop()
        line.append(STARS if hidden_word else word)
    return " ".join(word for word in line if not (secrets and word == "encrypted"))


def guarded(line: str) -> str:
    """Return a line that is no command, with stars for each word behind one that announces a secret."""
    words = line.split()
    end = min((at for at, word in enumerate(words, 1) if _announces(word.lower())), default=len(words))
    end = min([end, *[count for start, count in _NAMED.items() if _begins(words, start)]])
    return line if end >= len(words) else " ".join([*words[:end], *[STARS] * (len(words) - end)])


def _begins(words: Sequence[str], start: str) -> bool:
    """Return whether a line begins with these two words, perhaps abbreviated, and is about no password policy."""
    pairs = zip(start.split(), words, strict=False)
    return (
        len(words) > 1 and "password-policy" not in words and all(full.startswith(word.lower()) for full, word in pairs)
    )


def _announces(word: str) -> bool:
    """Return whether a secret may follow this word."""
    return word in _WORDS or (word.startswith(_BEFORE) and word != "password-policy")


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
