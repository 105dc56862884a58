"""Configure the forwarding of packets and of broadcasts between VLANs."""

from xos_cli.command.call import Call
from xos_cli.command.objects import missing
from xos_cli.errors import Refusal
from xos_cli.processes.rtmgr.rows import BroadcastForwarding, Tunnel
from xos_cli.processes.vlan.facts import addresses, the_vlan, vlan_names, with_address
from xos_cli.processes.vlan.rows import Vlan

ON, OFF = 1, 2


def _turn(call: Call, words: dict[str, bool], vlan_name: str, on: bool) -> None:
    names = [the_vlan(call.store, vlan_name)] if vlan_name else with_address(call.store)
    fields = {"broadcast": "enabled", "fast_direct_broadcast": "fastEnabled", "ignore_broadcast": "ignoreEnabled"}
    field = next((field for word, field in fields.items() if word in words), "")
    for name in names:
        if field:
            row = call.get(BroadcastForwarding, name) or BroadcastForwarding(name)
            call.put(row._replace(**{field: int(on)}))  # type: ignore[arg-type]
        else:
            _forward(call, name, on)


def _forward(call: Call, name: str, on: bool) -> None:
    """Turn the forwarding of packets on or off for one VLAN; refuse one without an address.

    evidence: inferred (the words)
    """
    rows = addresses(call.store, name)
    if not rows:
        raise Refusal(f"Error: VLAN {name} has no IP address.")
    for row in rows:
        call.put(row._replace(ipForwarding=ON if on else OFF))


def enable_ipforwarding(call: Call, vlan_name: str = "", **what: bool) -> None:
    """Forward IP packets or broadcasts, for one VLAN or all that have an address."""
    _turn(call, what, vlan_name, True)


def disable_ipforwarding(call: Call, vlan_name: str = "", **what: bool) -> None:
    """Stop forwarding IP packets or broadcasts, for one VLAN or all that have an address."""
    _turn(call, what, vlan_name, False)


def _turn6(call: Call, vlan_name: str, on: int) -> None:
    for name in [the_vlan(call.store, vlan_name)] if vlan_name else vlan_names(call.store):
        vlan = call.get(Vlan, name)
        if vlan:
            call.put(vlan._replace(ipv6Forwarding=on))


def _turn_tunnel(call: Call, name: str, on: int) -> None:
    row = call.get(Tunnel, name)
    if row is None:
        raise missing("tunnel", name)
    call.put(row._replace(forwards=on))


def enable_ipforwarding_ipv6(call: Call, vlan_name: str = "", tunnel_name: str = "", **_: bool) -> None:
    """Forward IPv6 packets, for one VLAN, one tunnel or all VLANs."""
    _turn_tunnel(call, tunnel_name, 1) if tunnel_name else _turn6(call, vlan_name, 1)


def disable_ipforwarding_ipv6(call: Call, vlan_name: str = "", tunnel_name: str = "", **_: bool) -> None:
    """Stop forwarding IPv6 packets, for one VLAN, one tunnel or all VLANs."""
    _turn_tunnel(call, tunnel_name, 0) if tunnel_name else _turn6(call, vlan_name, 0)
