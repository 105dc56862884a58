"""The routing information protocol: its settings, what it exports, and the VLANs it runs on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.polMgr.facts import the_policy
from xos_cli.processes.rip.rows import ORIGIN_NAMES, Rip2Conf, Rip2ExportConf, Rip2IfConf
from xos_cli.processes.vlan.facts import chosen
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis


TABLES = (Rip2Conf, Rip2ExportConf, Rip2IfConf)

#: The habits that can be turned on and off, in the order of the lines.
HABITS = {
    "use-ip-router-alert": "rip2IPRouterAlertStatus",
    "aggregation": "rip2AggregationStatus",
    "poisonreverse": "rip2PoisonReverseStatus",
    "splithorizon": "rip2SplitHorizonStatus",
    "triggerupdates": "rip2TriggeredUpdtStatus",
}
VERB = ("disable", "enable")


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return [Rip2Conf(), *[Rip2ExportConf(name) for name in ORIGIN_NAMES.values()]]


def vlan_flags(store: Store) -> dict[str, str]:
    """``r`` for the VLANs under RIP."""
    return {row.vlanName.lower(): "r" for row in store.rows(Rip2IfConf)}


def policies(store: Store) -> Iterator[str]:
    """The policies in use: for what comes in, for what is exported, for VLANs."""
    names = [store.one(Rip2Conf).rip2SysImportPolicyName]
    names += [row.rip2ExportPolicyName or "" for row in store.rows(Rip2ExportConf)]
    names += [name for row in store.rows(Rip2IfConf) for name in row[4:]]
    yield from (name for name in names if name not in ("", "none"))


# -- show configuration ----------------------------------------------------------------------------------------------


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2; what is on or set there is off here, and the VLANs: inferred"""
    rip = store.one(Rip2Conf)
    yield f"configure rip garbagetime {rip.rip2GarbageTimeInterval}"
    yield f"configure rip import-policy {rip.rip2SysImportPolicyName or 'none'}"
    yield f"configure rip routetimeout {rip.rip2RouteTimeoutInterval}"
    yield f"configure rip updatetime {rip.rip2UpdateTimeInterval}"
    yield _originate(rip)
    for word, field in HABITS.items():
        yield f"{VERB[getattr(rip, field)]} rip {word}"
    yield f"{VERB[rip.rip2AdminStatus]} rip"
    for word, name in ORIGIN_NAMES.items():
        yield _export(word, store.get(Rip2ExportConf, name) or Rip2ExportConf(name))
    for row in store.rows(Rip2IfConf):
        yield from _interface(row)


def _originate(rip: Rip2Conf) -> str:
    if not rip.rip2OriginateDefaultType:
        return "disable rip originate-default"
    always = "always " if rip.rip2OriginateDefaultType == 2 else ""
    cost = f"cost {rip.rip2OriginateDefaultMetric} tag {rip.rip2OriginateDefaultTag}"
    return f"enable rip originate-default {always}{cost}"


def _export(word: str, row: Rip2ExportConf) -> str:
    if not row.rip2ExportAdminStatus:
        return f"disable rip export {word} "
    if row.rip2ExportPolicyName:
        return f"enable rip export {word} policy {row.rip2ExportPolicyName} "
    return f"enable rip export {word} cost {row.rip2ExportMetric} tag {row.rip2ExportTag} "


def _interface(row: Rip2IfConf) -> Iterator[str]:
    """The VLAN, and what is not as it was when it was added."""
    yield f"configure rip add vlan {row.vlanName}"
    before, start = Rip2IfConf(row.vlanName), f"configure rip vlan {row.vlanName}"
    words = ("cost", "rxmode", "txmode", "trusted-gateway", "route-policy in", "route-policy out")
    for word, value, default in zip(words, row[1:], before[1:], strict=True):
        if value != default:
            yield f"{start} {word} {value}"


# -- the protocol ----------------------------------------------------------------------------------------------------


def _set(call: Call, **fields: Any) -> None:
    call.put(call.one(Rip2Conf)._replace(**fields))


def _turn(call: Call, words: dict[str, bool], on: int) -> None:
    fields = [HABITS[word.replace("_", "-")] for word in words] or ["rip2AdminStatus"]
    _set(call, **dict.fromkeys(fields, on))


def enable_rip(call: Call, **habit: bool) -> None:
    """RIP itself, or one of its habits."""
    _turn(call, habit, 1)


def disable_rip(call: Call, **habit: bool) -> None:
    """RIP itself, or one of its habits."""
    _turn(call, habit, 0)


def configure_rip_garbagetime(call: Call, seconds: int) -> None:
    """How long a dead route is told of."""
    _set(call, rip2GarbageTimeInterval=seconds)


def configure_rip_routetimeout(call: Call, seconds: int) -> None:
    """How long a route lives without an update."""
    _set(call, rip2RouteTimeoutInterval=seconds)


def configure_rip_updatetime(call: Call, seconds: int) -> None:
    """Time between two updates."""
    _set(call, rip2UpdateTimeInterval=seconds)


def configure_rip_import_policy(call: Call, policy_name: str = "", none: bool = False) -> None:
    """A policy for what RIP learns, or none."""
    _set(
        call,
        rip2SysImportPolicyName=the_policy(call.node.flash.names(), policy_name),
        rip2SysImportPolicyState=int(bool(policy_name)),
    )


def enable_rip_originate_default_cost(
    call: Call, metric: int, tag_number: int = 0, always: bool = False, tag: bool = False
) -> None:
    """Tell the neighbours of a default route."""
    kind = 2 if always else 1
    _set(
        call,
        rip2OriginateDefaultType=kind,
        rip2OriginateDefaultMetric=metric,
        rip2OriginateDefaultTag=tag_number,
    )


def disable_rip_originate_default(call: Call) -> None:
    """No longer."""
    _set(call, rip2OriginateDefaultType=0, rip2OriginateDefaultMetric=0, rip2OriginateDefaultTag=0)


def unconfigure_rip(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """Back to the defaults: one VLAN, or everything but whether RIP is on."""
    if vlan_name:
        for name in chosen(call.store, vlan_name):
            if call.get(Rip2IfConf, name):
                call.put(Rip2IfConf(name))
        return
    call.put(Rip2Conf(rip2AdminStatus=call.one(Rip2Conf).rip2AdminStatus))
    for row in call.rows(Rip2IfConf):
        call.put(Rip2IfConf(row.vlanName))


# -- export ----------------------------------------------------------------------------------------------------------


def _origins(words: dict[str, bool]) -> Iterator[str]:
    """The origins that are meant: ``ospf`` and ``bgp`` are several."""
    for word in words:
        spelled = word.replace("_", "-")
        for origin, name in ORIGIN_NAMES.items():
            if spelled == origin or spelled in (origin.partition("-")[0], origin.partition("-")[2]):
                yield name


def enable_rip_export(
    call: Call,
    cost: int = 0,
    tag_number: int = 0,
    policy_name: str = "",
    tag: bool = False,
    policy: bool = False,
    **origin: bool,
) -> None:
    """Pass on the routes of an origin, at a cost or as a policy says."""
    for name in _origins(origin):
        row = Rip2ExportConf(name, rip2ExportTag=tag_number, rip2ExportAdminStatus=1, rip2ExportMetric=cost)
        call.put(row._replace(rip2ExportPolicyName=the_policy(call.node.flash.names(), policy_name) or None))


def disable_rip_export(call: Call, **origin: bool) -> None:
    """No longer."""
    for name in _origins(origin):
        call.put(Rip2ExportConf(name))


# -- VLANs -----------------------------------------------------------------------------------------------------------


def configure_rip_add_vlan(call: Call, vlan_name: str = "", all: bool = False) -> None:
    """RIP runs there as soon as it is enabled."""
    for name in chosen(call.store, vlan_name):
        call.put(call.get(Rip2IfConf, name) or Rip2IfConf(name))


def configure_rip_delete_vlan(call: Call, vlan_name: str = "", all: bool = False) -> None:
    """RIP no longer runs there."""
    for name in chosen(call.store, vlan_name):
        call.delete(Rip2IfConf, name)


def _on_vlans(call: Call, vlan_name: str, **fields: Any) -> None:
    """Change the settings of a VLAN, or of all; one that is not under RIP yet comes under it.

    evidence: inferred (that it does)
    """
    for name in chosen(call.store, vlan_name):
        call.put((call.get(Rip2IfConf, name) or Rip2IfConf(name))._replace(**fields))


def configure_rip_vlan_cost(call: Call, cost: int, vlan_name: str = "", all: bool = False) -> None:
    """What a route costs more when it comes in there."""
    _on_vlans(call, vlan_name, cost=cost)


def configure_rip_vlan_rxmode(call: Call, vlan_name: str = "", **_: bool) -> None:
    """The versions that are received there."""
    _on_vlans(call, vlan_name, rxmode=call.words[-1])


def configure_rip_vlan_txmode(call: Call, vlan_name: str = "", **_: bool) -> None:
    """The version that is sent there."""
    _on_vlans(call, vlan_name, txmode=call.words[-1])


def configure_rip_vlan_trusted_gateway(call: Call, vlan_name: str = "", policy_name: str = "", **_: bool) -> None:
    """The neighbours that are believed there."""
    _on_vlans(call, vlan_name, trustedGateway=the_policy(call.node.flash.names(), policy_name, "none"))


def configure_rip_vlan_route_policy(
    call: Call, vlan_name: str = "", policy_name: str = "", in_: bool = False, **_: bool
) -> None:
    """Which routes come in, or go out, there."""
    _on_vlans(
        call,
        vlan_name,
        **{"inPolicy" if in_ else "outPolicy": the_policy(call.node.flash.names(), policy_name, "none")},
    )
