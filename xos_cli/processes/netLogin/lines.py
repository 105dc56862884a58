"""Return the lines of network login in `show configuration`."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.netLogin.facts import guest_ports, methods, netlogin_ports, netlogin_vlan, port_of
from xos_cli.processes.netLogin.rows import (
    DEFAULT_MAC,
    WAYS,
    DhcpOption,
    DhcpServer,
    Dot1xTimers,
    GuestVlan,
    LocalUser,
    LocalUserVlan,
    MacEntry,
    NetloginPort,
    WebLogin,
)
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
    yield from _port_lines(store, chassis)
    yield from _mac_lines(store, chassis)
    yield from _user_lines(store)
    yield from _guest_lines(store, chassis)
    yield from _dhcp_lines(store, chassis)


def _port_lines(store: Store, chassis: "Chassis") -> Iterator[str]:
    """Return the lines that say where and how clients log in.  evidence: inferred"""
    vlan, on = netlogin_vlan(store), methods(store)
    if vlan:
        yield f"configure netlogin vlan {vlan}"
    if on:
        yield f"enable netlogin {' '.join(way for way in WAYS if way in on)}"
    rows = netlogin_ports(store)
    for ways in dict.fromkeys(" ".join(row.ways) for row in rows):
        yield f"enable netlogin ports {_names(chassis, [row for row in rows if ' '.join(row.ways) == ways])} {ways}"
    moved = [row for row in rows if row.macBasedVlans]
    if moved:
        yield f"configure netlogin ports {_names(chassis, moved)} mode mac-based-vlans"


def _names(chassis: "Chassis", rows: Iterable[NetloginPort]) -> str:
    """Return the ports of rows as they are typed."""
    return sets.printed(sets.text(sets.of(map(port_of, rows)), chassis.modular))


def _mac_lines(store: Store, chassis: "Chassis") -> Iterator[str]:
    """Return the lines of the MAC list.  evidence: inferred"""
    for row in store.rows(MacEntry):
        where = row.mac if row.mac == DEFAULT_MAC else f"{row.mac} {row.mask}"
        password = f' encrypted "{row.password}"' if row.password else ""
        ports = f" ports {sets.printed(row.portList)}" if row.portList else ""
        yield f"configure netlogin add mac-list {where}{password}{ports}"


def _user_lines(store: Store) -> Iterator[str]:
    """Return the lines of the local users.  evidence: inferred"""
    for row in store.rows(LocalUser):
        vlan = store.get(LocalUserVlan, row.name)
        place = f" vlan-vsa {vlan.way}{' ' if vlan.way else ''}{vlan.vlanName}" if vlan else ""
        yield f'create netlogin local-user "{row.name}" encrypted "{row.password}"{place}'


def _guest_lines(store: Store, chassis: "Chassis") -> Iterator[str]:
    """Return the lines of the guest VLANs.  evidence: inferred"""
    for row in store.rows(GuestVlan):
        ports = f" ports {sets.printed(row.portList)}" if row.portList else ""
        yield f"configure netlogin dot1x guest-vlan {row.vlanName}{ports}"
    enabled = guest_ports(store)
    if enabled:
        names = sets.printed(sets.text(enabled, chassis.modular))
        yield f"enable netlogin dot1x guest-vlan ports {'all' if enabled == sets.every(chassis) else names}"


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
