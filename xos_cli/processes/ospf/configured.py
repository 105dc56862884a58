"""Turn the configuration of OSPF into the settings of the machine: one router for each virtual router."""

from collections.abc import Iterator

from xos_cli.packets.addresses import ip_number
from xos_cli.packets.ospf_records import CRYPTOGRAPHIC, PASSWORD
from xos_cli.processes.ospf.facts import cost_of, prefix_of, routers, wait_of
from xos_cli.processes.ospf.lines import MD5, NONE, WITH
from xos_cli.processes.ospf.protocol.settings import (
    BACKBONE,
    BROADCAST,
    POINT_TO_POINT,
    VIRTUAL,
    AreaSettings,
    InterfaceSettings,
    Key,
    Range,
    RouterSettings,
)
from xos_cli.processes.ospf.rows import (
    ON,
    OspfArea,
    OspfAreaAggregate,
    OspfGlobal,
    OspfInterface,
    OspfVirtualInterface,
)
from xos_cli.processes.vlan.ip.facts import IpInterface, interfaces
from xos_cli.record import NamedTuple
from xos_cli.switch.secrets import revealed
from xos_cli.switch.tables import Store

#: The default of the grace period in seconds.  evidence: reference 11.5 p.1565
GRACE = 120


class Configured(NamedTuple):
    """The settings of one virtual router, and which of its interfaces have a link; *vids*: the VLANs' numbers."""

    settings: RouterSettings
    up: dict[str, bool]
    vids: dict[str, int]


def configured(store: Store) -> dict[str, Configured]:
    """Return what OSPF is to run in each virtual router where it does."""
    found = {item.vlan.name: item for item in interfaces(store)}
    rows = [row for row in store.rows(OspfInterface) if row.ospfIfAdminStat == ON and row.ospfIfName in found]
    result = {}
    for router, id in routers(store).items():
        items = [(found[row.ospfIfName], row) for row in rows if found[row.ospfIfName].vlan.vrName == router]
        own = [_interface(store, item, row) for item, row in items]
        links = list(_virtual_links(store)) if own else []
        settings = _router(store, ip_number(id), (*own, *links))
        up = {item.vlan.name: item.up for item, _ in items}
        result[router] = Configured(settings, up, {item.vlan.name: item.vlan.tag for item, _ in items})
    return result


def _router(store: Store, id: int, own: tuple[InterfaceSettings, ...]) -> RouterSettings:
    ospf = store.one(OspfGlobal)
    needed = {interface.area for interface in own}
    areas = [_area(store, row) for row in store.rows(OspfArea)]
    return RouterSettings(
        id,
        tuple([area for area in areas if area.id in needed]),
        own,
        float(ospf.spfHoldTime),
        float(ospf.lsaBatchInterval),
        bool(ospf.opaqueExtEnable),
        ospf.restart or "",
        GRACE if ospf.restartInterval is None else ospf.restartInterval,
        ospf.ospfExtLsdbLimit,
        float(ospf.ospfExitOverflowInterval),
        bool(ospf.ipOptionRA),
        ospf.restartLsaCheck is None or bool(ospf.restartLsaCheck),
    )


# -- interfaces ------------------------------------------------------------------------------------------------------


def _interface(store: Store, item: IpInterface, row: OspfInterface) -> InterfaceSettings:
    name, area = item.vlan.name, ip_number(row.ospfIfAreaId)
    return InterfaceSettings(
        name,
        area,
        int(item.address.ip),
        int(item.address.netmask),
        POINT_TO_POINT if row.ospfIfLinkType == 2 else BROADCAST,
        cost_of(store, row),
        row.ospfIfRtrPriority,
        row.ospfIfHelloInterval,
        row.ospfIfRtrDeadInterval,
        row.ospfIfRetransInterval,
        row.ospfIfTransitDelay,
        wait_of(row),
        row.ospfIfPassive == ON,
        item.vlan.ipMtu,
        _key(row.ospfIfAuthType, revealed(row.ospfIfAuthKey or ""), row.ospfIfAuthKeyId or 0),
        extra=tuple([(int(more.ip), int(more.netmask)) for more in item.secondary]),
        helper=row.restartHelper or "",
    )


def _key(kind: int, text: str, number: int) -> Key:
    """Return how packets are authenticated; an encrypted key counts as it was typed.  evidence: inferred"""
    if kind == NONE:
        return Key()
    return Key(CRYPTOGRAPHIC if kind == MD5 else PASSWORD, text.encode("latin-1", "replace"), number)


def _virtual_links(store: Store) -> Iterator[InterfaceSettings]:
    """Yield the virtual links."""
    for row in store.rows(OspfVirtualInterface):
        yield InterfaceSettings(
            row.name,
            BACKBONE,
            0,
            0,
            VIRTUAL,
            hello=row.ospfIfHelloInterval,
            dead=row.ospfIfRtrDeadInterval,
            retransmit=row.ospfIfRetransInterval,
            delay=row.ospfIfTransitDelay,
            key=_key(row.ospfIfAuthType, revealed(row.ospfIfAuthKey or ""), row.ospfIfAuthKeyId or 0),
            transit=ip_number(row.ospfAreaId),
            peer=ip_number(row.ospfVirtIfNeighbor),
            helper=row.restartHelper or "",
        )


# -- areas -----------------------------------------------------------------------------------------------------------


def _area(store: Store, row: OspfArea) -> AreaSettings:
    return AreaSettings(
        ip_number(row.ospfAreaId),
        row.ospfAreaType,
        row.ospfAreaSummary == WITH,
        row.ospfStubMetric,
        bool(row.ospfTranslate),
        tuple(_ranges(store, row.ospfAreaId)),
        row.ospfInterAreaFilter or "",
        row.ospfExternalRouteFilter or "",
    )


def _ranges(store: Store, area: str) -> Iterator[Range]:
    for row in store.rows(OspfAreaAggregate):
        if row.ospfAreaId == area:
            yield Range(*prefix_of(row.network), bool(row.advertise), row.lsdbType == 7)
