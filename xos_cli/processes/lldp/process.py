"""The Link Layer Discovery Protocol: timers, and which ports send and receive.

evidence: capture 11.2 (the row; the lines, with ``snmp-notification-delay``), guide 11.3 p.149-150 (off on every port),
recalled (the commands for ports, the screen), inferred (the row of a port)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.recorded_ports import narrow
from xos_cli.language import PortList
from xos_cli.processes.lldp.rows import LldpGlobal, LldpNeighbor, LldpPort
from xos_cli.switch import portset as sets
from xos_cli.switch.recorded import Recorded
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis, Port
    from xos_cli.switch.node import Node


TABLES = (LldpGlobal, LldpPort, LldpNeighbor)
RECEIVES = ("Lldp", "Malformed lldp")
#: What can be advertised, and the letter that `show lldp` has for it.
TLVS = {
    "port-description": "P",
    "system-name": "N",
    "system-description": "D",
    "system-capabilities": "C",
    "management-address": "M",
}


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return [LldpGlobal()]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2, inferred (ports)"""
    common = store.one(LldpGlobal)
    yield f"configure lldp transmit-interval {common.lldpMessageTxInterval}"
    yield f"configure lldp transmit-hold {common.lldpMessageTxHoldMultiplier}"
    yield f"configure lldp reinitialize-delay {common.lldpReinitDelay}"
    yield f"configure lldp transmit-delay {common.lldpTxDelay}"
    yield f"configure lldp snmp-notification-delay {common.lldpNotificationInterval}"
    for row in store.rows(LldpPort):
        if row.rx or row.tx:
            yield f"enable lldp ports {row.port}{' receive-only' * (not row.tx)}{' transmit-only' * (not row.rx)}"
        for tlv in row.tlvs.split():
            yield f"configure lldp ports {row.port} advertise {tlv}"


# -- timers ----------------------------------------------------------------------------------------------------------


def _change(call: Call, **fields: int) -> None:
    call.put(call.one(LldpGlobal)._replace(**fields))
    _changed(call)


def _changed(call: Call) -> None:
    """Have what works follow a command, once it is done."""
    if call.node.fabric is not None:
        call.node.later(0.0, "lldp", "follow")


def configure_lldp_transmit_interval(call: Call, seconds: int) -> None:
    """Between two advertisements."""
    _change(call, lldpMessageTxInterval=seconds)


def configure_lldp_transmit_hold(call: Call, hold: int) -> None:
    """How many intervals an advertisement lives."""
    _change(call, lldpMessageTxHoldMultiplier=hold)


def configure_lldp_transmit_delay(call: Call, auto: bool = False, seconds: int = 2) -> None:
    """At least, between two that changed; *auto*: a quarter of the interval.  evidence: recalled"""
    quarter = call.one(LldpGlobal).lldpMessageTxInterval // 4
    _change(call, lldpTxDelay=max(1, quarter) if auto else seconds)


def configure_lldp_reinitialize_delay(call: Call, seconds: int) -> None:
    """Before a port that was turned off starts again."""
    _change(call, lldpReinitDelay=seconds)


def configure_lldp_snmp_notification_interval(call: Call, seconds: int) -> None:
    """At least, between two traps."""
    _change(call, lldpNotificationInterval=seconds)


def configure_lldp_snmp_notification_delay(call: Call, seconds: int) -> None:
    """Set the least number of seconds between two traps, in the words of the `show configuration` of 11.2."""
    _change(call, lldpNotificationInterval=seconds)


# -- ports -----------------------------------------------------------------------------------------------------------


def _rows(call: Call, ports: PortList | None) -> Iterator[LldpPort]:
    for port in sets.each(sets.given(call.chassis, ports)):
        name = call.chassis.port_name(port)
        yield call.get(LldpPort, name) or LldpPort(name)


def _keep(call: Call, row: LldpPort) -> None:
    if row == LldpPort(row.port):
        call.delete(LldpPort, row.port)
    else:
        call.put(row)
    _changed(call)


def enable_lldp_ports(
    call: Call,
    port_list: PortList | None = None,
    all: bool = False,
    receive_only: bool = False,
    transmit_only: bool = False,
) -> None:
    """Both ways, or one."""
    for row in _rows(call, port_list):
        _keep(call, row._replace(rx=1 if not transmit_only else row.rx, tx=1 if not receive_only else row.tx))


def disable_lldp_ports(
    call: Call,
    port_list: PortList | None = None,
    all: bool = False,
    receive_only: bool = False,
    transmit_only: bool = False,
) -> None:
    """Both ways, or one."""
    for row in _rows(call, port_list):
        _keep(call, row._replace(rx=0 if not transmit_only else row.rx, tx=0 if not receive_only else row.tx))


def configure_lldp_ports(
    call: Call,
    port_list: PortList | None = None,
    all: bool = False,
    advertise: bool = False,
    no_advertise: bool = False,
    **which: bool,
) -> None:
    """What a port advertises of the switch."""
    named = {tlv for tlv in TLVS if which.get(tlv.replace("-", "_"))}
    for row in _rows(call, port_list):
        now = set(row.tlvs.split())
        kept = now | named if advertise else now - named
        _keep(call, row._replace(tlvs=" ".join(tlv for tlv in TLVS if tlv in kept)))


def unconfigure_lldp(call: Call, port: bool = False, port_list: PortList | None = None, all: bool = False) -> None:
    """The timers of a new switch; or of ports what they advertise."""
    if not port:
        call.put(LldpGlobal())
        return
    for row in _rows(call, port_list):
        _keep(call, row._replace(tlvs=""))
    working_groups = [row for row in call.rows(Recorded) if row.about.startswith("configure lldp ports ")]
    narrow(call, working_groups, sets.given(call.chassis, port_list))


def slot_cleared(call: Call, slot: int) -> None:
    """Its ports are off."""
    for row in call.rows(LldpPort):
        if sets.in_slot(row.port, slot):
            call.drop(row)


# -- screens ---------------------------------------------------------------------------------------------------------

HEAD = """LLDP Port Configuration:

Port   Rx          Tx          -- Optional enabled transmit TLVs --
       Mode        Mode        LLDP    802.1   802.3
"""
RULE = "=" * 68 + "\n"
LEGEND = """LLDP TLVs: (P) Port Description, (N) System Name, (D) System Description
           (C) System Capabilities, (M) Mgmt Address
"""


def show_lldp(call: Call, port: bool = False, port_list: PortList | None = None, all: bool = False) -> str:
    """The timers, and the ports that are on."""
    common = call.one(LldpGlobal)
    ttl = common.lldpMessageTxInterval * common.lldpMessageTxHoldMultiplier
    fields = {
        "LLDP transmit interval": f"{common.lldpMessageTxInterval} seconds",
        "LLDP transmit hold multiplier": f"{common.lldpMessageTxHoldMultiplier} (used TTL = {ttl} seconds)",
        "LLDP transmit delay": f"{common.lldpTxDelay} seconds",
        "LLDP SNMP notification interval": f"{common.lldpNotificationInterval} seconds",
        "LLDP reinitialize delay": f"{common.lldpReinitDelay} seconds",
    }
    ports = {call.chassis.port_name(p) for p in sets.each(sets.given(call.chassis, port_list))}
    rows = [_row(row) for row in call.rows(LldpPort) if row.port in ports and (row.rx or row.tx)]
    head = "".join(f"{label:<32}: {text}\n" for label, text in fields.items())
    return f"{head}\n{HEAD}{RULE}{''.join(rows)}{RULE}{LEGEND}"


def _row(row: LldpPort) -> str:
    modes = ["Enabled" if on else "Disabled" for on in (row.rx, row.tx)]
    letters = "".join(letter if tlv in row.tlvs.split() else "-" for tlv, letter in TLVS.items())
    return f"{row.port:<7}{modes[0]:<12}{modes[1]:<12}{letters:<8}{'---':<8}----\n"


# What works in a network is imported on a switch that is part of one.


def running(node: "Node") -> None:
    """Learn the neighbours anew."""
    _follow(node)


def link_changed(node: "Node", port: "Port", up: bool) -> None:
    """Begin to tell, or forget who was at the other end."""
    _follow(node)


def _follow(node: "Node") -> None:
    if node.fabric is not None and node.store.rows(LldpPort):
        node.call("lldp", "follow")
