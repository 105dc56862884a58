"""Configure RIP as a whole: its switches, its timers, its import policy, and the default route it advertises."""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.processes.polMgr.facts import the_policy
from xos_cli.processes.rip.rows import ALWAYS, HABITS, Rip2Conf, Rip2IfConf
from xos_cli.processes.vlan.facts import chosen


def _set(call: Call, **fields: Any) -> None:
    call.put(call.one(Rip2Conf)._replace(**fields))


def _turn(call: Call, words: dict[str, bool], on: int) -> None:
    fields = [HABITS[word.replace("_", "-")] for word in words] or ["rip2AdminStatus"]
    _set(call, **dict.fromkeys(fields, on))


def enable_rip(call: Call, **habit: bool) -> None:
    """Enable RIP, or one of its options."""
    _turn(call, habit, 1)


def disable_rip(call: Call, **habit: bool) -> None:
    """Disable RIP, or one of its options."""
    _turn(call, habit, 0)


def configure_rip_garbagetime(call: Call, seconds: int) -> None:
    """Set for how many seconds a dead route is advertised."""
    _set(call, rip2GarbageTimeInterval=seconds)


def configure_rip_routetimeout(call: Call, seconds: int) -> None:
    """Set for how many seconds a route lives without an update."""
    _set(call, rip2RouteTimeoutInterval=seconds)


def configure_rip_updatetime(call: Call, seconds: int) -> None:
    """Set the seconds between two updates."""
    _set(call, rip2UpdateTimeInterval=seconds)


def configure_rip_import_policy(call: Call, policy_name: str = "", none: bool = False) -> None:
    """Set a policy for what RIP learns, or none."""
    _set(
        call,
        rip2SysImportPolicyName=the_policy(call.node.flash.names(), policy_name),
        rip2SysImportPolicyState=int(bool(policy_name)),
    )


def enable_rip_originate_default_cost(
    call: Call, metric: int, tag_number: int = 0, always: bool = False, tag: bool = False
) -> None:
    """Advertise a default route to the neighbours."""
    _set(
        call,
        rip2OriginateDefaultType=ALWAYS if always else 1,
        rip2OriginateDefaultMetric=metric,
        rip2OriginateDefaultTag=tag_number,
    )


def disable_rip_originate_default(call: Call) -> None:
    """Stop advertising a default route to the neighbours."""
    _set(call, rip2OriginateDefaultType=0, rip2OriginateDefaultMetric=0, rip2OriginateDefaultTag=0)


def unconfigure_rip(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """Reset one VLAN under RIP to the defaults, or everything but whether RIP is on."""
    if vlan_name:
        for name in chosen(call.store, vlan_name):
            if call.get(Rip2IfConf, name):
                call.put(Rip2IfConf(name))
        return
    call.put(Rip2Conf(rip2AdminStatus=call.one(Rip2Conf).rip2AdminStatus))
    for row in call.rows(Rip2IfConf):
        call.put(Rip2IfConf(row.vlanName))
