"""Access lists: which policies filter which packets.  No packet passes, so nothing is filtered or counted.

evidence: capture 11.2 (rows and the line of a new switch, with its trailing blank), guide 11.3 p.257-275 (commands),
capture 12.5 (``No entry found!``), recalled (the table), inferred (the other lines, the refusals)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.acl.rows import (
    EGRESS,
    INGRESS,
    AclBinding,
    AclRefresh,
    ClearFlow,
    DynamicBinding,
    DynamicRule,
    Interface,
    dynamic_of,
    where,
    words,
)
from xos_cli.processes.acl.show import (
    counters_of,
    dynamic_counters,
)
from xos_cli.processes.polMgr.files import rules_of
from xos_cli.switch import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis


TABLES = (AclRefresh, ClearFlow, AclBinding, DynamicRule, DynamicBinding)
NAMES = {"acl_rule": DynamicRule}
NOTHING = "No entry found!\n"


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return [AclRefresh(), ClearFlow()]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2 (the first line)"""
    yield f"{'enable' if store.one(AclRefresh).blackhole else 'disable'} access-list refresh blackhole "
    if store.one(ClearFlow).enable:
        yield "enable clear-flow"
    for rule in store.rows(DynamicRule):
        yield f'create access-list {rule.name} "{rule.conditions}" "{rule.actions}"'
    for row in store.rows(AclBinding):
        yield f"configure access-list {row.policy} {words(where(row))}"
    for binding in store.rows(DynamicBinding):
        yield f"configure access-list add {binding.rule} last {words(where(binding))}"


def policies(store: Store) -> Iterator[str]:
    """The policies in use, once for each interface."""
    return (row.policy for row in store.rows(AclBinding))


def enable_access_list_refresh_blackhole(call: Call) -> None:
    """Drop packets while an access list changes."""
    call.put(AclRefresh(1))


def disable_access_list_refresh_blackhole(call: Call) -> None:
    """Let packets through while an access list changes."""
    call.put(AclRefresh(0))


def enable_clear_flow(call: Call) -> None:
    """Look at the counters of access lists."""
    call.put(ClearFlow(1))


def disable_clear_flow(call: Call) -> None:
    """Do not look at the counters of access lists."""
    call.put(ClearFlow(0))


def slot_cleared(call: Call, slot: int) -> None:
    """No policy and no dynamic rule filters the packets of its ports."""
    rows: list[Any] = [*call.rows(AclBinding), *call.rows(DynamicBinding)]
    for row in rows:
        if sets.in_slot(row.port, slot):
            call.drop(row)


# -- interfaces ------------------------------------------------------------------------------------------------------


def interfaces(
    call: Call, port_list: PortList | None = None, vlan_name: str = "", egress: bool = False, **_: Any
) -> list[Interface]:
    """The interfaces that the words of a command name; a refusal if one does not exist."""
    direction = EGRESS if egress else INGRESS
    if port_list is not None:
        named = sets.each(sets.given(call.chassis, port_list))
        return [Interface(port=call.chassis.port_name(port), direction=direction) for port in named]
    if not vlan_name:
        return [Interface(direction=direction)]
    from xos_cli.command.names import Existing

    found = Existing(call.node, call.machine).find("vlan", vlan_name)
    if found is None:
        raise Refusal(f"Error: VLAN {vlan_name} does not exist.")
    return [Interface(vlan=found, direction=direction)]


def configure_access_list(
    call: Call,
    policy: str,
    any: bool = False,
    ports: bool = False,
    port_list: PortList | None = None,
    vlan: bool = False,
    vlan_name: str = "",
    ingress: bool = False,
    egress: bool = False,
) -> None:
    """Put a policy in force.  An interface has one at most.  evidence: guide 11.3 p.259"""
    rules_of(call.node.flash, policy)
    for interface in interfaces(call, port_list, vlan_name, egress):
        row = call.get(AclBinding, interface.port, interface.vlan, interface.direction)
        if row and row.policy.lower() != policy.lower():
            raise Refusal(f"Error: Policy {row.policy} is already configured on {words(interface)}.")
        call.put(AclBinding(interface.port, interface.vlan, interface.direction, policy))


def unconfigure_access_list(
    call: Call,
    any: bool = False,
    ports: bool = False,
    port_list: PortList | None = None,
    vlan: bool = False,
    vlan_name: str = "",
    ingress: bool = False,
    egress: bool = False,
) -> None:
    """Take policies out of force; where nothing is named, all of them."""
    directions = [EGRESS] if egress else [INGRESS] if ingress else [INGRESS, EGRESS]
    named = any or ports or vlan_name
    wanted = interfaces(call, port_list, vlan_name) if named else [where(row) for row in call.rows(AclBinding)]
    for interface in wanted:
        for direction in directions:
            call.delete(AclBinding, interface.port, interface.vlan, direction)


HEAD = f"{'Vlan Name':<13}{'Port':<7}{'Policy Name':<21}{'Dir':<9}{'Rules':<7}Dyn Rules\n{'=' * 66}\n"


def show_access_list(
    call: Call,
    any: bool = False,
    ports: bool = False,
    port_list: PortList | None = None,
    vlan: bool = False,
    vlan_name: str = "",
    ingress: bool = False,
    egress: bool = False,
) -> str:
    """The policies and dynamic rules in force, by interface."""
    bound = {where(row): row.policy for row in call.rows(AclBinding)}
    known = dict.fromkeys([*bound, *[where(row) for row in call.rows(DynamicBinding)]])
    if any or ports or vlan_name:
        named = {(one.port, one.vlan) for one in interfaces(call, port_list, vlan_name)}
        known = {one: None for one in known if (one.port, one.vlan) in named}
    if ingress != egress:
        known = {one: None for one in known if one.direction == (EGRESS if egress else INGRESS)}
    rows = [_row(call, one, bound.get(one, "")) for one in known]
    return HEAD + "".join(rows) if rows else NOTHING


def _row(call: Call, interface: Interface, policy: str) -> str:
    rules = len(rules_of(call.node.flash, policy)) if f"{policy}.pol" in call.node.flash.names() else 0
    dynamic = len(dynamic_of(call.store, interface))
    names = f"{interface.vlan or '*':<13}{interface.port or '*':<7}{policy or '*':<21}"
    return f"{names}{interface.direction:<9}{rules:<7}{dynamic}\n"


def show_access_list_counter(
    call: Call,
    countername: str = "",
    any: bool = False,
    ports: bool = False,
    port_list: PortList | None = None,
    vlan: bool = False,
    vlan_name: str = "",
    ingress: bool = False,
    egress: bool = False,
) -> str:
    """What the rules of policies count, by interface: nothing."""
    named = interfaces(call, port_list, vlan_name) if any or ports or vlan_name else None
    return counters_of(call, countername, named, EGRESS if egress else INGRESS if ingress else "")


def show_access_list_dynamic_counter(call: Call) -> str:
    """What dynamic rules count: nothing."""
    return dynamic_counters(call)
