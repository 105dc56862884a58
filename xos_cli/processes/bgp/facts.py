"""Answer what the recorded lines of BGP configure of the router and its neighbors, for `show bgp`."""

from collections.abc import Iterator

from xos_cli.record import NamedTuple
from xos_cli.switch.recorded import known
from xos_cli.switch.tables import Store

#: The origins of routes, as commands call them and as the switch shows them.  evidence: recalled
ORIGINS = {
    "direct": "Direct",
    "static": "Static",
    "rip": "RIP",
    "blackhole": "BlackHole",
    "ospf-intra": "OSPFIntra",
    "ospf-inter": "OSPFInter",
    "ospf-extern1": "OSPFExt1",
    "ospf-extern2": "OSPFExt2",
}


class Peer(NamedTuple):
    """A neighbour: *number* is that of its autonomous system.  evidence: recalled (the weight of one that has none)"""

    address: str
    number: int = 0
    enabled: bool = False
    multi_hop: bool = False
    client: bool = False
    weight: int = 1


class BgpRouter(NamedTuple):
    """The router: *settings* by the words of their commands, *exports* the origins and their policies."""

    settings: dict[str, str]
    exports: dict[str, str]
    networks: tuple[str, ...]
    aggregates: tuple[str, ...]
    confederation: tuple[str, ...]

    def number(self, words: str, default: str = "0") -> str:
        """Return a setting, or *default* where it was not configured."""
        return self.settings.get(words, default)

    def on(self, words: str = "") -> bool:
        """Return whether a feature is enabled; without *words*, whether BGP is."""
        return self.settings.get(f"enable {words}".rstrip(), "") == "yes"


def _lines(store: Store) -> Iterator[list[str]]:
    for line in known(store, "bgp"):
        yield line.split()


# -- the router ------------------------------------------------------------------------------------------------------


def router(store: Store) -> BgpRouter:
    """Return what the recorded lines say of the router."""
    found = BgpRouter(
        _settings(store), _exports(store), _added(store, "network"), _added(store, "aggregate-address"), ()
    )
    return found._replace(confederation=tuple(words[-1] for words in _lines(store) if "confederation-peer" in words))


def _settings(store: Store) -> dict[str, str]:
    """Return the settings: ``AS-number`` with its value, ``enable aggregation`` with ``yes`` or ``no``."""
    found: dict[str, str] = {}
    for words in _lines(store):
        match words:
            case ["configure", "bgp", name, value] if name not in ("neighbor", "peer-group"):
                found[name] = value
            case ["enable" | "disable" as verb, "bgp", *rest] if rest[:1] not in (["neighbor"], ["export"]):
                found[" ".join(["enable", *rest[:1]])] = "yes" if verb == "enable" else "no"
    return found


def _exports(store: Store) -> dict[str, str]:
    """Return the exported origins with their policies; the word ``ospf`` means its four kinds."""
    found: dict[str, str] = {}
    for words in _lines(store):
        match words:
            case ["enable", "bgp", "export", word, *rest]:
                policy = rest[-1] if rest else "None"
                found |= {origin: policy for origin in ORIGINS if word in (origin, origin.partition("-")[0])}
    return found


def _added(store: Store, kind: str) -> tuple[str, ...]:
    return tuple([words[4] for words in _lines(store) if words[:4] == ["configure", "bgp", "add", kind] and words[4:]])


# -- neighbours ------------------------------------------------------------------------------------------------------


def peers(store: Store) -> list[Peer]:
    """Return the neighbors as the recorded lines configure them, in any order."""
    found = _created(store)
    for words in _lines(store):
        match words:
            case ["configure" | "enable" | "disable", "bgp", "neighbor", name, *_]:
                named = list(found) if name == "all" else [name]
                found |= {one: _told(found[one], words) for one in named if one in found}
    return list(found.values())


def _created(store: Store) -> dict[str, Peer]:
    groups = _groups(store)
    found: dict[str, Peer] = {}
    for words in _lines(store):
        match words:
            case ["create", "bgp", "neighbor", address, "peer-group", group, *rest]:
                found[address] = Peer(address, groups.get(group, 0), multi_hop=bool(rest))
            case ["create", "bgp", "neighbor", address, "remote-AS-number", number, *rest]:
                found[address] = Peer(address, int(number), multi_hop=bool(rest))
    return found


def _told(peer: Peer, words: list[str]) -> Peer:
    """Return the neighbour after one line about it."""
    match words:
        case ["enable" | "disable" as verb, _, _, _]:
            return peer._replace(enabled=verb == "enable")
        case [_, _, _, _, "weight", weight]:
            return peer._replace(weight=int(weight))
        case [_, _, _, _, "route-reflector-client" | "no-route-reflector-client" as word]:
            return peer._replace(client=not word.startswith("no-"))
    return peer


def _groups(store: Store) -> dict[str, int]:
    """Return the autonomous systems of the peer groups that have one."""
    found: dict[str, int] = {}
    for words in _lines(store):
        match words:
            case ["configure", "bgp", "peer-group", name, "remote-AS-number", number]:
                found[name] = int(number)
    return found
