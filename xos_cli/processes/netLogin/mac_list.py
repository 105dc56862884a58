"""Change the list of MAC addresses that may log in: `configure netlogin add mac-list` and `delete mac-list`.

evidence: guide 11.3 p.368-370 (mask, password, ports, the default entry), inferred (a second line about an address
replaces the first; the words of the refusals)
"""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.packets.addresses import mac_number
from xos_cli.processes.netLogin.facts import MAC_BITS
from xos_cli.processes.netLogin.rows import DEFAULT_MAC, MacEntry
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.secrets import hidden

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def valid_configure_netlogin_add_mac_list(chassis: "Chassis", mac_mask: str = "", **_: object) -> None:
    """Refuse a mask whose bits are not contiguous."""
    _bits(mac_mask)


def configure_netlogin_add_mac_list(
    call: Call,
    mac: str = "",
    mac_mask: str = "",
    default: bool = False,
    encrypted: bool = False,
    password: str = "",
    ports: bool = False,
    port_list: PortList | None = None,
) -> None:
    """Let a MAC address, all under a mask, or all that no other entry matches, log in at ports or everywhere."""
    where = sets.text(sets.given(call.chassis, port_list), call.chassis.modular) if port_list else ""
    secret = password if encrypted or not password else hidden(password)
    call.put(MacEntry(DEFAULT_MAC if default else mac, _bits(mac_mask), secret, where))


def valid_configure_netlogin_delete_mac_list(chassis: "Chassis", mac_mask: str = "", **_: object) -> None:
    """Refuse a mask whose bits are not contiguous."""
    _bits(mac_mask)


def configure_netlogin_delete_mac_list(call: Call, mac: str = "", mac_mask: str = "", default: bool = False) -> None:
    """Delete an entry of the list."""
    address, bits = DEFAULT_MAC if default else mac, _bits(mac_mask)
    row = call.get(MacEntry, address, bits)
    if row is None:
        name = address if default else f"{address.upper()}/{bits}"
        raise Refusal(f"Error: There is no entry {name} in the MAC list.")
    call.drop(row)


def _bits(mask: str) -> int:
    """Return how many bits of an address a mask keeps; refuse one that has ones behind zeros."""
    if not mask:
        return MAC_BITS
    if ":" not in mask:
        return int(mask)
    number = mac_number(mask)
    zeros = ~number & (1 << MAC_BITS) - 1
    if zeros & (zeros + 1) or not number:
        raise Refusal(f"Error: {mask} is no mask: ones, then zeros.")
    return number.bit_count()


def forget_mac_ports(call: Call, ports: int) -> None:
    """Take ports out of the entries that name them; an entry without any goes."""
    for row in call.rows(MacEntry):
        if sets.read(row.portList) & ports:
            left = sets.text(sets.read(row.portList) & ~ports, call.chassis.modular)
            if left:
                call.put(row._replace(portList=left))
            else:
                call.drop(row)
