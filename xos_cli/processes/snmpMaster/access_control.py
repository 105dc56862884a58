"""The view-based access control model (RFC 3415): which objects a user or a community may read, set, be told of."""

from collections.abc import Collection
from typing import ClassVar

from xos_cli.processes.snmpMaster.mib.objects import Oid, numbers
from xos_cli.processes.snmpMaster.rows import INCLUDED, SnmpAccess, SnmpGroup, View
from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Store

#: What is wanted of an object, by the field of an access row that names the view.
READ, WRITE, NOTIFY = "vacmAccessReadViewName", "vacmAccessWriteViewName", "vacmAccessNotifyViewName"


class Principal(NamedTuple):
    """Who asks: the security model (1, 2, 3), the name in hexadecimal, the level (1: none, 2: authenticated, 3: private
    too).
    """

    model: int
    name: str
    level: int = 1


class Family(NamedTuple):
    """A subtree of a view; a bit of *mask* that is 0 has any number match there."""

    subtree: Oid
    mask: tuple[int, ...]
    included: bool

    def has(self, oid: Oid) -> bool:
        """Return whether an object is in the subtree."""
        if not self.mask:
            return oid[: len(self.subtree)] == self.subtree
        return len(oid) >= len(self.subtree) and all(
            number == other or not bit for number, other, bit in zip(self.subtree, oid, self.mask, strict=False)
        )


def family_of(row: View) -> Family:
    """Return the subtree of a row."""
    included = row.vacmViewTreeFamilyType == INCLUDED
    return masked_family(row.vacmViewTreeFamilySubtree, row.vacmViewTreeFamilyMask, included)


def masked_family(dotted: str, mask_text: str, included: bool) -> Family:
    """Return a subtree with its mask in hexadecimal; a mask that is too short is filled with ones."""
    subtree = numbers(dotted)
    octets = bytes.fromhex(mask_text.replace(":", "").replace(".", ""))
    bits = [octet >> place & 1 for octet in octets for place in range(7, -1, -1)]
    mask = (*bits, *[1] * len(subtree))[: len(subtree)] if 0 in bits[: len(subtree)] else ()
    return Family(subtree, tuple(mask), included)


class Views:
    """The subtrees of each view, the longest and then the greatest first: the first that has an object decides."""

    FOLLOWS: ClassVar[Collection[type]] = (View, SnmpGroup, SnmpAccess)

    def __init__(self) -> None:
        self._families: dict[str, list[Family]] = {}
        self._chosen: dict[tuple[Principal, str], str] = {}

    def follow(self, table: type, key: tuple[object, ...], before: object, row: object) -> None:
        """Clear the cache."""
        self.stale(table)

    def stale(self, table: type) -> None:
        """Clear the cache."""
        self._families.clear()
        self._chosen.clear()

    def families(self, store: Store, view: str) -> list[Family]:
        """Return the subtrees of a view."""
        if view not in self._families:
            rows = [row for row in store.rows(View) if row.vacmViewTreeFamilyViewName == view]
            found = [family_of(row) for row in rows]
            self._families[view] = sorted(found, key=lambda one: (len(one.subtree), one.subtree), reverse=True)
        return self._families[view]

    def view(self, store: Store, who: Principal, wanted: str) -> str:
        """Return the view of a principal, "" for none."""
        if (who, wanted) not in self._chosen:
            self._chosen[who, wanted] = _view(store, who, wanted)
        return self._chosen[who, wanted]


def _view(store: Store, who: Principal, wanted: str) -> str:
    """Return the view in the access row of the group: of the highest level that the message has reached."""
    group = store.get(SnmpGroup, who.model, who.name)
    if group is None:
        return ""
    rows = [
        row
        for row in store.rows(SnmpAccess)
        if row.vacmGroupName == group.vacmGroupName
        and row.vacmAccessSecurityModel == who.model
        and row.vacmAccessSecurityLevel <= who.level
        and not row.vacmAccessContextPrefix
    ]
    best = max(rows, key=lambda row: row.vacmAccessSecurityLevel, default=None)
    return str(getattr(best, wanted)) if best is not None else ""


def allowed(store: Store, who: Principal, wanted: str, oid: Oid) -> bool:
    """Return whether a principal may read, set or be told of an object."""
    views = store.view(Views)
    view = views.view(store, who, wanted)
    if not view:
        return False
    return next((family.included for family in views.families(store, view) if family.has(oid)), False)
