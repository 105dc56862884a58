"""The rows of SNMP as commands.

evidence: capture 11.2 (all but targets and masks, which are inferred)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.snmpMaster.build import KINDS
from xos_cli.processes.snmpMaster.keys import decoded
from xos_cli.processes.snmpMaster.rows import (
    AUTHENTICATION,
    EXCLUDED,
    LEVELS,
    MESSAGES,
    MODELS,
    VOLATILE,
    Community,
    Filter,
    FilterProfile,
    Notify,
    SilentPort,
    SnmpAccess,
    SnmpEnable,
    SnmpEngine,
    SnmpGroup,
    TargetAddr,
    TargetAddrExtension,
    TargetParams,
    User,
    View,
)
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: The modes of traps by ``standardMode``.
MODES = ("enhanced", "standard")
HASH = {number: name for name, number in AUTHENTICATION.items()}


def shown(code: str) -> str:
    """Return a name as a command takes it: bare, in quotes, or in hexadecimal."""
    text = decoded(code)
    if not text.isprintable() or not text.isascii() or '"' in text or not text:
        return f"hex {code}"
    return f'"{text}"' if " " in text else text


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of SNMP in the order of the tables.  evidence: capture 11.2"""
    for engine in store.rows(SnmpEngine):
        yield f"configure snmpv3 engine-id {engine.snmpEngineID}"
    for table, words in WORDS.items():
        rows: list[Any] = store.rows(table)
        for row in rows:
            volatile = "volatile " * (getattr(row, KINDS[table].storage) == VOLATILE)
            yield f"configure snmpv3 add {words(row)} {volatile}"
    yield from _modes(store)
    enabled = store.one(SnmpEnable)
    yield f"{'enable' if enabled.snmpEnabled else 'disable'} snmp access"
    if not enabled.snmpV1V2CEnabled:
        yield "disable snmp access snmp-v1v2c"
    if enabled.snmpAccessProfile:
        yield f"configure snmp access-profile {enabled.snmpAccessProfile}"
    yield f"{'enable' if enabled.snmpTrapsEnabled else 'disable'} snmp traps"
    silent = sets.of([(row.slot, row.port) for row in store.rows(SilentPort)])
    if silent:
        yield f"disable snmp traps port-up-down ports {sets.printed(sets.text(silent, chassis.modular))}"


def _modes(store: Store) -> Iterator[str]:
    """Return the lines of trap receivers with a mode: no command of SNMPv3 sets one."""
    communities = {row.snmpCommunitySecurityName: row.snmpCommunityName for row in store.rows(Community)}
    for row in store.rows(TargetAddrExtension):
        target = store.get(TargetAddr, row.snmpTargetAddrName)
        params = store.get(TargetParams, target.snmpTargetAddrParams) if target is not None else None
        name = communities.get(params.snmpTargetParamsSecurityName) if params is not None else None
        if target is not None and name is not None:
            where = f"{target.snmpTargetAddrAddress} community hex {name} port {target.snmpTargetAddrPort}"
            source = f" from {target.snmpTargetAddrFrom}" if target.snmpTargetAddrFrom else ""
            yield f"configure snmp add trapreceiver {where}{source} mode {MODES[row.standardMode]}"


def _user(row: User) -> str:
    kind = HASH.get(row.usmUserAuthProtocol, "")
    authentication = f" authentication {kind} hex {row.auth_secret}" if kind and row.auth_secret else ""
    privacy = f" privacy hex {row.priv_secret}" if row.priv_secret else ""
    return f"user {shown(row.usmUserName)}{authentication}{privacy}"


def _group(row: SnmpGroup) -> str:
    model = MODELS[row.vacmSecurityModel]
    return f"group {shown(row.vacmGroupName)} user {shown(row.vacmSecurityName)} sec-model {model}"


def _access(row: SnmpAccess) -> str:
    views = {
        "read": row.vacmAccessReadViewName,
        "write": row.vacmAccessWriteViewName,
        "notify": row.vacmAccessNotifyViewName,
    }
    model, level = MODELS[row.vacmAccessSecurityModel], LEVELS[row.vacmAccessSecurityLevel]
    seen = "".join(f" {kind}-view {shown(name)}" for kind, name in views.items() if name)
    return f"access {shown(row.vacmGroupName)} sec-model {model} sec-level {level}{seen}"


def _view(row: View) -> str:
    mask = f"/{row.vacmViewTreeFamilyMask}" if row.vacmViewTreeFamilyMask else ""
    kind = "excluded" if row.vacmViewTreeFamilyType == EXCLUDED else "included"
    name = shown(row.vacmViewTreeFamilyViewName)
    return f"mib-view {name} subtree {row.vacmViewTreeFamilySubtree}{mask} type {kind}"


def _community(row: Community) -> str:
    tag = f" tag {shown(row.snmpCommunityTransportTag)}" if row.snmpCommunityTransportTag else ""
    names = f"community {shown(row.snmpCommunityIndex)} name {shown(row.snmpCommunityName)}"
    return f"{names} user {shown(row.snmpCommunitySecurityName)}{tag}"


def _notify(row: Notify) -> str:
    return f"notify {shown(row.snmpNotifyName)} tag {shown(row.snmpNotifyTag)}"


def _target_addr(row: TargetAddr) -> str:
    start = f"target-addr {shown(row.snmpTargetAddrName)} param {shown(row.snmpTargetAddrParams)}"
    mask = f" {row.snmpTargetAddrMask}" if row.snmpTargetAddrMask else ""
    where = f" ipaddress {row.snmpTargetAddrAddress}{mask} transport-port {row.snmpTargetAddrPort}"
    source = f" from {row.snmpTargetAddrFrom}" if row.snmpTargetAddrFrom else ""
    tags = f" tag-list {shown(row.snmpTargetAddrTagList)}" if row.snmpTargetAddrTagList else ""
    return start + where + source + tags


def _target_params(row: TargetParams) -> str:
    who = f"target-params {shown(row.snmpTargetParamsName)} user {shown(row.snmpTargetParamsSecurityName)}"
    model = MODELS[row.snmpTargetParamsSecurityModel]
    level = LEVELS[row.snmpTargetParamsSecurityLevel]
    return f"{who} mp-model {MESSAGES[row.snmpTargetParamsMPModel]} sec-model {model} sec-level {level}"


def _filter_profile(row: FilterProfile) -> str:
    return f"filter-profile {shown(row.snmpNotifyFilterProfileName)} param {shown(row.snmpTargetParamsName)}"


def _filter(row: Filter) -> str:
    mask = f"/{row.snmpNotifyFilterMask}" if row.snmpNotifyFilterMask else ""
    kind = "excluded" if row.snmpNotifyFilterType == EXCLUDED else "included"
    name = shown(row.snmpNotifyFilterProfileName)
    return f"filter {name} subtree {row.snmpNotifyFilterSubtree}{mask} type {kind}"


WORDS: dict[type, Any] = {
    User: _user,
    SnmpGroup: _group,
    SnmpAccess: _access,
    View: _view,
    Community: _community,
    Notify: _notify,
    TargetParams: _target_params,
    TargetAddr: _target_addr,
    FilterProfile: _filter_profile,
    Filter: _filter,
}
