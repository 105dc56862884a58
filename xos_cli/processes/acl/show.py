"""`show access-list counter`, `show meter`: no packet passes, so nothing is counted.

evidence: later 12 (the columns of counters), recalled (their widths, the table of meters)
"""

import re
from collections.abc import Iterator
from typing import Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.acl.rows import AclBinding, DynamicBinding, DynamicRule, Interface, where
from xos_cli.processes.polMgr.files import rules_of
from xos_cli.switch.recorded import told

HEAD = (
    f"{'Policy Name':<18}{'Vlan Name':<17}{'Port':<7}Direction\n"
    f"{'    Counter Name':<35}{'Packet Count':<21}Byte Count\n{'=' * 66}\n"
)


def counters_of(call: Call, counter: str, named: list[Interface] | None, direction: str) -> str:
    """The counters of policies at the interfaces *named* (None: all)."""
    blocks = []
    for row in call.rows(AclBinding):
        spot = where(row)
        wanted = named is None or (spot.port, spot.vlan) in {(one.port, one.vlan) for one in named}
        if wanted and direction in ("", spot.direction):
            blocks.append(_block(row.policy, spot, _of_policy(call, row.policy), counter))
    return HEAD + "".join(blocks)


def dynamic_counters(call: Call) -> str:
    """The counters of dynamic rules that are in force."""
    rules = {rule.name.lower(): rule for rule in call.rows(DynamicRule)}
    blocks = []
    for row in call.rows(DynamicBinding):
        counted = _counted(rules[row.rule.lower()].actions.split(";"))
        blocks.append(_block(row.rule, where(row), counted, ""))
    return HEAD.replace("Policy Name", "Dynamic Rule") + "".join(blocks)


def _of_policy(call: Call, policy: str) -> Iterator[str]:
    if f"{policy}.pol" in call.node.flash.names():
        for rule in rules_of(call.node.flash, policy):
            yield from _counted(rule.actions)


def _counted(actions: Any) -> Iterator[str]:
    """The names behind ``count``."""
    return (found[1] for action in actions if (found := re.fullmatch(r"count\s+(\S+)", action.strip())))


def _block(name: str, spot: Interface, counters: Iterator[str], wanted: str) -> str:
    head = f"{name:<18}{spot.vlan or '*':<17}{spot.port or '*':<7}{spot.direction}\n"
    return head + "".join(f"    {one:<31}{0:<21}\n" for one in counters if wanted.lower() in ("", one.lower()))


def clear_access_list_counter(call: Call, **where: Any) -> None:
    """Nothing is left to clear: every counter stands at 0."""
    from xos_cli.processes.acl.process import interfaces

    interfaces(call, where.get("port_list"), where.get("vlan_name", ""))


def clear_access_list_dynamic_counter(call: Call, **where: Any) -> None:
    """Set the counters of dynamic rules to 0."""
    clear_access_list_counter(call, **where)


# -- show meter ------------------------------------------------------------------------------------------------------

RULE = "-" * 79 + "\n"
#: Kilobits in a unit.
UNITS = {"Kbps": 1, "Mbps": 1000, "Gbps": 1000000, "Kb": 1, "Mb": 1000, "Gb": 1000000}


def show_meter(call: Call, meter_name: str = "") -> str:
    """The meters, or the one that is named; what was not configured of one has a dash."""
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
    """A rate or a size in kilobits."""
    if keyword not in words:
        return "--"
    at = words.index(keyword)
    return str(int(words[at + 1]) * UNITS[words[at + 2]])
