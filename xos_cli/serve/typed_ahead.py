"""The keys that were typed and not used yet, and how much they are."""

from collections import deque

from xos_cli.serve.keys import Key

#: The most characters that are typed ahead; reading stops until they are used.
AHEAD = 65536


class TypedAhead:
    """A queue of keys that knows its size and its Ctrl+C keys without counting them again."""

    def __init__(self) -> None:
        self._keys: deque[Key] = deque()
        self._size = self._stops = 0

    def __bool__(self) -> bool:
        return bool(self._keys)

    @property
    def full(self) -> bool:
        """Return whether so much was typed ahead that nothing more should be read."""
        return self._size > AHEAD

    @property
    def stops(self) -> bool:
        """Return whether Ctrl+C is among the keys."""
        return self._stops > 0

    @property
    def first(self) -> Key | None:
        """Return the key that is used next."""
        return self._keys[0] if self._keys else None

    def add(self, keys: list[Key]) -> None:
        """Append keys that were just typed."""
        self._keys += keys
        for key in keys:
            self._count(key, 1)

    def take(self) -> Key:
        """Remove and return the next key."""
        key = self._keys.popleft()
        self._count(key, -1)
        return key

    def put_back(self, text: str) -> None:
        """Put *text* before all other keys: the part of a key that was not used."""
        key = Key("text", text)
        self._keys.appendleft(key)
        self._count(key, 1)

    def clear(self) -> None:
        """Forget all of them."""
        self._keys.clear()
        self._size = self._stops = 0

    def _count(self, key: Key, sign: int) -> None:
        self._size += sign * (len(key.text) + 1)
        self._stops += sign * (key.name == "ctrl-c")
