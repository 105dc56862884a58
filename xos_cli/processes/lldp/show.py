"""`show lldp`, `show lldp neighbors` and `show lldp statistics`.

evidence: recalled (the timers, ports and statistics), later 12 to 22 (the table of neighbors), inferred (that 11.3 has
that table; the detailed blocks)
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.lldp.facts import discoverer
from xos_cli.processes.lldp.rows import TLVS, LldpGlobal, LldpNeighbor, LldpPort, LldpVendorTlv
from xos_cli.processes.lldp.vendor import SPECIFIC, described
from xos_cli.switch.hardware import portset as sets

HEAD = """LLDP Port Configuration:

Port   Rx          Tx          -- Optional enabled transmit TLVs --
       Mode        Mode        LLDP    802.1   802.3
"""
RULE = "=" * 68 + "\n"
LEGEND = """LLDP TLVs: (P) Port Description, (N) System Name, (D) System Description
           (C) System Capabilities, (M) Mgmt Address
802.1 TLVs: (P) Port VLAN ID, (p) Port & Protocol VLAN ID, (N) VLAN Name
802.3 TLVs: (M) MAC/PHY Configuration/Status, (P) Power Via MDI,
            (L) Link Aggregation, (F) Frame Size
"""
#: The letters of the TLVs of organizations, in the order of their columns.  evidence: later 12 to 22
DOT1 = {"dot1 port-vlan-id": "P", "dot1 port-protocol-vlan-id": "p", "dot1 vlan-name": "N"}
DOT3 = {"dot3 mac-phy": "M", "dot3 power-via-mdi": "P", "dot3 link-aggregation": "L", "dot3 max-frame-size": "F"}


def show_lldp(
    call: Call, port: bool = False, port_list: PortList | None = None, all: bool = False, detailed: bool = False
) -> str:
    """Show the timers and the ports that LLDP is on; *detailed*: the VLANs of the TLVs that name any, too.

    evidence: later 12.x (that there is `detailed`), inferred (what it adds)
    """
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
    rows = [_row(call, row) for row in call.rows(LldpPort) if row.port in ports and (row.rx or row.tx)]
    head = "".join(f"{label:<32}: {text}\n" for label, text in fields.items())
    named = "".join(_named(row) for row in call.rows(LldpVendorTlv) if row.port in ports) if detailed else ""
    return f"{head}\n{HEAD}{RULE}{''.join(rows)}{RULE}{LEGEND}{named}"


def _named(row: LldpVendorTlv) -> str:
    """Return the line of a TLV of an organization, and of its VLAN."""
    return f"Port {row.port}: {row.tlv} {row.vlanName}".rstrip() + "\n"


def _row(call: Call, row: LldpPort) -> str:
    modes = ["Enabled" if on else "Disabled" for on in (row.rx, row.tx)]
    letters = "".join(letter if tlv in row.tlvs.split() else "-" for tlv, letter in TLVS.items())
    said = {one.tlv for one in call.rows(LldpVendorTlv) if one.port == row.port}
    one, three = ("".join(letter if tlv in said else "-" for tlv, letter in kind.items()) for kind in (DOT1, DOT3))
    return f"{row.port:<7}{modes[0]:<12}{modes[1]:<12}{letters:<8}{one:<8}{three}\n"


NEIGHBOR_RULE = "=" * 78 + "\n"
NEIGHBOR_HEAD = f"{'':<9}{'Neighbor':<25}{'Neighbor':<25}\n{'Port':<9}{'Chassis ID':<25}{'Port ID':<25}{'TTL':<8}Age\n"
FOOT = "NOTE: The Chassis ID and/or Port ID might be truncated to fit the screen.\n"
#: What the detailed blocks call the TLVs.
LABELS = {4: "Port Description", 5: "System Name", 6: "System Description", 7: "Capabilities", 8: "Management Address"}


def show_lldp_neighbors(
    call: Call, port: bool = False, port_list: PortList | None = None, all: bool = False, detailed: bool = False
) -> str:
    """Print the neighbours that LLDP has heard at ports, as a table or, with *detailed*, as a block each."""
    ports = set(sets.each(sets.given(call.chassis, port_list)))
    rows = sorted(row for row in call.rows(LldpNeighbor) if (row.slot, row.port) in ports)
    if detailed:
        return "".join("-" * 77 + "\n" + "".join(_block(call, row)) for row in rows) + "-" * 77 + "\n"
    return NEIGHBOR_HEAD + NEIGHBOR_RULE + "".join(_neighbor_row(call, row) for row in rows) + NEIGHBOR_RULE + FOOT


def _neighbor_row(call: Call, row: LldpNeighbor) -> str:
    start = f"{_port(call, row):<9}{row.chassis[:23]:<25}{row.their_port[:23]:<25}"
    return f"{start}{row.ttl:<8}{_age(call, row)}\n"


def _block(call: Call, row: LldpNeighbor) -> Iterator[str]:
    yield f"LLDP Port {_port(call, row)} detected 1 neighbor\n"
    yield f"  Neighbor: {row.chassis}/{row.their_port}, age {_age(call, row)} seconds\n"
    yield f"    - Time To Live: {row.ttl} seconds\n"
    for number, text in row.tlvs:
        if number == SPECIFIC:
            label, text = described(bytes.fromhex(text.replace(":", "")))
        else:
            label = LABELS.get(number, f"TLV {number}")
        yield f"    - {label}: {text}\n"


def _port(call: Call, row: LldpNeighbor) -> str:
    return call.chassis.port_name((row.slot, row.port))


def _age(call: Call, row: LldpNeighbor) -> int:
    found = discoverer(call.node)
    now = call.node.clock.now
    return int(now - found.discovery.heard.get(row.key, now)) if found else 0


#: Labels of the whole table, and of the columns of ports: what is counted under which name.
TABLE = {
    "Number of Table Inserts": "inserts",
    "Number of Table Deletes": "deletes",
    "Number of Table Drops": "drops",
    "Number of Table Age Outs": "aged",
}
COLUMNS = ("sent", "received", "discarded", "errors", "tlvs discarded", "tlvs unrecognized", "aged")
WORDS = (
    ("", "Tx", "Rx", "Rx", "Rx", "TLVs", "TLVs", "Age"),
    ("Port", "Total", "Total", "Discarded", "Errors", "Discarded", "Unrecogn.", "Outs"),
)


def show_lldp_statistics(call: Call, port: bool = False, port_list: PortList | None = None, all: bool = False) -> str:
    """Print what the ports that LLDP is enabled on have sent and received.  evidence: recalled (layout)"""
    ports = {call.chassis.port_name(p) for p in sets.each(sets.given(call.chassis, port_list))}
    on = [row.port for row in call.rows(LldpPort) if row.port in ports and (row.rx or row.tx)]
    head = f"{'Last table change time':<25}: -\n"
    head += "".join(f"{label:<25}: {_total(call, name)}\n" for label, name in TABLE.items())
    columns = "".join(f"{line[0]:<8}" + "".join(f"{word:>10}" for word in line[1:]) + "\n" for line in WORDS)
    rows = "".join(f"{port:<8}" + "".join(f"{_of(call, port, name):>10}" for name in COLUMNS) + "\n" for port in on)
    return f"{head}\n{columns}{'=' * 78}\n{rows}{'=' * 78}\n"


def _total(call: Call, name: str) -> int:
    found = discoverer(call.node)
    if found is None:
        return 0
    return sum(count for (port, what), count in found.counted.items() if what == name)


def _of(call: Call, port: str, name: str) -> int:
    found = discoverer(call.node)
    at = next((at for at in call.chassis.ports if call.chassis.port_name(at) == port), (0, 0))
    return found.counted[at, name] if found else 0
