"""Encrypt passwords as the switch keeps them: MD5-crypt without its ``$1$``.

evidence: capture 11.2 (``uZSl9I$vR7ekrMugwuY8doNHjUWG1``: a salt of six characters)
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

_SALT = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def encrypted(node: "Node", password: str) -> str:
    """Return a password as the switch keeps it, "" for none. The salt depends on the seed and the time only: runs can
    be repeated.
    """
    if not password:
        return ""
    import zlib

    from passlib.hash import md5_crypt

    number = zlib.crc32(f"{node.seed}/{node.time()}".encode())
    salt = "".join(_SALT[number >> shift & 63] for shift in range(0, 31, 6))
    return str(md5_crypt.using(salt=salt).hash(password)).removeprefix("$1$")


def matches(kept: str, password: str) -> bool:
    """Return whether a password is the one that is kept. An empty one matches only an empty one, and nothing matches
    what is no MD5-crypt.
    """
    if not kept:
        return not password
    from passlib.hash import md5_crypt

    try:
        return bool(md5_crypt.verify(password, f"$1${kept}"))
    except (ValueError, UnicodeError):
        return False
