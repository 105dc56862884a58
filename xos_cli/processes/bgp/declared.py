"""The settings of the router, of peer groups and of neighbors, each by its line of `show configuration`."""

from collections.abc import Iterator, Mapping
from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.settings import Entry, Handler, Setting, Subject
from xos_cli.errors import Refusal
from xos_cli.processes.bgp.rows import (
    Bgp,
    BgpAggregate,
    BgpConfederationPeer,
    BgpExport,
    BgpNeighbor,
    BgpNetwork,
    BgpPeerGroup,
)

ROUTER = Subject(Bgp)
GROUP = Subject(BgpPeerGroup, "bgp-peer-group")
NEIGHBOR = Subject(BgpNeighbor, "bgp-neighbor")
_ORIGIN = "<origin=blackhole|direct|ospf|ospf-extern1|ospf-extern2|ospf-inter|ospf-intra|rip|static>"
_FAMILY = "ipv4-unicast|ipv4-multicast"
_NEIGHBOR = "bgp neighbor <address=remoteaddr>"
_REUSE = "reuse-limit <reuseLimit=reuse_limit> suppress-limit <suppressLimit=suppress_limit>"


class Neighbor(Entry):
    """The command that creates a neighbor: with the number of its autonomous system, or in a group that has one."""

    def text(self, row: Any) -> str:
        """Return the line; a neighbor with a number of its own may have come into its group later."""
        return super().text(row._replace(group="") if row.asNumber else row)


class Member(Setting):
    """The command that puts a neighbor into a group."""

    def turn_on(self, call: Call, rows: list[Any], given: Mapping[str, Any]) -> None:
        """Put neighbors into a group or none; one without a number of its own has to be in one.  evidence: inferred"""
        for row in rows:
            if not (given["group"] or row.asNumber):
                raise Refusal(f"Error: BGP neighbor {row.address} has no AS number but that of its peer group.")
        super().turn_on(call, rows, given)

    def values(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields that a command sets; a neighbor in no group acquires nothing from one."""
        return super().values(given if given.get("group") else {})

    def text(self, row: Any) -> str:
        """Return the line, unless the line that created the neighbor says the same."""
        return super().text(row) if row.asNumber or row.acquireAll else ""


class Capability(Setting):
    """A capability of the sessions with a neighbor; one command turns all of them on, one off."""

    def handlers(self) -> Iterator[tuple[str, Handler]]:
        """Yield nothing: the commands are carried out by functions of their own."""
        yield from ()


def _capability(word: str, field: str) -> Capability:
    return Capability(
        NEIGHBOR, f"enable {_NEIGHBOR} capability {word}", f"disable {_NEIGHBOR} capability {word}", field
    )


def _flag(subject: Subject, words: str, field: str) -> Setting:
    """Return a setting that `enable` and `disable` turn on and off."""
    return Setting(subject, f"enable {words}", f"disable {words}", field)


def _peer(subject: Subject, words: str) -> tuple[Setting, ...]:
    """Return the settings that a neighbor and a group have; *words* are those between verb and setting."""
    start = f"configure {words}"
    return (
        Setting(subject, f"{start} route-policy in <policyIn=policy_name>"),
        Setting(subject, f"{start} route-policy out <policyOut=policy_name>"),
        Setting(subject, f"{start} next-hop-self", f"{start} no-next-hop-self", "nextHopSelf"),
        Setting(subject, f"{start} send-community", f"{start} dont-send-community", "sendCommunity"),
        Setting(subject, f"{start} route-reflector-client", f"{start} no-route-reflector-client", "reflectorClient"),
        _flag(subject, f"{words} remove-private-AS-numbers", "removePrivateAs"),
        Setting(subject, f'{start} password {{encrypted "<password>"}}'),
        Setting(subject, f"{start} source-interface {{ipaddress <source=ip_address>}}"),
        Setting(subject, f"{start} timer keep-alive <keepAlive=keepalive> hold-time <holdTime=holdtime>"),
        Setting(subject, f"{start} weight <weight>"),
        Setting(
            subject,
            f"{start} {{address-family <prefixFamily={_FAMILY}>}} maximum-prefix <maximumPrefix=number>"
            " {threshold <threshold=percent>} {<teardown>} {holddown-interval <holddown=seconds>}"
            " {<sendTraps=send-traps>}",
        ),
        Setting(
            subject,
            f"{start} {{address-family <dampFamily={_FAMILY}>}} dampening {{half-life <halfLife=half_life>}}"
            f" {{{_REUSE} max-suppress <maxSuppress=max_suppress>}} {{policy-filter <dampPolicy=policy_name>}}",
            f"{start} no-dampening",
            "dampening",
        ),
    )


SETTINGS = (
    Setting(ROUTER, "configure bgp AS-number <asNumber=as_number>"),
    Setting(ROUTER, "configure bgp routerid <routerId=routerid>"),
    Setting(ROUTER, "configure bgp local-preference <localPreference=number>"),
    Setting(ROUTER, "configure bgp med <med=number>"),
    Setting(ROUTER, "configure bgp import-policy <importPolicy=policy_name>"),
    Setting(ROUTER, "configure bgp maximum-paths <maximumPaths=number>"),
    Setting(ROUTER, "configure bgp cluster-id <clusterId=number>"),
    Setting(ROUTER, "configure bgp confederation-id <confederationId=number>"),
    _flag(ROUTER, "bgp aggregation", "aggregation"),
    _flag(ROUTER, "bgp always-compare-med", "alwaysCompareMed"),
    _flag(ROUTER, "bgp community format AS-number:number", "communityFormat"),
    _flag(ROUTER, "bgp fast-external-fallover", "fastExternalFallover"),
    _flag(ROUTER, "bgp synchronization", "synchronization"),
    Entry(
        Subject(BgpConfederationPeer),
        "configure bgp add confederation-peer sub-AS-number <asNumber=as_number>",
        "configure bgp delete confederation-peer sub-AS-number <asNumber=as_number>",
    ),
    Entry(
        Subject(BgpNetwork),
        "configure bgp add network <prefix=ip_prefix|ipaddress> {network-policy <policy=policy_name>}",
        "configure bgp delete network <prefix=ip_prefix|ipaddress>",
    ),
    Entry(
        Subject(BgpAggregate),
        "configure bgp add aggregate-address <prefix=ip_prefix|ipaddress> {<match=as-match|as-set>}"
        " {<summary=summary-only>} {advertise-policy <advertisePolicy=policy_name>}"
        " {attribute-policy <attributePolicy=policy>}",
        "configure bgp delete aggregate-address <prefix=ip_prefix|ipaddress>",
    ),
    Entry(
        Subject(BgpExport),
        f"enable bgp export {_ORIGIN} {{export-policy <policy=policy_name>}}",
        f"disable bgp export {_ORIGIN}",
    ),
    Entry(GROUP, "create bgp peer-group <name=new_peer_group_name>", "delete bgp peer-group <name=peer_group_name>"),
    Setting(GROUP, "configure bgp peer-group <name=peer_group_name> remote-AS-number <asNumber=as_number>"),
    Setting(GROUP, "configure bgp peer-group <name=peer_group_name> description {<description>}"),
    _flag(GROUP, "bgp peer-group <name=peer_group_name> soft-in-reset", "softInReset"),
    *_peer(GROUP, "bgp peer-group <name=peer_group_name>"),
    Neighbor(
        NEIGHBOR,
        "create bgp neighbor <address=remoteaddr> {remote-AS-number <asNumber=as_number>}"
        " {peer-group <group=peer_group_name>} {<multiHop=multi-hop>}",
        "delete bgp neighbor <address=remoteaddr>",
    ),
    Setting(NEIGHBOR, f"configure {_NEIGHBOR} description {{<description>}}"),
    Member(
        NEIGHBOR,
        f"configure {_NEIGHBOR} peer-group <group=peer_group_name> {{<acquireAll=acquire-all>}}",
    ),
    *_peer(NEIGHBOR, _NEIGHBOR),
    Setting(
        NEIGHBOR,
        f"configure {_NEIGHBOR} allowas-in {{max-as-occurrence <asOccurrences=as_count>}}",
        f"configure {_NEIGHBOR} dont-allowas-in",
        "allowAsIn",
    ),
    _flag(NEIGHBOR, f"{_NEIGHBOR} soft-in-reset", "softInReset"),
    _capability("ipv4-unicast", "ipv4Unicast"),
    _capability("ipv4-multicast", "ipv4Multicast"),
    _capability("route-refresh", "routeRefresh"),
    _flag(NEIGHBOR, f"{_NEIGHBOR} use-ip-router-alert", "routerAlert"),
    _flag(NEIGHBOR, _NEIGHBOR, "enabled"),
    _flag(ROUTER, "bgp", "enabled"),
)
