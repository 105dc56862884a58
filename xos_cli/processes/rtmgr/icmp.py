"""Configure ICMP messages by VLAN, IRDP, and IP options."""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.rtmgr.lines import MESSAGES, OPTIONS, with_rows
from xos_cli.processes.rtmgr.rows import IcmpSettings, IpOption, Irdp, IrdpConfig, LearnedRoute, UseRedirects
from xos_cli.processes.vlan.facts import the_vlan

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def _vlans(call: Call, vlan_name: str, kind: type[Any]) -> list[str]:
    return [the_vlan(call.store, vlan_name)] if vlan_name else with_rows(call.store, kind)


def _messages(call: Call, vlan_name: str, words: dict[str, bool], on: int) -> None:
    fields = {field: on for word, field in MESSAGES.items() if word.replace("-", "_") in words}
    for name in _vlans(call, vlan_name, IcmpSettings):
        call.put((call.get(IcmpSettings, name) or IcmpSettings(name))._replace(**fields))  # type: ignore[arg-type]


def enable_icmp(call: Call, vlan_name: str = "", **message: bool) -> None:
    """Send one kind of ICMP message into one VLAN or all."""
    _messages(call, vlan_name, message, 1)


def disable_icmp(call: Call, vlan_name: str = "", **message: bool) -> None:
    """Stop sending one kind of ICMP message into one VLAN or all."""
    _messages(call, vlan_name, message, 0)


def unconfigure_icmp(call: Call) -> None:
    """Reset the ICMP settings of all VLANs to the defaults."""
    for row in call.rows(IcmpSettings):
        call.put(IcmpSettings(row.vlan))


def enable_icmp_useredirects(call: Call) -> None:
    """Accept ICMP redirects that name a better router."""
    call.put(UseRedirects(1))


def disable_icmp_useredirects(call: Call) -> None:
    """Ignore ICMP redirects from routers, and forget the routes that they brought."""
    call.put(UseRedirects(0))
    for row in call.store.where(LearnedRoute, "origin", "ICMP"):
        call.drop(row)


def _options(call: Call, words: dict[str, bool], on: int) -> None:
    fields = {field: on for word, field in OPTIONS.items() if word.replace("-", "_") in words}
    call.put(call.one(IpOption)._replace(**fields))


def enable_ip_option(call: Call, **option: bool) -> None:
    """Obey an option of IP packets."""
    _options(call, option, 1)


def disable_ip_option(call: Call, **option: bool) -> None:
    """Ignore an option of IP packets."""
    _options(call, option, 0)


def valid_configure_irdp(
    chassis: "Chassis", min_interval: int | None = None, max_interval: int = 600, lifetime: int = 1800, **_: object
) -> None:
    """Refuse intervals that do not fit each other."""
    if min_interval is not None and not min_interval <= max_interval <= lifetime:
        raise Refusal("Error: The intervals must not be longer than the lifetime, nor the least than the most.")


def configure_irdp(
    call: Call,
    multicast: bool = False,
    broadcast: bool = False,
    min_interval: int | None = None,
    max_interval: int = 600,
    lifetime: int = 1800,
    preference: int = 0,
) -> None:
    """Set where router advertisements go, or how often, and for how long they hold.  evidence: inferred (the words)"""
    irdp = call.one(IrdpConfig)
    if min_interval is None:
        call.put(irdp._replace(mcast=int(multicast)))
        return
    valid_configure_irdp(call.chassis, min_interval, max_interval, lifetime)
    call.put(IrdpConfig(lifetime, max_interval, irdp.mcast, preference, min_interval))


def unconfigure_irdp(call: Call) -> None:
    """Reset the router advertisements to the defaults."""
    call.put(IrdpConfig())


def enable_irdp(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """Send router advertisements into one VLAN or all."""
    for name in _vlans(call, vlan_name, Irdp):
        call.put(Irdp(name, 1))


def disable_irdp(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """Send no router advertisements into one VLAN or all."""
    for name in _vlans(call, vlan_name, Irdp):
        call.put(Irdp(name, 0))
