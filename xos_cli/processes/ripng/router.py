"""Configure RIPng as a whole: its timers, its import policy, and the default route it advertises."""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.objects import the_object
from xos_cli.processes.polMgr.facts import the_policy
from xos_cli.processes.rip.rows import ALWAYS
from xos_cli.processes.ripng.rows import RipngGlobal, RipngInterface
from xos_cli.processes.vlan.facts import the_vlan


def _set(call: Call, **fields: Any) -> None:
    call.put(call.one(RipngGlobal)._replace(**fields))


def enable_ripng(call: Call) -> None:
    """Enable RIPng on every interface that was put under it."""
    _set(call, ripngAdminStatus=1)


def disable_ripng(call: Call) -> None:
    """Disable RIPng; the interfaces stay under it."""
    _set(call, ripngAdminStatus=0)


def configure_ripng_garbagetime(call: Call, seconds: int) -> None:
    """Set the garbage collection time: the seconds for which a dead route is still advertised."""
    _set(call, ripngGarbageTimeInterval=seconds)


def configure_ripng_routetimeout(call: Call, seconds: int) -> None:
    """Set for how many seconds a route lives without an update."""
    _set(call, ripngRouteTimeoutInterval=seconds)


def configure_ripng_updatetime(call: Call, seconds: int) -> None:
    """Set the seconds between two updates."""
    _set(call, ripngUpdateTimeInterval=seconds)


def configure_ripng_import_policy(call: Call, policy_name: str = "", none: bool = False) -> None:
    """Set a policy for what RIPng learns, or none."""
    _set(
        call,
        ripngSysImportPolicyName=the_policy(call.node.flash.names(), policy_name),
        ripngSysImportPolicyState=int(bool(policy_name)),
    )


def enable_ripng_originate_default_cost(
    call: Call, metric: int, tag_number: int = 0, always: bool = False, tag: bool = False
) -> None:
    """Advertise a default route to the neighbours."""
    _set(
        call,
        ripngOriginateDefaultType=ALWAYS if always else 1,
        ripngOriginateDefaultMetric=metric,
        ripngOriginateDefaultTag=tag_number,
    )


def disable_ripng_originate_default(call: Call) -> None:
    """Stop advertising a default route."""
    _set(call, ripngOriginateDefaultType=0, ripngOriginateDefaultMetric=0, ripngOriginateDefaultTag=0)


def unconfigure_ripng(call: Call, vlan_name: str = "", tunnel_name: str = "", **_: bool) -> None:
    """Reset one interface of RIPng, or everything but whether RIPng is on and where it runs.

    evidence: recalled (as of RIP)
    """
    names = (
        the_vlan(call.store, vlan_name) if vlan_name else "",
        the_object(call, "tunnel", tunnel_name) if tunnel_name else "",
    )
    for row in call.rows(RipngInterface):
        if names in (("", ""), (row.vlanName, row.tunnelName)):
            call.drop(row)
    if names == ("", ""):
        call.put(RipngGlobal(ripngAdminStatus=call.one(RipngGlobal).ripngAdminStatus))
