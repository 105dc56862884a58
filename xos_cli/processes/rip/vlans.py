"""Configure RIP on VLANs: where it runs, its cost, its versions, and its trusted gateways."""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.processes.polMgr.facts import the_policy
from xos_cli.processes.rip.rows import Rip2IfConf
from xos_cli.processes.vlan.facts import chosen


def configure_rip_add_vlan(call: Call, vlan_name: str = "", all: bool = False) -> None:
    """Add a VLAN to RIP, which runs there as soon as it is enabled, or all VLANs with an address."""
    for name in chosen(call.store, vlan_name):
        call.put(call.get(Rip2IfConf, name) or Rip2IfConf(name))


def configure_rip_delete_vlan(call: Call, vlan_name: str = "", all: bool = False) -> None:
    """Take a VLAN out of RIP, or all."""
    for name in chosen(call.store, vlan_name):
        call.delete(Rip2IfConf, name)


def _on_vlans(call: Call, vlan_name: str, **fields: Any) -> None:
    """Change the settings of a VLAN, or of all; one that is not under RIP yet comes under it.

    evidence: inferred (that it does)
    """
    for name in chosen(call.store, vlan_name):
        call.put((call.get(Rip2IfConf, name) or Rip2IfConf(name))._replace(**fields))


def configure_rip_vlan_cost(call: Call, cost: int, vlan_name: str = "", all: bool = False) -> None:
    """Set the cost that is added to a route received on a VLAN."""
    _on_vlans(call, vlan_name, cost=cost)


def configure_rip_vlan_rxmode(call: Call, vlan_name: str = "", **_: bool) -> None:
    """Set the versions that are received on a VLAN."""
    _on_vlans(call, vlan_name, rxmode=call.words[-1])


def configure_rip_vlan_txmode(call: Call, vlan_name: str = "", **_: bool) -> None:
    """Set the version that is sent on a VLAN."""
    _on_vlans(call, vlan_name, txmode=call.words[-1])


def configure_rip_vlan_trusted_gateway(call: Call, vlan_name: str = "", policy_name: str = "", **_: bool) -> None:
    """Set the policy that says which neighbours are trusted on a VLAN."""
    _on_vlans(call, vlan_name, trustedGateway=the_policy(call.node.flash.names(), policy_name, "none"))


def configure_rip_vlan_route_policy(
    call: Call, vlan_name: str = "", policy_name: str = "", in_: bool = False, **_: bool
) -> None:
    """Set the policy that says which routes come in, or go out, on a VLAN."""
    _on_vlans(
        call,
        vlan_name,
        **{"inPolicy" if in_ else "outPolicy": the_policy(call.node.flash.names(), policy_name, "none")},
    )
