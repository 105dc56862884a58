"""`show netlogin`: what is configured, and the clients.

evidence: clients (the line of modes), recalled (the other layouts)
"""

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.packets.addresses import mac_text
from xos_cli.processes.netLogin.facts import methods, netlogin_ports, netlogin_vlan
from xos_cli.processes.netLogin.rows import Dot1xTimers, NetloginClient, NetloginPort, WebLogin
from xos_cli.processes.netLogin.show_lists import show_netlogin_mac_list
from xos_cli.processes.vlan.facts import the_vlan
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
    name = the_vlan(call.store, vlan_name) if vlan_name else netlogin_vlan(call.store)
    wanted = [way for way, named in (("web-based", web_based), ("dot1x", dot1x), ("mac", mac)) if named]
    chosen = sets.given(call.chassis, port_list)
    rows = [row for row in netlogin_ports(call.store) if sets.read(row.port) & chosen]
    blocks = {"web-based": _web, "dot1x": _timers, "mac": _macs}
    head = "" if port_list else _head(call) + "".join(blocks[way](call) for way in wanted or blocks)
    return head + "".join(_port(call, row, name) for row in rows)


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


def _port(call: Call, port: NetloginPort, vlan: str) -> str:
    how = ", ".join(title for way, title in MODES.items() if way in port.ways)
    where = port.port
    clients = [row for row in call.rows(NetloginClient) if row.port == where]
    state = "Authenticated" if any(row.state == "Authenticated" for row in clients) else "Unauthenticated"
    at = next((row.vlan for row in clients if row.vlan), "") or vlan or "(none)"
    rows = "".join(map(_client, clients))
    return f"Port: {where}, Vlan: {at}, State: {state}, Authentication: {how}\n{CLIENTS}{rows}{RULE}\n"


def _client(row: NetloginClient) -> str:
    passed = "Yes" if row.state == "Authenticated" else "No"
    return f"{mac_text(row.mac):<19}{'0.0.0.0':<17}{passed:<6}{'MAC':<12}{0:<14}{row.user}\n"


def clear_netlogin_state(call: Call, port_list: PortList | None = None, mac: str = "", **_: object) -> None:
    """Log clients out: all of them, those at some ports, or one by its MAC address."""
    names = {call.chassis.port_name(port) for port in sets.each(sets.given(call.chassis, port_list))}
    for row in call.rows(NetloginClient):
        if row.port in names and int(str(mac).replace(":", "") or "0", 16) in (0, row.mac):
            call.node.later(0.0, "netLogin", "log_out", row.port, row.mac)
