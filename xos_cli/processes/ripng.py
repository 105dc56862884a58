"""RIP for IPv6: its settings and what it exports."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.polMgr.facts import the_policy
from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Store, table

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis


@table("ripngGlobal")
class RipngGlobal(NamedTuple):
    """Seconds; *ripngOriginateDefaultType* 0 no, 1 yes, 2 always.  evidence: capture 11.2, inferred (1 and 2)"""

    ripngOperStatusCause: int = 0
    ripngOperStatus: int = 0
    ripngOriginateDefaultTag: int = 0
    ripngUpdateTimeInterval: int = 30
    ripngRouteTimeoutInterval: int = 180
    ripngAggregationStatus: int = 0
    ripngSysImportPolicyName: str = ""
    ripngHoldDownTimeInterval: int = 0
    ripngOriginateDefaultType: int = 0
    ripngSysImportPolicyState: int = 0
    ripngAdminStatus: int = 0
    ripngGarbageTimeInterval: int = 120
    ripngOriginateDefaultMetric: int = 0
    ripngTotalAggregPfix: int = 0


@table("ripngExportConf", key=("ripngExportProtoName",))
class RipngExportConf(NamedTuple):
    """Whether routes of one origin are passed on.  evidence: capture 11.2"""

    ripngExportProtoName: str
    ripngExportMetric: int = 0
    ripngExportPolicyName: str = "none"
    ripngExportShutDownPriority: int = 0
    ripngExportTag: int = 0
    ripngExportOperStatus: int = 0
    ripngExportOperStatusCause: int = 0
    ripngExportAdminStatus: int = 0


TABLES = (RipngGlobal, RipngExportConf)

#: The origins as commands call them, in the order of the file.
ORIGINS = {
    "direct": "Direct",
    "static": "Static",
    "ospfv3-intra": "Ospfv3-intra",
    "ospfv3-inter": "Ospfv3-inter",
    "ospfv3-extern1": "Ospfv3-extern1",
    "ospfv3-extern2": "Ospfv3-extern2",
}


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return [RipngGlobal(), *[RipngExportConf(name) for name in ORIGINS.values()]]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2 (which says nothing of what is off); the policy and what is exported: inferred"""
    ripng = store.one(RipngGlobal)
    yield f"{'enable' if ripng.ripngAdminStatus else 'disable'} ripng "
    yield f"configure ripng garbagetime {ripng.ripngGarbageTimeInterval}"
    yield f"configure ripng updatetime {ripng.ripngUpdateTimeInterval}"
    yield f"configure ripng routetimeout {ripng.ripngRouteTimeoutInterval} "
    if ripng.ripngSysImportPolicyName:
        yield f"configure ripng import-policy {ripng.ripngSysImportPolicyName}"
    if ripng.ripngOriginateDefaultType:
        yield _originate(ripng)
    for word, name in ORIGINS.items():
        row = store.get(RipngExportConf, name)
        if row and row.ripngExportAdminStatus:
            yield _export(word, row)


def policies(store: Store) -> Iterator[str]:
    """The policies in use: for what comes in, for what is exported."""
    names = [store.one(RipngGlobal).ripngSysImportPolicyName]
    names += [row.ripngExportPolicyName for row in store.rows(RipngExportConf)]
    yield from (name for name in names if name not in ("", "none"))


def _originate(ripng: RipngGlobal) -> str:
    always = "always " if ripng.ripngOriginateDefaultType == 2 else ""
    cost = f"cost {ripng.ripngOriginateDefaultMetric} tag {ripng.ripngOriginateDefaultTag}"
    return f"enable ripng originate-default {always}{cost}"


def _export(word: str, row: RipngExportConf) -> str:
    if row.ripngExportPolicyName != "none":
        return f"enable ripng export {word} policy {row.ripngExportPolicyName}"
    return f"enable ripng export {word} cost {row.ripngExportMetric} tag {row.ripngExportTag}"


def _set(call: Call, **fields: Any) -> None:
    call.put(call.one(RipngGlobal)._replace(**fields))


def enable_ripng(call: Call) -> None:
    """On every interface that was put under it."""
    _set(call, ripngAdminStatus=1)


def disable_ripng(call: Call) -> None:
    """The interfaces stay under it."""
    _set(call, ripngAdminStatus=0)


def configure_ripng_garbagetime(call: Call, seconds: int) -> None:
    """How long a dead route is told of."""
    _set(call, ripngGarbageTimeInterval=seconds)


def configure_ripng_routetimeout(call: Call, seconds: int) -> None:
    """How long a route lives without an update."""
    _set(call, ripngRouteTimeoutInterval=seconds)


def configure_ripng_updatetime(call: Call, seconds: int) -> None:
    """Time between two updates."""
    _set(call, ripngUpdateTimeInterval=seconds)


def configure_ripng_import_policy(call: Call, policy_name: str = "", none: bool = False) -> None:
    """A policy for what RIPng learns, or none."""
    _set(
        call,
        ripngSysImportPolicyName=the_policy(call.node.flash.names(), policy_name),
        ripngSysImportPolicyState=int(bool(policy_name)),
    )


def enable_ripng_originate_default_cost(
    call: Call, metric: int, tag_number: int = 0, always: bool = False, tag: bool = False
) -> None:
    """Tell the neighbours of a default route."""
    kind = 2 if always else 1
    _set(
        call,
        ripngOriginateDefaultType=kind,
        ripngOriginateDefaultMetric=metric,
        ripngOriginateDefaultTag=tag_number,
    )


def disable_ripng_originate_default(call: Call) -> None:
    """No longer."""
    _set(call, ripngOriginateDefaultType=0, ripngOriginateDefaultMetric=0, ripngOriginateDefaultTag=0)


def _origins(words: dict[str, bool]) -> Iterator[str]:
    """The origins that are meant: ``ospfv3`` is all four of OSPFv3."""
    for word in words:
        spelled = word.replace("_", "-")
        for origin, name in ORIGINS.items():
            if spelled in (origin, origin.partition("-")[0]):
                yield name


def enable_ripng_export(
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
        row = RipngExportConf(
            name, cost, the_policy(call.node.flash.names(), policy_name, "none"), ripngExportTag=tag_number
        )
        call.put(row._replace(ripngExportAdminStatus=1))


def disable_ripng_export(call: Call, **origin: bool) -> None:
    """No longer."""
    for name in _origins(origin):
        call.put(RipngExportConf(name))
