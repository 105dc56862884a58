"""Count how often each account logged in on an MSM, and how often somebody failed to.

The counters are an MSM's own, and begin anew when it restarts.

evidence: ExtremeWare 7.4

The counters are an MSM's own, and begin anew when it restarts.
"""

from typing import TYPE_CHECKING

from xos_cli.processes.aaa.facts import login_count

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def count_passed(node: "Node", name: str) -> None:
    """Count a login that succeeded."""
    before = login_count(node.store, name)
    node.put([before._replace(passed=before.passed + 1, row=0)])


def count_failed(node: "Node", name: str) -> int:
    """Count a wrong password, and return how many there were in a row."""
    before = login_count(node.store, name)
    node.put([before._replace(failed=before.failed + 1, row=before.row + 1)])
    return before.row + 1
