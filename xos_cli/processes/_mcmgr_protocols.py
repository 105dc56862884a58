"""IGMP, MLD and snooping of MLD, on one VLAN or on all: what differs from a new switch, where all of them are on.

evidence: guide 11.3 ch. 30 (the commands, that they are on), inferred (rows, lines)
"""

from collections.abc import Iterator

from xos_cli.call import Call
from xos_cli.processes._mcmgr_rows import McProtocol
from xos_cli.processes._rtmgr_interfaces import the_vlan
from xos_cli.switch.tables import Store

IGMP, MLD, MLD_SNOOPING = "igmp", "MLD", "MLD snooping"


def lines(store: Store) -> Iterator[str]:
    """One command for each row."""
    for row in store.rows(McProtocol):
        where = f" vlan {row.vlanName}" if row.vlanName else ""
        version = f" {row.kind.upper()}v{row.version}".replace("MLDV", "MLDv") if row.version else ""
        yield f"{'enable' if row.enable else 'disable'} {row.kind}{where}{version}"


def said(store: Store, kind: str, vlan: str) -> McProtocol:
    """How it is on a VLAN: what is said of the VLAN itself holds before what is said of all."""
    return store.get(McProtocol, kind, vlan) or store.get(McProtocol, kind, "") or McProtocol(kind, "", 1)


def _enable(call: Call, kind: str, vlan_name: str, versions: dict[int, bool]) -> None:
    vlan = the_vlan(call.store, vlan_name) if vlan_name else ""
    version = next((number for number, asked in versions.items() if asked), 0)
    before = call.get(McProtocol, kind, vlan)
    if before and not before.enable and not version and (not vlan or said(call.store, kind, "").enable):
        call.drop(before)
    else:
        call.put(McProtocol(kind, vlan, 1, version))


def _disable(call: Call, kind: str, vlan_name: str) -> None:
    vlan = the_vlan(call.store, vlan_name) if vlan_name else ""
    if not vlan:
        for row in call.rows(McProtocol):
            if row.kind == kind:
                call.drop(row)
    call.put(McProtocol(kind, vlan, 0))


def enable_igmp(
    call: Call,
    vlan: bool = False,
    vlan_name: str = "",
    IGMPv1: bool = False,
    IGMPv2: bool = False,
    IGMPv3: bool = False,
) -> None:
    """Ask hosts which groups they want; in a version, 2 unless it is said."""
    _enable(call, IGMP, vlan_name, {1: IGMPv1, 2: IGMPv2, 3: IGMPv3})


def disable_igmp(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """Ask nobody."""
    _disable(call, IGMP, vlan_name)


def enable_MLD(call: Call, vlan: bool = False, vlan_name: str = "", MLDv1: bool = False, MLDv2: bool = False) -> None:
    """The same for IPv6; version 1 unless it is said."""
    _enable(call, MLD, vlan_name, {1: MLDv1, 2: MLDv2})


def disable_MLD(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """Ask nobody."""
    _disable(call, MLD, vlan_name)


def enable_MLD_snooping(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """Learn who wants which group by listening in."""
    _enable(call, MLD_SNOOPING, vlan_name, {})


def disable_MLD_snooping(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """Send every group everywhere."""
    _disable(call, MLD_SNOOPING, vlan_name)
