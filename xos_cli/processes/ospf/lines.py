"""What `show configuration` prints of OSPF."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.command.settings import lines
from xos_cli.processes.ospf.declared import SETTINGS
from xos_cli.processes.ospf.facts import Leak, leaks, new_area_interface, new_interface
from xos_cli.processes.ospf.rows import (
    BACKBONE,
    ON,
    OspfArea,
    OspfAreaAggregate,
    OspfAreaInterface,
    OspfAseSummary,
    OspfGlobal,
    OspfInterface,
    OspfVirtualInterface,
)
from xos_cli.processes.vlan.facts import routed, vlan_names
from xos_cli.switch.secrets import shown
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

VERB = ("disable", "enable")
#: Types of areas; whether routes of other areas come in; kinds of links; how neighbours know each other.
NORMAL, STUB, NSSA = 0, 1, 2
WITHOUT, WITH = 1, 2
LINKS = ("auto", "broadcast", "point-to-point")
NONE, PASSWORD, MD5 = 0, 1, 2
#: What has timers, a key and a restart helper.
Configurable = OspfInterface | OspfAreaInterface | OspfVirtualInterface


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the lines of OSPF in `show configuration`.  evidence: capture 11.2"""
    yield from _router_lines(store.one(OspfGlobal))
    for leak in leaks(store):
        yield _export(leak)
    for row in store.rows(OspfAseSummary):
        tag = f" tag {row.tag}" if row.tag else ""
        yield f"configure ospf ase-summary add {row.network} cost {row.cost}{tag}"
    yield from _area_lines(store, chassis)
    yield from _vlan_lines(store, chassis)
    yield from _virtual_lines(store)
    yield from lines(SETTINGS, store)


def _router_lines(ospf: OspfGlobal) -> Iterator[str]:
    """Yield the lines of the router.  evidence: capture 11.2; what is on or set there is off here: inferred"""
    yield f"configure ospf routerid {'automatic' if ospf.ospfRouterIdAuto else ospf.ospfRouterId}"
    yield f"configure ospf spf-hold-time {ospf.spfHoldTime}"
    slow = f"10M {ospf.metTabCost10M} 100M {ospf.metTabCost100M}"
    yield f"configure ospf metric-table {slow} 1G {ospf.metTabCost1G} 10G {ospf.metTabCost10G}"
    yield f"configure ospf lsa-batch-interval {ospf.lsaBatchInterval}"
    yield f"configure ospf import-policy {ospf.importPlcy or 'none'}"
    overflow = f"timeout {ospf.ospfExitOverflowInterval}" if ospf.ospfExitOverflowInterval else ""
    yield f"configure ospf ase-limit {ospf.ospfExtLsdbLimit} {overflow}"
    yield _originate(ospf)
    yield f"{VERB[ospf.ipOptionRA]} ospf use-ip-router-alert"
    if not ospf.opaqueExtEnable:
        yield "disable ospf capability opaque-lsa"
    if ospf.restart:
        yield f"configure ospf restart {ospf.restart}"
    if ospf.restartInterval is not None:
        yield f"configure ospf restart grace-period {ospf.restartInterval}"
    if ospf.restartLsaCheck is not None:
        yield f"{VERB[ospf.restartLsaCheck]} ospf restart-helper-lsa-check"
    yield f"{VERB[ospf.ospfAdminStat == ON]} ospf"


def _originate(ospf: OspfGlobal) -> str:
    if not ospf.defRouteEnable:
        return "disable ospf originate-default"
    cost = f"cost {ospf.def_cost} type ase-type-{ospf.def_type} tag {ospf.def_tag}"
    return f"enable ospf originate-default {'always ' if ospf.always else ''}{cost}"


def _export(leak: Leak) -> str:
    if not leak.enabled:
        return f"disable ospf export {leak.origin}"
    if leak.policy:
        return f"enable ospf export {leak.origin} {leak.policy}"
    return f"enable ospf export {leak.origin} cost {leak.cost} type ase-type-{leak.type} tag {leak.tag}"


def _area_lines(store: Store, chassis: "Chassis") -> Iterator[str]:
    """Yield the lines of the areas.  evidence: capture 11.2 (the backbone), inferred (others)"""
    for row in store.rows(OspfArea):
        if row.ospfAreaId != BACKBONE:
            yield f"create ospf area {row.ospfAreaId}"
        start = f"configure ospf area {row.ospfAreaId}"
        yield f"{start} external-filter {row.ospfExternalRouteFilter or 'none'}"
        yield f"{start} interarea-filter {row.ospfInterAreaFilter or 'none'}"
        yield f"{start} {_kind(row)}"
        yield from (f"{start} add range {text}" for text in ranges(store, row.ospfAreaId))
        yield from _area_settings(store, chassis, row.ospfAreaId)


def ranges(store: Store, area: str) -> list[str]:
    """Return the aggregates of an area in the words of their command.  evidence: inferred (that the type is shown)"""
    rows = [row for row in store.rows(OspfAreaAggregate) if row.ospfAreaId == area]
    return [f"{row.network} {'advertise' if row.advertise else 'noadvert'} type-{row.lsdbType}" for row in rows]


def _area_settings(store: Store, chassis: "Chassis", identifier: str) -> Iterator[str]:
    """Yield the lines of what was set for all VLANs of an area.  evidence: inferred"""
    new = new_area_interface(chassis, identifier)
    row, usual = store.get(OspfAreaInterface, identifier) or new, _settings(new)
    yield from (f"configure ospf area {identifier} {words}" for words in _settings(row) if words not in usual)


def _kind(row: OspfArea) -> str:
    if row.ospfAreaType == NORMAL:
        return "normal"
    summary = "summary" if row.ospfAreaSummary == WITH else "nosummary"
    cost = f"{summary} stub-default-cost {row.ospfStubMetric}"
    if row.ospfAreaType == STUB:
        return f"stub {cost}"
    return f"nssa {cost}{' translate' if row.ospfTranslate else ''}"


def with_rows(store: Store) -> list[str]:
    """Return the VLANs that have lines: those with an IP address, and those that were configured.

    evidence: inferred
    """
    addressed = set(routed(store))
    return [name for name in vlan_names(store) if name in addressed or store.get(OspfInterface, name)]


def _vlan_lines(store: Store, chassis: "Chassis") -> Iterator[str]:
    """Yield the lines of the VLANs.

    evidence: capture 11.2 (a VLAN where OSPF does not run), inferred (one where it does)
    """
    for name in with_rows(store):
        row = store.get(OspfInterface, name) or new_interface(chassis, name)
        start = f"configure ospf vlan {name}"
        if row.ospfIfAdminStat == ON:
            yield f"configure ospf add vlan {name} area {row.ospfIfAreaId}{_how(row)}"
        else:
            yield f"{start} area {row.ospfIfAreaId}"
        yield from (f"{start} {words}" for words in _settings(row))


def _virtual_lines(store: Store) -> Iterator[str]:
    """Yield the virtual links, and what was set for them.  evidence: inferred"""
    for row in store.rows(OspfVirtualInterface):
        yield f"configure ospf add {row.name}"
        usual = OspfVirtualInterface(row.ospfVirtIfNeighbor, row.ospfAreaId)
        yield from (f"configure ospf {row.name} {words}" for words in _helper(row))
        if timers(row) != timers(usual):
            yield f"configure ospf {row.name} timer {' '.join(map(str, timers(row)))}"
        if row.ospfIfAuthType != NONE:
            yield f"configure ospf {row.name} authentication {_authentication(row)}"


def _helper(row: Configurable) -> list[str]:
    return [f"restart-helper {row.restartHelper}"] if row.restartHelper else []


def _settings(row: OspfInterface | OspfAreaInterface) -> list[str]:
    return [
        *_helper(row),
        f"cost {'automatic' if row.ospfIfMetricStatus == 1 else row.ospfIfMetricValue}",
        f"priority {row.ospfIfRtrPriority}",
        f"authentication {_authentication(row)}",
        f"timer {_timer(row)}",
    ]


def _how(row: OspfInterface) -> str:
    link = f" link-type {LINKS[row.ospfIfLinkType]}" if row.ospfIfLinkType else ""
    return link + (" passive" if row.ospfIfPassive == ON else "")


def _authentication(row: Configurable) -> str:
    key = row.ospfIfAuthKey if row.ospfIfAuthEncrypted == ON else shown(row.ospfIfAuthKey)
    if row.ospfIfAuthType == PASSWORD:
        return f'encrypted simple-password "{key}"'
    return f'encrypted md5 {row.ospfIfAuthKeyId} "{key}"' if row.ospfIfAuthType == MD5 else "none"


def _timer(row: OspfInterface | OspfAreaInterface) -> str:
    return "".join(f"{time} " for time in timers(row)) + (str(row.ospfIfWaitInterval) if row.ospfIfWaitInterval else "")


def timers(row: Configurable) -> list[int]:
    """Return the retransmit interval, the transit delay, the hello and the dead interval, in seconds."""
    return [row.ospfIfRetransInterval, row.ospfIfTransitDelay, row.ospfIfHelloInterval, row.ospfIfRtrDeadInterval]
