"""Return the lines of network login in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.netLogin.rows import DhcpOption, DhcpServer, Dot1xTimers, WebLogin
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of network login.  evidence: capture 11.2, inferred (no refresh, no logout window)"""
    timers, web = store.one(Dot1xTimers), store.one(WebLogin)
    yield (
        f"configure netlogin dot1x timers server-timeout {timers.serverTimeout} quiet-period {timers.quietPeriod}"
        f" reauth-period {timers.reAuthPeriod} supp-resp-timeout {timers.suppRespTimeout}"
    )
    yield f"configure netlogin dot1x eapol-transmit-version v{timers.eapolTxVersion}"
    yield f"{'enable' if web.logout_popup else 'disable'} netlogin logout-privilege"
    refresh = web.session_refresh
    yield f"enable netlogin session-refresh {refresh}" if refresh else "disable netlogin session-refresh"
    yield f'configure netlogin base-url "{web.base_url}"'
    yield f'configure netlogin redirect-page "{web.redirect_page}"'
    yield f'configure netlogin banner "{web.banner}"'
    yield from _dhcp_lines(store, chassis)


def _dhcp_lines(store: Store, chassis: "Chassis") -> Iterator[str]:
    """Return the lines of the DHCP servers of VLANs.  evidence: inferred"""
    for row in store.rows(DhcpServer):
        if row.first:
            yield f"configure vlan {row.vlanName} dhcp-address-range {row.first} - {row.last}"
        if row.lease:
            yield f"configure vlan {row.vlanName} dhcp-lease-timer {row.lease}"
        if row.netloginLease:
            yield f"configure vlan {row.vlanName} netlogin-lease-timer {row.netloginLease}"
        for option in store.rows(DhcpOption):
            if option.vlanName == row.vlanName:
                yield f"configure vlan {row.vlanName} dhcp-options {option.option} {option.address}"
        if row.portList:
            ports = sets.printed(sets.text(sets.read(row.portList), chassis.modular))
            yield f"enable dhcp ports {ports} vlan {row.vlanName}"
