"""Configure the CNA agent (test plug), and print its state and counters.

evidence: guide 11.3 p.635-637 (what there is, the module, the VLAN by default), recalled (`vlan`, `clear`, `show`),
inferred (the words, the screen)
"""

from ipaddress import IPv4Address
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.epm.facts import module_runs
from xos_cli.processes.netTools.facts import cna_counts, cna_settings
from xos_cli.processes.netTools.rows import CNA_TESTS, CnaCount, CnaRegistration, CnaTestplug
from xos_cli.processes.vlan.facts import the_vlan

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

NO_MODULE = "Error: cna module not loaded."
HEAD = f"\n{'Test':<14}{'Requests':>10}{'Results':>10}{'Failed':>10}\n{'=' * 44}\n"


def _changed(call: Call, row: CnaTestplug) -> None:
    """Keep the settings, and let the agent follow them; without its module there is none."""
    if not module_runs(call.node, "cna"):
        raise Refusal(NO_MODULE)
    call.put(row)
    call.node.later(0.0, "netTools", "follow_cna")


def enable_cna_testplug(call: Call) -> None:
    """Enable the agent: it registers with its server and runs the requested tests."""
    _changed(call, cna_settings(call.store)._replace(enable=1))


def disable_cna_testplug(call: Call) -> None:
    """Disable the agent; it answers no requests."""
    _changed(call, cna_settings(call.store)._replace(enable=0))


def configure_cna_testplug_scheduler_ipaddress(call: Call, ip_address: IPv4Address) -> None:
    """Set the address of the server that asks for tests."""
    _changed(call, cna_settings(call.store)._replace(scheduler=str(ip_address)))


def configure_cna_testplug_vlan(call: Call, vlan_name: str) -> None:
    """Set the VLAN whose primary address the agent uses."""
    _changed(call, cna_settings(call.store)._replace(vlanName=the_vlan(call.store, vlan_name)))


def clear_cna_testplug_counters(call: Call) -> None:
    """Count tests from zero again."""
    if not module_runs(call.node, "cna"):
        raise Refusal(NO_MODULE)
    for row in call.rows(CnaCount):
        call.drop(row)


def show_cna_testplug(call: Call) -> str:
    """Print whether the agent runs and is registered, its settings, and what it has tested."""
    if not module_runs(call.node, "cna"):
        raise Refusal(NO_MODULE)
    row = cna_settings(call.store)
    fields = {
        "CNA testplug": "Enabled" if row.enable else "Disabled",
        "Status": status(call.node),
        "Scheduler IP address": row.scheduler or "none",
        "VLAN": row.vlanName,
    }
    lines = "".join(f"{label:<22}: {text}\n" for label, text in fields.items())
    counts = [cna_counts(call.store, kind) for kind in CNA_TESTS]
    return (
        lines + HEAD + "".join(f"{one.test:<14}{one.requests:>10}{one.results:>10}{one.failed:>10}\n" for one in counts)
    )


def status(node: "Node") -> str:
    """Return the state of the agent's registration."""
    row = cna_settings(node.store)
    if not row.enable:
        return "Not running"
    if not row.scheduler:
        return "No scheduler"
    found = node.store.rows(CnaRegistration)
    return "Registered" if found and found[0].registered else "Registering"
