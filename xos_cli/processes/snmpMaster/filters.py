"""The filters of notifications (RFC 3413 6), which are recorded lines: what a target's parameters let through."""

from collections.abc import Iterator, Sequence

from xos_cli.processes.snmpMaster.access_control import Family
from xos_cli.processes.snmpMaster.keys import coded
from xos_cli.processes.snmpMaster.mib.objects import Oid, numbers
from xos_cli.switch.recorded import told
from xos_cli.switch.tables import Store


def _named(words: list[str]) -> tuple[str, list[str]]:
    """Return a name at the start of some words in hexadecimal, and the words behind it; a name can be ``hex``."""
    if words[0] == "hex" and len(words) > 1 and words[1] not in ("subtree", "param", "volatile"):
        return words[1].lower().replace(":", ""), words[2:]
    return coded(words[0]).replace(":", ""), words[1:]


def _profiles(store: Store, params: str) -> Iterator[str]:
    """Yield the profiles of a target's parameters, whose name is in hexadecimal."""
    for words in told(store, "configure snmpv3 add filter-profile"):
        profile, rest = _named(words)
        if _named(rest[1:])[0] == params.replace(":", ""):
            yield profile


def _families(store: Store, profile: str) -> list[Family]:
    """Return the subtrees of a profile, the longest first."""
    found = []
    for words in told(store, "configure snmpv3 add filter"):
        name, rest = _named(words)
        if name == profile:
            subtree, _, mask = rest[1].partition("/")
            found.append(Family(numbers(subtree), _bits(mask), rest[3] == "included"))
    return sorted(found, key=lambda one: (len(one.subtree), one.subtree), reverse=True)


def _bits(mask: str) -> tuple[int, ...]:
    octets = bytes.fromhex(mask.replace(":", "").replace(".", ""))
    return tuple([octet >> place & 1 for octet in octets for place in range(7, -1, -1)])


def passes(store: Store, params: str, oid: Oid, objects: Sequence[Oid]) -> bool:
    """Return whether a notification passes the filters: it is included, and none of its objects is excluded."""
    profiles = list(_profiles(store, params))
    if not profiles:
        return True
    families = [family for profile in profiles for family in _families(store, profile)]
    included = next((family.included for family in families if family.has(oid)), False)
    return included and all(next((one.included for one in families if one.has(part)), True) for part in objects)
