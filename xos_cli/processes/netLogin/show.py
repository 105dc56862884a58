"""`show netlogin`: what is configured, and the clients.

evidence: clients (the line of modes), recalled (the other layouts)
"""

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.packets.addresses import ip_text, mac_text
from xos_cli.processes.netLogin.facts import home_of, is_guest_port, methods, netlogin_ports, netlogin_vlan
from xos_cli.processes.netLogin.rows import (
    AUTHENTICATED,
    DOT1X,
    MAC,
    WEB,
    Dot1xTimers,
    NetloginClient,
    NetloginPort,
    WebLogin,
)
from xos_cli.processes.netLogin.show_lists import show_netlogin_mac_list
from xos_cli.processes.vlan.facts import member_ports, the_vlan
from xos_cli.switch.hardware import portset as sets

MODES = {"web-based": "web-based", "dot1x": "802.1x", "mac": "mac-based"}
RULE = "-" * 48 + "\n"


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
    inside = member_ports(call.store, the_vlan(call.store, vlan_name)) if vlan_name else sets.every(call.chassis)
    wanted = [way for way, named in (("web-based", web_based), ("dot1x", dot1x), ("mac", mac)) if named]
    chosen = sets.given(call.chassis, port_list) & inside
    rows = [row for row in netlogin_ports(call.store) if sets.read(row.port) & chosen]
    rows = [row for row in rows if not wanted or set(row.ways) & set(wanted)]
    blocks = {"web-based": _web, "dot1x": _timers, "mac": _macs}
    head = "" if port_list or vlan_name else _head(call) + "".join(blocks[way](call) for way in wanted or blocks)
    return head + "".join(_port(call, row, detail) for row in rows)


def _head(call: Call) -> str:
    on = methods(call.store)
    modes = ";  ".join(f"{title} {'ENABLED' if way in on else 'DISABLED'}" for way, title in MODES.items())
    vlan = netlogin_vlan(call.store)
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
#: What a way to log in is called in the table of clients.  evidence: recalled
TYPES = {WEB: "web-based", DOT1X: "802.1x", MAC: "MAC"}


def _port(call: Call, port: NetloginPort, detail: bool) -> str:
    """Return the block of a port: where it is, how clients log in, and the clients."""
    how = ", ".join(title for way, title in MODES.items() if way in port.ways)
    clients = call.store.where(NetloginClient, "port", port.port)
    state = "Authenticated" if any(row.state == AUTHENTICATED for row in clients) else "Unauthenticated"
    vlan = home_of(call.store, port.port) or "(none)"
    mode = ", Mode: MAC-based VLANs" if port.macBasedVlans else ""
    guest = ", Guest VLAN" if is_guest_port(call.store, port.port) else ""
    rows = "".join(_client(call, row) for row in clients)
    states = _authenticators(call, port.port) if detail else ""
    head = f"Port: {port.port}, Vlan: {vlan}, State: {state}, Authentication: {how}{mode}{guest}\n"
    return f"{head}{CLIENTS}{rows}{states}{RULE}\n"


def _client(call: Call, row: NetloginClient) -> str:
    passed = "Yes" if row.state == AUTHENTICATED else "No"
    timer = call.software.ask("netLogin", "reauth_seconds", call.node, row.port, row.mac) if row.way == DOT1X else 0
    apart = f" ({row.vlan})" if row.vlan and row.vlan != home_of(call.store, row.port) else ""
    start = f"{mac_text(row.mac):<19}{ip_text(_address(call, row)):<17}"
    return f"{start}{passed:<6}{TYPES[row.way]:<12}{timer:<14}{row.user}{apart}\n"


def _address(call: Call, row: NetloginClient) -> int:
    """Return the IPv4 address of a client: the one that ARP knows, else the one from which it has logged in.

    In another VLAN the latter is of no use; 0 says that the address is not known.
    """
    known = call.node.fabric.router.neighbors if call.node.fabric is not None else {}
    first = 0 if row.vlan else row.address
    return next((address for (_, address), found in known.items() if found.mac == row.mac), first)


def _authenticators(call: Call, port: str) -> str:
    """Return the state of each authenticator of 802.1X at a port.  evidence: inferred (the layout)"""
    found: dict[int, str] = call.software.ask("netLogin", "authenticator_states", call.node, port)
    return "".join(f"{mac_text(mac) if mac else 'any station':<19}{state}\n" for mac, state in found.items())


def clear_netlogin_state(call: Call, port_list: PortList | None = None, mac: str = "", **_: object) -> None:
    """Log clients out: all of them, those at some ports, or one by its MAC address."""
    names = {call.chassis.port_name(port) for port in sets.each(sets.given(call.chassis, port_list))}
    for row in call.rows(NetloginClient):
        if row.port in names and int(str(mac).replace(":", "") or "0", 16) in (0, row.mac):
            call.node.later(0.0, "netLogin", "log_out", row.port, row.mac)
