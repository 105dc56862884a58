"""The encrypted form in which secrets are kept and shown: shared secrets, passwords of routing protocols.

It hides a secret from whoever looks over a shoulder, and no more: the switch itself needs the secret in clear.

evidence: guide 11.x (that there is such a form, and that it is read back), inferred (the cipher: what the switch writes
cannot be read here, and what is written here cannot be read by the switch)
"""

from itertools import cycle

#: What every code begins with, so that one of the switch's own is not taken for one that can be read here.
MARK = "x0"
_KEY = bytes.fromhex("b2f6237fcf40820f00d1b50374d24edce8cd798a85e65f24f3c1ac769c6e80e5")


def hidden(secret: str) -> str:
    """Return the encrypted form of a secret: a mark and hexadecimal digits."""
    return MARK + _mixed(secret.encode()).hex()


def shown(kept: str) -> str:
    """Return the encrypted form of what is kept: it may be that form already, or clear text of an earlier file."""
    return kept if kept.startswith(MARK) else hidden(kept)


def revealed(code: str) -> str:
    """Return the secret of an encrypted form; a form that was not made here stands for itself."""
    try:
        return _mixed(bytes.fromhex(code.removeprefix(MARK))).decode() if code.startswith(MARK) else code
    except ValueError:
        return code


def _mixed(data: bytes) -> bytes:
    return bytes(byte ^ key for byte, key in zip(data, cycle(_KEY), strict=False))
