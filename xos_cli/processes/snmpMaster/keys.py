"""Names and keys as SNMP has them: in hexadecimal, and keys made from a password for one engine alone.

evidence: RFC 3414 A.2 (keys), capture 11.2 (that its five users have such keys, made of the passwords below)
"""

from functools import cache
from importlib import import_module

#: The number of the vendor, in front of an engine ID.
PREFIX = "80:00:07:7c:"
#: The hash of each authentication.
HASHES = {"md5": "md5", "sha": "sha1"}

#: The keys of the users that every switch has, before they are made for its engine: of ``password`` for admin, of its
#: own name for each other.  (To make them takes a megabyte of hashing each, at every start.)
KEYS = {
    "admin": "9f1626506dbd7540c8ce526070fb69f9",
    "initialmd5": "9107b511355ecbe632cf88def8c3dac7",
    "initialsha": "3199e001ff96e99cdb9195d1f74933e6e1b10d33",
    "initialmd5Priv": "66a4eb93d5e52661e678a6bf90938e04",
    "initialshaPriv": "0b99b59317e1e079cf377ed148f551961fd4165d",
}


def coded(text: str) -> str:
    """Return a text in hexadecimal: ``61:64:6d:69:6e`` for ``admin``."""
    return text.encode().hex(":")


def decoded(code: str) -> str:
    """Return the text of a hexadecimal name, without what is no text in it."""
    return bytes.fromhex(code.replace(":", "")).decode("utf-8", "replace")


def is_code(text: str) -> bool:
    """Return whether a text is hexadecimal in pairs."""
    try:
        return bool(bytes.fromhex(text.replace(":", "")))
    except ValueError:
        return False


def engine(number: str) -> str:
    """Return the whole engine ID for the part of it that is configured."""
    return PREFIX + number


def engine_of(mac: str) -> str:
    """Return the part of the engine ID that a new switch has: of the kind "MAC address"."""
    return f"03:{mac.lower()}"


def localized(key: str, engine_id: str, kind: str) -> str:
    """Return a key for one engine. *key* is hexadecimal, *kind* is ``md5`` or ``sha``."""
    raw, where = bytes.fromhex(key), bytes.fromhex(engine_id.replace(":", ""))
    return _hash(HASHES[kind], raw + where + raw).hex(":")


@cache
def key_of_password(password: str, kind: str) -> str:
    """Return the key of a password, for no engine yet: the hash of a megabyte of it."""
    text = password.encode()
    megabyte = (text * (1048576 // len(text) + 1))[:1048576]
    return _hash(HASHES[kind], megabyte).hex()


def _hash(name: str, data: bytes) -> bytes:
    """Return the hash of *data* by the function *name*, from the module that Python has of it.

    ``hashlib`` would load OpenSSL, at every start; a Python that was built without such modules has only that.
    """
    try:
        digest: bytes = getattr(import_module(f"_{name}"), name)(data).digest()
    except ImportError:
        import hashlib

        digest = hashlib.new(name, data, usedforsecurity=False).digest()
    return digest
