"""What OSPF exports: elements inside the ``ospfGlobal`` element, which no row can have as fields.

They are kept to the letter, as the file has them, in a row that belongs to the one of ``ospfGlobal``.
evidence: capture 11.2 (all of the element), inferred (the policy in ``rtmap_s``)
"""

import re

from xos_cli.record import NamedTuple
from xos_cli.switch.savedfile import Unknown
from xos_cli.switch.tables import Store

#: The origins, in the order of the file.
ORIGINS = ("direct", "static", "rip", "e-bgp", "i-bgp")
_OWNER = ("ospfGlobal",)
_ELEMENT = re.compile(
    r"<ospfRouteLeak><cost>(\d+)</cost><shutdown_priority>\d+</shutdown_priority><operation_status>\d+"
    r"</operation_status>(?:<rtmap_s/>|<rtmap_s><!\[CDATA\[(.*?)\]\]></rtmap_s>)<hasRtMap>\d+</hasRtMap>"
    r"<proto><!\[CDATA\[(.*?)\]\]></proto><tag>(\d+)</tag><type>(\d+)</type><enable>(\d+)</enable></ospfRouteLeak>"
)


class Leak(NamedTuple):
    """How the routes of one origin are passed on: *type* 1 or 2, or as a policy says."""

    origin: str
    enabled: bool = False
    cost: int = 0
    type: int = 0
    tag: int = 0
    policy: str = ""


def leaks(store: Store) -> list[Leak]:
    """Return every origin of routes, exported or not."""
    row = _row(store)
    found = {match[3]: match for match in _ELEMENT.finditer(row.text)} if row else {}
    return [_leak(found[origin]) if origin in found else Leak(origin) for origin in ORIGINS]


def _leak(match: re.Match[str]) -> Leak:
    return Leak(match[3], match[6] == "1", int(match[1]), int(match[5]), int(match[4]), match[2] or "")


def _row(store: Store) -> Unknown | None:
    return next((row for row in store.rows(Unknown) if row.module == "ospf" and row.of == _OWNER), None)


def changed(store: Store, new: list[Leak]) -> Unknown:
    """Return the row that keeps these exports instead; what else it has, it keeps."""
    row = _row(store) or Unknown("ospf", 0, "", "", _OWNER)
    rest = _ELEMENT.sub("", row.text)
    return row._replace(text="".join(_text(leak) for leak in new) + rest)


def _text(leak: Leak) -> str:
    policy = f"<rtmap_s><![CDATA[{leak.policy}]]></rtmap_s>" if leak.policy else "<rtmap_s/>"
    return (
        f"<ospfRouteLeak><cost>{leak.cost}</cost><shutdown_priority>2048</shutdown_priority><operation_status>0"
        f"</operation_status>{policy}<hasRtMap>{int(bool(leak.policy))}</hasRtMap>"
        f"<proto><![CDATA[{leak.origin}]]></proto><tag>{leak.tag}</tag><type>{leak.type}</type>"
        f"<enable>{int(leak.enabled)}</enable></ospfRouteLeak>"
    )


def nothing() -> Unknown:
    """Return the row of a switch that exports nothing."""
    return Unknown("ospf", 0, "".join(_text(Leak(origin)) for origin in ORIGINS), "", _OWNER)
