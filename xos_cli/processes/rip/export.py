"""Export the routes of other origins into RIP."""

from xos_cli.command.call import Call
from xos_cli.processes.polMgr.facts import the_policy
from xos_cli.processes.rip.facts import origins_of
from xos_cli.processes.rip.rows import ORIGIN_NAMES, Rip2ExportConf


def enable_rip_export(
    call: Call,
    cost: int = 0,
    tag_number: int = 0,
    policy_name: str = "",
    tag: bool = False,
    policy: bool = False,
    **origin: bool,
) -> None:
    """Export the routes of an origin, at a cost or as a policy says."""
    for name in origins_of(origin, ORIGIN_NAMES, by_end=True):
        row = Rip2ExportConf(name, rip2ExportTag=tag_number, rip2ExportAdminStatus=1, rip2ExportMetric=cost)
        call.put(row._replace(rip2ExportPolicyName=the_policy(call.node.flash.names(), policy_name) or None))


def disable_rip_export(call: Call, **origin: bool) -> None:
    """Stop exporting the routes of an origin."""
    for name in origins_of(origin, ORIGIN_NAMES, by_end=True):
        call.put(Rip2ExportConf(name))
