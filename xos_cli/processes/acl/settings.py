"""Switch what access lists do as a whole: dropping packets while one changes, and CLEAR-Flow."""

from xos_cli.command.call import Call
from xos_cli.processes.acl.rows import AclRefresh, ClearFlow


def enable_access_list_refresh_blackhole(call: Call) -> None:
    """Drop packets while an access list changes."""
    call.put(AclRefresh(1))


def disable_access_list_refresh_blackhole(call: Call) -> None:
    """Let packets through while an access list changes."""
    call.put(AclRefresh(0))


def enable_clear_flow(call: Call) -> None:
    """Evaluate the CLEAR-Flow rules of the policies in force."""
    call.put(ClearFlow(1))
    call.node.later(0.0, "acl", "flow_sync")


def disable_clear_flow(call: Call) -> None:
    """Evaluate no CLEAR-Flow rule; what they have changed stays as it is.  evidence: guide 11.3 p.376"""
    call.put(ClearFlow(0))
    call.node.later(0.0, "acl", "flow_sync")
