"""The link-state database, and which of two instances of an LSA is newer (RFC 2328, 12.2 and 13.1)."""

from typing import TypeAlias

from xos_cli.packets.ospf_records import MAX_AGE, Lsa, LsaHeader, LsaKey
from xos_cli.record import NamedTuple

#: Ages that differ by less count as equal, in seconds.
MAX_AGE_DIFF = 900
#: Where an LSA belongs to: an area's number, or one of these two; LSAs of a link are those of ``("link", name)``.
AS = -1
Scope: TypeAlias = int | tuple[str, str]


class Stored(NamedTuple):
    """An LSA in the database: *born* is when its age was 0, *installed* when it came into the database."""

    lsa: Lsa
    born: float
    installed: float

    def __deepcopy__(self, memo: object) -> "Stored":
        return self

    def age(self, now: float) -> int:
        """Return its age in whole seconds."""
        return min(MAX_AGE, int(now - self.born))

    def aged(self, now: float, more: int = 0) -> Lsa:
        """Return the LSA with the age it has now, or is sent with after *more* seconds of delay."""
        return self.lsa._replace(age=min(MAX_AGE, int(now - self.born) + more))

    def header(self, now: float) -> LsaHeader:
        """Return the header, with the age it has now."""
        return self.lsa.header._replace(age=self.age(now))


Database: TypeAlias = dict[LsaKey, Stored]


def newer(one: Lsa | LsaHeader, other: Lsa | LsaHeader) -> int:
    """Return 1 if *one* is the newer instance, -1 if *other* is, 0 if they are the same."""
    if one.sequence != other.sequence:
        return 1 if one.sequence > other.sequence else -1
    if one[1:] != other[1:] and one.checksum != other.checksum:
        return 1 if one.checksum > other.checksum else -1
    if (one.age >= MAX_AGE) != (other.age >= MAX_AGE):
        return 1 if one.age >= MAX_AGE else -1
    if abs(one.age - other.age) > MAX_AGE_DIFF:
        return 1 if one.age < other.age else -1
    return 0
