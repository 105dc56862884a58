"""Export the routes of other origins into RIPng."""

from xos_cli.command.call import Call
from xos_cli.processes.polMgr.facts import the_policy
from xos_cli.processes.rip.facts import origins_of
from xos_cli.processes.ripng.rows import ORIGINS, RipngExportConf


def enable_ripng_export(
    call: Call,
    cost: int = 0,
    tag_number: int = 0,
    policy_name: str = "",
    tag: bool = False,
    policy: bool = False,
    **origin: bool,
) -> None:
    """Export the routes of an origin, at a cost or as a policy says."""
    for name in origins_of(origin, ORIGINS):
        row = RipngExportConf(
            name, cost, the_policy(call.node.flash.names(), policy_name, "none"), ripngExportTag=tag_number
        )
        call.put(row._replace(ripngExportAdminStatus=1))


def disable_ripng_export(call: Call, **origin: bool) -> None:
    """Stop exporting the routes of an origin."""
    for name in origins_of(origin, ORIGINS):
        call.put(RipngExportConf(name))
