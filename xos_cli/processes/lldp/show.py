"""`show lldp`: the timers and the ports.

evidence: recalled (the layouts)
"""

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.lldp.rows import TLVS, LldpGlobal, LldpPort
from xos_cli.switch import portset as sets

HEAD = """LLDP Port Configuration:

Port   Rx          Tx          -- Optional enabled transmit TLVs --
       Mode        Mode        LLDP    802.1   802.3
"""


RULE = "=" * 68 + "\n"


LEGEND = """LLDP TLVs: (P) Port Description, (N) System Name, (D) System Description
           (C) System Capabilities, (M) Mgmt Address
"""


def show_lldp(call: Call, port: bool = False, port_list: PortList | None = None, all: bool = False) -> str:
    """Show the timers, and the ports that LLDP is on."""
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
