"""Print `show access-list`, its counters and `show meter`.

evidence: capture 12.5 (``No entry found!``), later 12 (the columns of counters), recalled (the widths, the tables of
access lists and meters)
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.acl.facts import counted, dynamic_of, where, words
from xos_cli.processes.acl.interfaces import choice
from xos_cli.processes.acl.meters import meter_of
from xos_cli.processes.acl.rows import AclBinding, AclInterface, AclMeter, DynamicBinding, DynamicRule
from xos_cli.processes.polMgr.facts import dynamic_rule, rules_in_force

if TYPE_CHECKING:
    from xos_cli.processes.polMgr.facts import Rule

NOTHING = "No entry found!\n"
BINDINGS = f"{'Vlan Name':<13}{'Port':<7}{'Policy Name':<21}{'Dir':<9}{'Rules':<7}Dyn Rules\n{'=' * 66}\n"
COUNTERS = (
    f"{'Policy Name':<18}{'Vlan Name':<17}{'Port':<7}Direction\n"
    f"{'    Counter Name':<35}{'Packet Count':<21}Byte Count\n{'=' * 66}\n"
)


def show_access_list(call: Call, **given: Any) -> str:
    """Print the policies and dynamic rules in force, a row for each interface."""
    bound = {where(row): row.policy for row in call.rows(AclBinding)}
    spots = dict.fromkeys([*bound, *[where(row) for row in call.rows(DynamicBinding)]])
    chosen = choice(call, **given)
    rows = [_row(call, spot, bound.get(spot, "")) for spot in spots if chosen.has(spot)]
    return BINDINGS + "".join(rows) if rows else NOTHING


def _row(call: Call, interface: AclInterface, policy: str) -> str:
    rules = len([rule for rule in rules_in_force(call.node, policy) if not rule.flow]) if policy else 0
    dynamic = len(dynamic_of(call.store, interface))
    names = f"{interface.vlan or '*':<13}{interface.port or '*':<7}{policy or '*':<21}"
    return f"{names}{interface.direction:<9}{rules:<7}{dynamic}\n"


# -- counters --------------------------------------------------------------------------------------------------------


def show_access_list_counter(call: Call, countername: str = "", **given: Any) -> str:
    """Print what the entries of policies count, interface by interface."""
    chosen = choice(call, **given)
    bound = [row for row in call.rows(AclBinding) if chosen.has(where(row))]
    rules = {row.policy: rules_in_force(call.node, row.policy) for row in bound}
    blocks = [_block(call, row.policy, where(row), _counters(rules[row.policy]), countername) for row in bound]
    return COUNTERS + "".join(blocks)


def show_access_list_dynamic_counter(call: Call) -> str:
    """Print what the dynamic rules in force count."""
    rules = {rule.name.lower(): rule for rule in call.rows(DynamicRule)}
    blocks = []
    for row in call.rows(DynamicBinding):
        rule = rules[row.rule.lower()]
        counters = _counters([dynamic_rule(rule.name, rule.conditions, rule.actions)])
        blocks.append(_block(call, rule.name, where(row), counters, ""))
    return COUNTERS.replace("Policy Name", "Dynamic Rule") + "".join(blocks)


def _counters(rules: "Iterable[Rule]") -> list[str]:
    """Return the names of the counters of entries, each once."""
    names = [str(name) for rule in rules if not rule.flow for name in rule.values("count")]
    return list({name.lower(): name for name in names}.values())


def _block(call: Call, owner: str, spot: AclInterface, counters: list[str], wanted: str) -> str:
    head = f"{owner:<18}{spot.vlan or '*':<17}{spot.port or '*':<7}{spot.direction}\n"
    shown = [name for name in counters if wanted.lower() in ("", name.lower())]
    return head + "".join(f"    {name:<31}{counted(call.node, spot, owner, name):<21}\n" for name in shown)


def show_access_list_dynamic(call: Call) -> str:
    """Print the dynamic rules and the interfaces where each is in force."""
    rows = []
    for rule in call.rows(DynamicRule):
        uses = [row for row in call.rows(DynamicBinding) if row.rule.lower() == rule.name.lower()]
        rows.append(f"{rule.name:<32} Bound to {len(uses)} interfaces\n")
        rows += [f"    {words(where(row))}\n" for row in uses]
    return "Dynamic Rules:\n" + "".join(rows)


# -- show meter ------------------------------------------------------------------------------------------------------

RULE = "-" * 79 + "\n"


def show_meter(call: Call, meter_name: str = "") -> str:
    """Print the meters, or the one that is named; a dash stands for what is not configured."""
    rows = [meter_of(call, meter_name)] if meter_name else call.rows(AclMeter)
    head = f"{'Name':<33}{'Committed Rate(Kbps)':<22}Max Burst Size(Kb)\n"
    return RULE + head + RULE + "".join(f"{row.name:<33}{row.rate or '--':<22}{row.burst or '--'}\n" for row in rows)
