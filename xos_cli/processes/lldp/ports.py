"""Configure LLDP on ports: whether they send and receive, and what they advertise.

evidence: recalled (the commands)
"""

from xos_cli.command.call import Call
from xos_cli.command.port_rows import keep, rows_given
from xos_cli.language import PortList
from xos_cli.processes.lldp.changes import follow
from xos_cli.processes.lldp.rows import TLVS, LldpGlobal, LldpPort, LldpVendorTlv
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.switch.hardware import portset as sets


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
        keep(call, row._replace(tlvs=LldpPort(row.port).tlvs))
    ports = sets.given(call.chassis, port_list)
    for one in call.rows(LldpVendorTlv):
        if sets.read(one.port) & ports:
            call.drop(one)
    follow(call)


def _vendor(call: Call, port_list: PortList | None, tlv: str, vlan: str, advertise: bool) -> None:
    """Advertise a TLV of an organization on ports, or no longer; without a VLAN, none of any VLAN."""
    for row in rows_given(call, LldpPort, port_list):
        if advertise:
            call.put(LldpVendorTlv(row.port, tlv, vlan))
            continue
        for one in call.rows(LldpVendorTlv):
            if (one.port, one.tlv) == (row.port, tlv) and vlan in ("", "all", one.vlanName):
                call.drop(one)
    follow(call)


def configure_lldp_ports_vendor_specific_dot1(
    call: Call,
    port_list: PortList | None = None,
    all: bool = False,
    advertise: bool = False,
    vlan_name: str | bool = "",
    **which: bool,
) -> None:
    """Choose which TLVs of 802.1 ports advertise: identifiers and names of VLANs."""
    tlv = call.words[call.words.index("dot1") + 1]
    named = the_vlan(call.store, vlan_name) if isinstance(vlan_name, str) and vlan_name else ""
    vlan = named or ("all" if call.words[-2:] == ("vlan", "all") else "")
    _vendor(call, port_list, f"dot1 {tlv}", vlan, advertise)


def configure_lldp_ports_vendor_specific_dot3(
    call: Call, port_list: PortList | None = None, all: bool = False, advertise: bool = False, **which: bool
) -> None:
    """Choose which TLVs of 802.3 ports advertise: load sharing, the link, frames, power."""
    tlv = call.words[call.words.index("dot3") + 1]
    _vendor(call, port_list, f"dot3 {tlv}", "", advertise)


def _traps(call: Call, port_list: PortList | None, on: int) -> None:
    for row in rows_given(call, LldpPort, port_list):
        keep(call, row._replace(traps=on))


def enable_snmp_traps_lldp(
    call: Call, ports: bool = False, port_list: PortList | None = None, all: bool = False
) -> None:
    """Send SNMP traps about changes of the neighbors at ports."""
    _traps(call, port_list, 1)


def disable_snmp_traps_lldp(
    call: Call, ports: bool = False, port_list: PortList | None = None, all: bool = False
) -> None:
    """Send no SNMP traps about the neighbors at ports."""
    _traps(call, port_list, 0)
