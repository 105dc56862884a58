"""Mix the octets of SSH and of SSL with a key: it keeps a capture from showing them, and is no cryptography."""

from itertools import cycle

#: The key of the octets.
MASK = bytes.fromhex("5e1f9ab23c74d80651e7")


class Veil:
    """Encrypt the octets of one direction with a key, or leave them in clear."""

    def __init__(self, secure: bool) -> None:
        self._key = cycle(MASK if secure else b"\0")

    def mix(self, octets: bytes) -> bytes:
        """Return the octets encrypted or decrypted: both are the same operation."""
        return bytes([octet ^ next(self._key) for octet in octets])
