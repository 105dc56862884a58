"""Print the lists of network login: MAC addresses, local users, guest VLANs.

evidence: later 32 (`show netlogin mac-list`), recalled (the other layouts)
"""

from xos_cli.command.call import Call
from xos_cli.processes.netLogin.facts import guest_ports, ports_of_guests
from xos_cli.processes.netLogin.rows import (
    AS_IT_COMES,
    DEFAULT_MAC,
    TAGGED,
    UNTAGGED,
    GuestVlan,
    LocalUser,
    LocalUserVlan,
    MacEntry,
)
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.switch.hardware import portset as sets

#: The letters of the ways into a VLAN.  evidence: guide 11.3 p.353 (those of VSA 211)
LETTERS = {TAGGED: "T", UNTAGGED: "U", AS_IT_COMES: "*"}


def show_netlogin_mac_list(call: Call) -> str:
    """Print the MAC addresses that may log in."""
    head = f"{'MAC Address/Mask':<24}{'Password (encrypted)':<26}Port(s)\n{'-' * 20}  {'-' * 22}  {'-' * 14}\n"
    return head + "".join(map(_mac, call.rows(MacEntry)))


def _mac(row: MacEntry) -> str:
    name = row.mac if row.mac == DEFAULT_MAC else f"{row.mac.upper()}/{row.mask}"
    ports = sets.printed(row.portList)
    return f"{name:<24}{row.password or '<not configured>':<26}{ports or 'any'}\n"


def show_netlogin_local_users(call: Call) -> str:
    """Print the local users of network login."""
    head = f"{'Netlogin Local User Name':<26}{'Password (encrypted)':<32}Extended-VLAN VSA\n"
    rule = f"{'-' * 24}  {'-' * 30}  {'-' * 17}\n"
    return head + rule + "".join(_user(call, row) for row in call.rows(LocalUser))


def _user(call: Call, row: LocalUser) -> str:
    vlan = call.get(LocalUserVlan, row.name)
    place = f"{LETTERS[vlan.way]} {vlan.vlanName}" if vlan else "<not configured>"
    return f"{row.name:<26}{row.password or '<not configured>':<32}{place}\n"


def show_netlogin_guest_vlan(call: Call, vlan_name: str = "") -> str:
    """Print the ports that have a guest VLAN."""
    head = f"{'Port':<8}{'Guest-vlan':<13}Vlan\n{'-' * 47}\n"
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    enabled = guest_ports(call.store)
    rows = [
        (port, row.vlanName)
        for row in call.rows(GuestVlan)
        if wanted in ("", row.vlanName)
        for port in sets.each(ports_of_guests(call.store, row))
    ]
    return head + "".join(
        f"{call.chassis.port_name(port):<8}{'Enabled' if sets.bit(port) & enabled else 'Disabled':<13}{vlan}\n"
        for port, vlan in sorted(rows)
    )
