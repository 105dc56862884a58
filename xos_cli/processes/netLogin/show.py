"""`show netlogin`: what is configured, and the clients.  Ports, VLAN, addresses and users are in the recorded lines.

evidence: clients (the line of modes), later 32 (`show netlogin mac-list`), recalled (the other layouts), inferred
(passwords stand as they were typed: how the switch encrypts them is not known)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.netLogin.facts import is_mask
from xos_cli.processes.netLogin.rows import Dot1xTimers, NetloginClient, WebLogin
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.recorded import told

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port

MODES = {"web-based": "web-based", "dot1x": "802.1x", "mac": "mac-based"}
RULE = "-" * 48 + "\n"


def _on(call: Call) -> list[str]:
    """Return the ways to log in that are enabled."""
    return [word for words in told(call.store, "enable netlogin") if words[0] in MODES for word in words]


def _ports(call: Call) -> "dict[Port, list[str]]":
    """Return the ports with network login, each with its ways to log in."""
    found: dict[Port, list[str]] = {}
    for words in told(call.store, "enable netlogin ports"):
        ways = [word for word in words if word in MODES]
        listed = PortList.read("".join(word for word in words if word not in MODES))
        for port in sets.each(sets.of_list(listed, sets.every(call.chassis))):
            found[port] = [*found.get(port, []), *ways]
    return dict(sorted(found.items()))


def _vlan(call: Call) -> str:
    return next(told(call.store, "configure netlogin vlan"), [""])[0]


def show_netlogin(
    call: Call,
    port: bool = False,
    port_list: PortList | None = None,
    vlan: bool = False,
    vlan_name: str = "",
    dot1x: bool = False,
    detail: bool = False,
    mac: bool = False,
    web_based: bool = False,
) -> str:
    """Print all of network login, or that of some ports or of one way to log in."""
    name = the_vlan(call.store, vlan_name) if vlan_name else _vlan(call)
    wanted = [way for way, named in (("web-based", web_based), ("dot1x", dot1x), ("mac", mac)) if named]
    chosen = sets.given(call.chassis, port_list)
    watched = {at: ways for at, ways in _ports(call).items() if sets.bit(at) & chosen}
    blocks = {"web-based": _web, "dot1x": _timers, "mac": _macs}
    head = "" if port_list else _head(call) + "".join(blocks[way](call) for way in wanted or blocks)
    return head + "".join(_port(call, at, ways, name) for at, ways in watched.items())


def _head(call: Call) -> str:
    on = _on(call)
    modes = ";  ".join(f"{title} {'ENABLED' if way in on else 'DISABLED'}" for way, title in MODES.items())
    vlan = _vlan(call)
    named = f'"{vlan}"' if vlan else "Not Configured"
    return f"NetLogin Authentication Mode : {modes}\n{'NetLogin VLAN':<29}: {named}\n\n"


def _titled(title: str, fields: dict[str, object], width: int) -> str:
    lines = "".join(f"{label:<{width}}: {value}".rstrip() + "\n" for label, value in fields.items())
    return f"{RULE}        {title} Mode Global Configuration\n{RULE}{lines}{RULE}\n"


def _web(call: Call) -> str:
    row = call.one(WebLogin)
    refresh = f"ENABLED; {row.session_refresh} minutes" if row.session_refresh else "DISABLED"
    fields: dict[str, object] = {
        "Base-URL": row.base_url,
        "Default-Redirect-Page": row.redirect_page,
        "Logout-privilege": "YES" if row.logout_popup else "NO",
        "Netlogin Session-Refresh": refresh,
    }
    return _titled("Web-based", fields, 24)


def _timers(call: Call) -> str:
    row = call.one(Dot1xTimers)
    fields: dict[str, object] = {
        "Quiet Period": row.quietPeriod,
        "Supplicant Response Timeout": row.suppRespTimeout,
        "Re-authentication period": row.reAuthPeriod,
        "RADIUS server timeout": row.serverTimeout,
        "EAPOL MPDU version to transmit": f"v{row.eapolTxVersion}",
    }
    return _titled("802.1x", fields, 34)


def _macs(call: Call) -> str:
    return f"{RULE}        MAC Mode Global Configuration\n{RULE}{show_netlogin_mac_list(call)}{RULE}\n"


CLIENTS = "MAC                IP address       Auth  Type        ReAuth-Timer  User\n"


def _port(call: Call, port: "Port", ways: list[str], vlan: str) -> str:
    how = ", ".join(title for way, title in MODES.items() if way in ways)
    where = call.chassis.port_name(port)
    clients = [row for row in call.rows(NetloginClient) if row.port == where]
    state = "Authenticated" if any(row.state == "Authenticated" for row in clients) else "Unauthenticated"
    at = next((row.vlan for row in clients if row.vlan), "") or vlan or "(none)"
    rows = "".join(map(_client, clients))
    return f"Port: {where}, Vlan: {at}, State: {state}, Authentication: {how}\n{CLIENTS}{rows}{RULE}\n"


def _client(row: NetloginClient) -> str:
    digits = f"{row.mac:012x}"
    mac = ":".join(digits[place : place + 2] for place in range(0, 12, 2))
    passed = "Yes" if row.state == "Authenticated" else "No"
    return f"{mac:<19}{'0.0.0.0':<17}{passed:<6}{'MAC':<12}{0:<14}{row.user}\n"


def clear_netlogin_state(call: Call, port_list: PortList | None = None, mac: str = "", **_: object) -> None:
    """Log clients out: all of them, those at some ports, or one by its MAC address."""
    names = {call.chassis.port_name(port) for port in sets.each(sets.given(call.chassis, port_list))}
    for row in call.rows(NetloginClient):
        if row.port in names and int(str(mac).replace(":", "") or "0", 16) in (0, row.mac):
            call.node.later(0.0, "netLogin", "log_out", row.port, row.mac)


# -- MAC addresses, users, guests ------------------------------------------------------------------------------------


def show_netlogin_mac_list(call: Call) -> str:
    """Print the MAC addresses that may log in.  evidence: later 32"""
    head = f"{'MAC Address/Mask':<24}{'Password (encrypted)':<26}Port(s)\n{'-' * 20}  {'-' * 22}  {'-' * 14}\n"
    return head + "".join(_mac(words) for words in told(call.store, "configure netlogin add mac-list"))


def _mac(words: list[str]) -> str:
    address, *rest = [word for word in words if word != "encrypted"]
    at = rest.index("ports") if "ports" in rest else len(rest)
    before, ports = rest[:at], "".join(rest[at + 1 :])
    mask = before.pop(0) if before and address != "default" and is_mask(before[0]) else "48"
    name = address if address == "default" else f"{address.upper()}/{mask}"
    return f"{name:<24}{before[0] if before else '<not configured>':<26}{ports or 'any'}\n"


def show_netlogin_local_users(call: Call) -> str:
    """Print the local users of network login.  evidence: recalled"""
    head = f"{'Netlogin Local User Name':<26}{'Password (encrypted)':<32}Extended-VLAN VSA\n"
    rule = f"{'-' * 24}  {'-' * 30}  {'-' * 17}\n"
    return head + rule + "".join(_user(call, words) for words in told(call.store, "create netlogin local-user"))


def _user(call: Call, words: list[str]) -> str:
    changed = next(told(call.store, f"configure netlogin local-user {words[0]} vlan-vsa"), None)
    at = words.index("vlan-vsa") if "vlan-vsa" in words else len(words)
    name, *password = [word for word in words[:at] if word != "encrypted"]
    vsa = words[at + 1 :] if changed is None else changed
    place = {"tagged": "T ", "untagged": "U "}.get(vsa[0], "* ") if vsa and vsa != ["none"] else ""
    return f"{name:<26}{''.join(password):<32}{place + vsa[-1] if place else '<not configured>'}\n"


def show_netlogin_guest_vlan(call: Call, vlan_name: str = "") -> str:
    """Print the ports that have a guest VLAN.  evidence: recalled"""
    head = f"{'Port':<8}{'Guest-vlan':<13}Vlan\n{'-' * 47}\n"
    wanted = the_vlan(call.store, vlan_name).lower() if vlan_name else ""
    rows = [row for row in _guests(call) if wanted in ("", row[2].lower())]
    return head + "".join(f"{port:<8}{on:<13}{vlan}\n" for port, on, vlan in rows)


def _guests(call: Call) -> Iterator[tuple[str, str, str]]:
    every, enabled = sets.every(call.chassis), 0
    for words in told(call.store, "enable netlogin dot1x guest-vlan ports"):
        enabled |= every if words == ["all"] else sets.of_list(PortList.read("".join(words)), every)
    for vlan, *words in told(call.store, "configure netlogin dot1x guest-vlan"):
        ports = sets.of_list(PortList.read("".join(words[1:])), every) if words else sets.of(_ports(call))
        for port in sets.each(ports):
            yield call.chassis.port_name(port), "Enabled" if sets.bit(port) & enabled else "Disabled", vlan
