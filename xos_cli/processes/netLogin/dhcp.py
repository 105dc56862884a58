"""`show dhcp-server`, `show vlan dhcp-config`: what clients would be told; none ever asks.  All of it is recorded.

evidence: recalled (labels, defaults)
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.vlan.facts import the_vlan, vlan_names
from xos_cli.processes.vlan.rows import VR_MGMT, Vlan
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.recorded import told

OPTIONS = {"default-gateway": "Default Gateway", "dns-server": "DNS Server", "wins-server": "WINS Server"}
LEASES = f"\n{'   IP':<20}{'MAC':<20}{'State':<13}Lease Time Left\n{'=' * 67}\n"


def show_dhcp_server(call: Call, vlan: bool = False, vlan_name: str = "") -> str:
    """Print the DHCP server of every VLAN of users, or of the one that is named; no address was given.

    evidence: inferred (which VLANs)
    """
    users = [name for name in vlan_names(call.store) if call.store.one(Vlan, name).vrName != VR_MGMT]
    names = [the_vlan(call.store, vlan_name)] if vlan_name else users
    return "\n".join(f'VLAN "{name}":\n{_settings(call, name)}{LEASES}' for name in names)


def show_vlan_dhcp_config(call: Call, vlan_name: str) -> str:
    """Print the DHCP settings that the clients of one VLAN get."""
    return _settings(call, the_vlan(call.store, vlan_name))


def _ports(call: Call, name: str) -> int:
    """Return the ports whose clients are given addresses."""
    found = 0
    for *ports, _, vlan in told(call.store, "enable dhcp ports"):
        if vlan.lower() == name.lower():
            found |= sets.of_list(PortList.read("".join(ports)), sets.every(call.chassis))
    return found


def _settings(call: Call, name: str) -> str:
    return "".join(f"{label:<31}: {value}\n" for label, value in _fields(call, name))


def _fields(call: Call, name: str) -> Iterator[tuple[str, str]]:
    addresses = next(told(call.store, f"configure vlan {name} dhcp-address-range"), [])
    yield "DHCP Address Range", f"{addresses[0]}->{addresses[-1]}" if addresses else "Not configured"
    for label, word, default in (("Netlogin", "netlogin", 10), ("DHCP", "dhcp", 7200)):
        seconds = next(told(call.store, f"configure vlan {name} {word}-lease-timer"), [])
        said = f"{seconds[0]} seconds" if seconds else f"Not configured (Default = {default} seconds)"
        yield f"{label} Lease Timer", said
    options = {words[0]: words[-1] for words in told(call.store, f"configure vlan {name} dhcp-options")}
    yield from ((label, options[word]) for word, label in OPTIONS.items() if word in options)
    ports = sets.text(_ports(call, name), call.chassis.modular)
    yield "Ports DHCP Enabled", sets.printed(ports) if ports else "No ports enabled"
