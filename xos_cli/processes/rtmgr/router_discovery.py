"""Reset what is advertised to the IPv6 hosts of a VLAN.

evidence: guide 11.3 p.519 (the values), recalled (the command)
"""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.processes.rtmgr.declared import DISCOVERY
from xos_cli.processes.rtmgr.rows import RouterDiscovery
from xos_cli.processes.vlan.facts import the_vlan

FIELDS = {
    "default_lifetime": "lifetime",
    "link_mtu": "linkMtu",
    "managed_config_flag": "managed",
    "other_config_flag": "other",
    "max_interval": "maxInterval",
    "min_interval": "minInterval",
    "reachable_time": "reachable",
    "retransmit_time": "retransmit",
    "current_hop_limit": "hopLimit",
}


def unconfigure_vlan_router_discovery(call: Call, vlan_name: str, ipv6: bool = False, **words: bool) -> None:
    """Reset one value that is advertised on a VLAN, or all; whether it is advertised stays as it is."""
    name = the_vlan(call.store, vlan_name)
    row = call.get(RouterDiscovery, name)
    if row is not None:
        fields = [field for word, field in FIELDS.items() if word in words or not words]
        defaults: dict[str, Any] = {field: RouterDiscovery._field_defaults[field] for field in fields}
        DISCOVERY.put(call, row._replace(**defaults))
