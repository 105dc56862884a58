"""Configure OSPF for the whole router, and the routes that it exports."""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.ospf.facts import Leak, exports_row, leaks
from xos_cli.processes.ospf.rows import OFF, ON, OspfGlobal
from xos_cli.processes.polMgr.facts import the_policy

if TYPE_CHECKING:
    from ipaddress import IPv4Address

    from xos_cli.switch.hardware.chassis import Chassis


def _set(call: Call, **fields: Any) -> None:
    call.put(call.one(OspfGlobal)._replace(**fields))


def enable_ospf(call: Call) -> None:
    """Enable OSPF on every VLAN that was added to it."""
    _set(call, ospfAdminStat=ON)


def disable_ospf(call: Call) -> None:
    """Disable OSPF; the VLANs stay added."""
    _set(call, ospfAdminStat=OFF)


def valid_configure_ospf_routerid(
    chassis: "Chassis", routerid: "IPv4Address | None" = None, automatic: bool = False
) -> None:
    """Refuse the identifier 0.0.0.0, which means none.  evidence: RFC 2328, 8.2, inferred (the words)"""
    if not automatic and not int(routerid or 0):
        raise Refusal("Error: The router identifier cannot be 0.0.0.0.")


def configure_ospf_routerid(call: Call, routerid: "IPv4Address | None" = None, automatic: bool = False) -> None:
    """Fix the router's identifier, or let the switch work it out."""
    valid_configure_ospf_routerid(call.chassis, routerid, automatic)
    _set(call, ospfRouterIdAuto=int(automatic), ospfRouterId=None if automatic else str(routerid))


def configure_ospf_spf_hold_time(call: Call, seconds: int) -> None:
    """Set the least seconds between two runs of the calculation."""
    _set(call, spfHoldTime=seconds)


def configure_ospf_metric_table_10M_100M_1G(
    call: Call, cost_10m: int, cost_100m: int, cost_1g: int, cost_10g: int | None = None, _10G: bool = False
) -> None:
    """Set the automatic costs by the speed of ports."""
    fast = call.one(OspfGlobal).metTabCost10G if cost_10g is None else cost_10g
    _set(call, metTabCost10M=cost_10m, metTabCost100M=cost_100m, metTabCost1G=cost_1g, metTabCost10G=fast)


def configure_ospf_lsa_batch_interval(call: Call, seconds: int) -> None:
    """Set the seconds in which changes are gathered."""
    _set(call, lsaBatchInterval=seconds)


def configure_ospf_import_policy(call: Call, policy_name: str = "", none: bool = False) -> None:
    """Set a policy for what OSPF learns, or none."""
    _set(call, importPlcy=the_policy(call.node.flash.names(), policy_name))


def configure_ospf_ase_limit(call: Call, number: int, timeout: bool = False, seconds: int = 0) -> None:
    """Set the most external routes, 0 for no limit."""
    _set(call, ospfExtLsdbLimit=number, ospfExitOverflowInterval=seconds)


def configure_ospf_restart(call: Call, none: bool = False, **when: bool) -> None:
    """Choose when neighbours are asked to wait for a restart: the OSPF side of a failover.  evidence: guide 11.3"""
    _set(call, restart=next(iter(when), None))


def configure_ospf_restart_grace_period(call: Call, seconds: int) -> None:
    """Set for how long neighbors are asked to wait for a restart, in seconds."""
    _set(call, restartInterval=seconds)


def enable_ospf_originate_default_cost_type(
    call: Call,
    metric: int,
    ase_type_1: bool = False,
    ase_type_2: bool = False,
    always: bool = False,
    tag: bool = False,
    tag_number: int = 0,
) -> None:
    """Advertise a default route to the neighbours."""
    kind = 1 if ase_type_1 else 2
    _set(call, defRouteEnable=1, def_cost=metric, def_type=kind, def_tag=tag_number, always=int(always))


def disable_ospf_originate_default(call: Call) -> None:
    """Stop advertising a default route to the neighbours."""
    _set(call, defRouteEnable=0, def_cost=0, def_type=0, def_tag=0, always=0)


def enable_ospf_use_ip_router_alert(call: Call) -> None:
    """Send the router alert option."""
    _set(call, ipOptionRA=1)


def disable_ospf_use_ip_router_alert(call: Call) -> None:
    """Send no router alert option."""
    _set(call, ipOptionRA=0)


def enable_ospf_capability_opaque_lsa(call: Call) -> None:
    """Accept opaque LSAs from neighbours."""
    _set(call, opaqueExtEnable=1)


def disable_ospf_capability_opaque_lsa(call: Call) -> None:
    """Accept no opaque LSAs from neighbours."""
    _set(call, opaqueExtEnable=0)


# -- export ----------------------------------------------------------------------------------------------------------


def _change(call: Call, words: dict[str, bool], new: Leak) -> None:
    """Change the exports of the origins that a command means: ``bgp`` is both kinds of it."""
    wanted = [word.replace("_", "-") for word in words]
    call.put(
        exports_row(
            call.store,
            [
                new._replace(origin=leak.origin)
                if leak.origin in wanted or (leak.origin.endswith("-bgp") and "bgp" in wanted)
                else leak
                for leak in leaks(call.store)
            ],
        )
    )


def enable_ospf_export(
    call: Call,
    cost: int = 0,
    ase_type_1: bool = False,
    ase_type_2: bool = False,
    tag_number: int = 0,
    policy_name: str = "",
    type: bool = False,
    tag: bool = False,
    **origin: bool,
) -> None:
    """Export the routes of an origin, at a cost or as a policy says."""
    kind = 0 if policy_name else 1 if ase_type_1 else 2
    _change(call, origin, Leak("", True, cost, kind, tag_number, the_policy(call.node.flash.names(), policy_name)))


def disable_ospf_export(call: Call, **origin: bool) -> None:
    """Stop exporting the routes of an origin."""
    _change(call, origin, Leak(""))


def enable_ospf_restart_helper_lsa_check(call: Call) -> None:
    """Stop helping a router that restarts as soon as an LSA changes, as is usual.  evidence: recalled, RFC 3623"""
    _set(call, restartLsaCheck=None)


def disable_ospf_restart_helper_lsa_check(call: Call) -> None:
    """Keep helping a router that restarts when an LSA changes.  evidence: recalled, RFC 3623"""
    _set(call, restartLsaCheck=0)
