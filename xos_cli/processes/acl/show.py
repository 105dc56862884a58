"""Print `show access-list`, its counters and `show meter`.  No packet passes, so nothing is counted.

evidence: capture 12.5 (``No entry found!``), later 12 (the columns of counters), recalled (the widths, the tables of
access lists and meters)
"""

import re
from collections.abc import Iterator
from typing import Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.acl.facts import dynamic_of, where, words
from xos_cli.processes.acl.interfaces import choice
from xos_cli.processes.acl.rows import AclBinding, AclInterface, DynamicBinding, DynamicRule
from xos_cli.processes.polMgr.facts import rules_of
from xos_cli.switch.recorded import told

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
    rules = len(rules_of(call.node.flash, policy)) if f"{policy}.pol" in call.node.flash.names() else 0
    dynamic = len(dynamic_of(call.store, interface))
    names = f"{interface.vlan or '*':<13}{interface.port or '*':<7}{policy or '*':<21}"
    return f"{names}{interface.direction:<9}{rules:<7}{dynamic}\n"


# -- counters --------------------------------------------------------------------------------------------------------


def show_access_list_counter(call: Call, countername: str = "", **given: Any) -> str:
    """Print what the rules of policies count, interface by interface: nothing."""
    chosen = choice(call, **given)
    bound = [row for row in call.rows(AclBinding) if chosen.has(where(row))]
    blocks = [_block(row.policy, where(row), _of_policy(call, row.policy), countername) for row in bound]
    return COUNTERS + "".join(blocks)


def show_access_list_dynamic_counter(call: Call) -> str:
    """Print what the dynamic rules in force count: nothing."""
    rules = {rule.name.lower(): rule for rule in call.rows(DynamicRule)}
    blocks = []
    for row in call.rows(DynamicBinding):
        counted = _counted(rules[row.rule.lower()].actions.split(";"))
        blocks.append(_block(row.rule, where(row), counted, ""))
    return COUNTERS.replace("Policy Name", "Dynamic Rule") + "".join(blocks)


def _of_policy(call: Call, policy: str) -> Iterator[str]:
    if f"{policy}.pol" in call.node.flash.names():
        for rule in rules_of(call.node.flash, policy):
            yield from _counted(rule.actions)


def _counted(actions: Any) -> Iterator[str]:
    """Return the names behind ``count``."""
    return (found[1] for action in actions if (found := re.fullmatch(r"count\s+(\S+)", action.strip())))


def _block(name: str, spot: AclInterface, counters: Iterator[str], wanted: str) -> str:
    head = f"{name:<18}{spot.vlan or '*':<17}{spot.port or '*':<7}{spot.direction}\n"
    return head + "".join(f"    {one:<31}{0:<21}\n" for one in counters if wanted.lower() in ("", one.lower()))


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
#: Kilobits in a unit.
UNITS = {"Kbps": 1, "Mbps": 1000, "Gbps": 1000000, "Kb": 1, "Mb": 1000, "Gb": 1000000}


def show_meter(call: Call, meter_name: str = "") -> str:
    """Print the meters, or the one that is named; a dash stands for what is not configured."""
    names = [words[0] for words in told(call.store, "create meter")]
    chosen = [name for name in names if meter_name.lower() in ("", name.lower())]
    if meter_name and not chosen:
        raise Refusal(f"Error: Meter {meter_name} does not exist.")  # evidence: inferred
    head = f"{'Name':<33}{'Committed Rate(Kbps)':<22}Max Burst Size(Kb)\n"
    return RULE + head + RULE + "".join(_meter(call, name) for name in chosen)


def _meter(call: Call, name: str) -> str:
    words = next(told(call.store, f"configure meter {name}"), [])
    return f"{name:<33}{_number(words, 'committed-rate'):<22}{_number(words, 'max-burst-size')}\n"


def _number(words: list[str], keyword: str) -> str:
    """Return a rate or a size in kilobits."""
    if keyword not in words:
        return "--"
    at = words.index(keyword)
    return str(int(words[at + 1]) * UNITS[words[at + 2]])
