"""Answer questions about network login and the DHCP server from the rows."""

from typing import TYPE_CHECKING

from xos_cli.language import PortList
from xos_cli.processes.netLogin.rows import DhcpServer
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.recorded import told
from xos_cli.switch.secrets import revealed

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.tables import Store

#: Seconds of a lease where none are configured, and before a client has logged in.  evidence: recalled
LEASE, NETLOGIN_LEASE = 7200, 10


def dhcp_server(store: "Store", vlan_name: str) -> DhcpServer:
    """Return the DHCP server of a VLAN, one without settings where nothing is configured."""
    return store.get(DhcpServer, vlan_name) or DhcpServer(vlan_name)


def ports_by_mac(store: "Store", chassis: "Chassis") -> int:
    """Return the ports at which MAC addresses log in; none while that is disabled for the switch."""
    if not any("mac" in words and "ports" not in words for words in told(store, "enable netlogin")):
        return 0
    found = 0
    for words in told(store, "enable netlogin ports"):
        if "mac" in words:
            listed = "".join(word for word in words if word not in ("mac", "dot1x", "web-based"))
            found |= sets.of_list(PortList.read(listed), sets.every(chassis))
    return found


def mac_password(store: "Store", chassis: "Chassis", mac: int, port: int) -> str | None:
    """Return the password with which a MAC address logs in, None if the list has no entry for it at this port.

    An entry for the address comes before the default entry; without a password it is the address.
    """
    default = None
    for address, *rest in told(store, "configure netlogin add mac-list"):
        at = rest.index("ports") if "ports" in rest else len(rest)
        if rest[at + 1 :] and not sets.of_list(PortList.read("".join(rest[at + 1 :])), sets.every(chassis)) & port:
            continue
        words = [word for word in rest[:at] if word != "encrypted"]
        mask = words.pop(0) if words and address != "default" and is_mask(words[0]) else "48"
        password = revealed(words[0]) if words else f"{mac:012X}"
        if address == "default":
            default = password
        elif not (_number(address) ^ mac) & _mask(mask):
            return password
    return default


def is_mask(word: str) -> bool:
    """Return whether a word behind a MAC address is its mask: six octets, or a number of bits."""
    return word.count(":") == 5 or (word.isdigit() and 1 <= int(word) <= 48)


def _number(text: str) -> int:
    return int(text.replace(":", ""), 16)


def _mask(word: str) -> int:
    return _number(word) if ":" in word else (1 << 48) - (1 << 48 - int(word))


class LocalUser(NamedTuple):
    """A local user of network login: the password, and the VLAN that the user gets into, "" for none."""

    password: str
    vlan: str


def local_user(store: "Store", name: str) -> LocalUser | None:
    """Return a local user of network login, None if there is none of this name."""
    for words in told(store, "create netlogin local-user"):
        at = words.index("vlan-vsa") if "vlan-vsa" in words else len(words)
        if words[0].lower() == name.lower():
            changed = next(told(store, f"configure netlogin local-user {words[0]} vlan-vsa"), None)
            place = words[at + 1 :] if changed is None else changed
            password = [word for word in words[1:at] if word != "encrypted"]
            return LocalUser(revealed("".join(password)), "" if not place or place[-1] == "none" else place[-1])
    return None
