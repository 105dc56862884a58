"""Configure LLDP on ports: whether they send and receive, and what they advertise.

evidence: recalled (the commands)
"""

from xos_cli.command.call import Call
from xos_cli.command.port_rows import keep, rows_given
from xos_cli.command.recorded_ports import narrow
from xos_cli.language import PortList
from xos_cli.processes.lldp.changes import follow
from xos_cli.processes.lldp.rows import TLVS, LldpGlobal, LldpPort
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.recorded import Recorded


def _turn(call: Call, ports: PortList | None, on: int, ways: dict[str, bool]) -> None:
    """Turn LLDP on or off on ports: sending, receiving, or both if no way is named."""
    receives, sends = "transmit_only" not in ways, "receive_only" not in ways
    for row in rows_given(call, LldpPort, ports):
        keep(call, row._replace(rx=on if receives else row.rx, tx=on if sends else row.tx))
    follow(call)


def enable_lldp_ports(call: Call, port_list: PortList | None = None, all: bool = False, **ways: bool) -> None:
    """Send LLDP on ports, receive it, or both."""
    _turn(call, port_list, 1, ways)


def disable_lldp_ports(call: Call, port_list: PortList | None = None, all: bool = False, **ways: bool) -> None:
    """Stop sending LLDP on ports, receiving it, or both."""
    _turn(call, port_list, 0, ways)


def configure_lldp_ports(
    call: Call,
    port_list: PortList | None = None,
    all: bool = False,
    advertise: bool = False,
    no_advertise: bool = False,
    **which: bool,
) -> None:
    """Choose what ports advertise of the switch."""
    named = {tlv for tlv in TLVS if which.get(tlv.replace("-", "_"))}
    for row in rows_given(call, LldpPort, port_list):
        now = set(row.tlvs.split())
        kept = now | named if advertise else now - named
        keep(call, row._replace(tlvs=" ".join(tlv for tlv in TLVS if tlv in kept)))
    follow(call)


def unconfigure_lldp(call: Call, port: bool = False, port_list: PortList | None = None, all: bool = False) -> None:
    """Reset the timers to those of a new switch, or what ports advertise."""
    if not port:
        call.put(LldpGlobal())
        follow(call)
        return
    for row in rows_given(call, LldpPort, port_list):
        keep(call, row._replace(tlvs=""))
    working_groups = [row for row in call.rows(Recorded) if row.about.startswith("configure lldp ports ")]
    narrow(call, working_groups, sets.given(call.chassis, port_list))
