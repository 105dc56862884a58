"""`show lldp neighbors` and `show lldp statistics`.

evidence: later 12 to 22 (the table), recalled (the statistics), inferred (that 11.3 has the table; the detailed blocks)
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.lldp.rows import LldpNeighbor, LldpPort
from xos_cli.switch import portset as sets
from xos_cli.switch.discovery import Discoverer

RULE = "=" * 78 + "\n"
HEAD = f"{'':<9}{'Neighbor':<25}{'Neighbor':<25}\n{'Port':<9}{'Chassis ID':<25}{'Port ID':<25}{'TTL':<8}Age\n"
FOOT = "NOTE: The Chassis ID and/or Port ID might be truncated to fit the screen.\n"
#: What the detailed blocks call the TLVs.
LABELS = {4: "Port Description", 5: "System Name", 6: "System Description", 7: "Capabilities", 8: "Management Address"}


def show_lldp_neighbors(call: Call, detailed: bool = False) -> str:
    """Show the neighbours that LLDP has heard:

    none; *detailed*, where each would have a block, nothing but the rule.
    """
    rows = sorted(call.rows(LldpNeighbor))
    if detailed:
        return "".join("-" * 77 + "\n" + "".join(_block(call, row)) for row in rows) + "-" * 77 + "\n"
    return HEAD + RULE + "".join(_row(call, row) for row in rows) + RULE + FOOT


def _row(call: Call, row: LldpNeighbor) -> str:
    start = f"{_port(call, row):<9}{row.chassis[:23]:<25}{row.their_port[:23]:<25}"
    return f"{start}{row.ttl:<8}{_age(call, row)}\n"


def _block(call: Call, row: LldpNeighbor) -> Iterator[str]:
    yield f"LLDP Port {_port(call, row)} detected 1 neighbor\n"
    yield f"  Neighbor: {row.chassis}/{row.their_port}, age {_age(call, row)} seconds\n"
    yield f"    - Time To Live: {row.ttl} seconds\n"
    for number, text in row.tlvs:
        yield f"    - {LABELS.get(number, f'TLV {number}')}: {text}\n"


def _port(call: Call, row: LldpNeighbor) -> str:
    return call.chassis.port_name((row.slot, row.port))


def _age(call: Call, row: LldpNeighbor) -> int:
    found = _found(call)
    now = call.node.clock.now
    return int(now - found.discovery.heard.get(row.key, now)) if found else 0


def _found(call: Call) -> Discoverer | None:
    found = call.node.memory.get("lldp")
    return found if isinstance(found, Discoverer) else None


def clear_lldp_neighbors(call: Call, port_list: PortList | None = None, all: bool = False, port: bool = False) -> None:
    """Forget the neighbours of ports: there are none."""
    asked = sets.given(call.chassis, port_list)
    found = _found(call)
    for row in call.rows(LldpNeighbor):
        if sets.bit((row.slot, row.port)) & asked:
            call.drop(row)
            if found:
                found.discovery.forget(row.key)


# -- statistics --------------------------------------------------------------------------------------------------------

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


def show_lldp_statistics(call: Call) -> str:
    """Show what the ports that LLDP is on have sent and received.  evidence: recalled (layout)"""
    on = [row.port for row in call.rows(LldpPort) if row.rx or row.tx]
    head = f"{'Last table change time':<25}: -\n"
    head += "".join(f"{label:<25}: {_total(call, name)}\n" for label, name in TABLE.items())
    columns = "".join(f"{line[0]:<8}" + "".join(f"{word:>10}" for word in line[1:]) + "\n" for line in WORDS)
    rows = "".join(f"{port:<8}" + "".join(f"{_of(call, port, name):>10}" for name in COLUMNS) + "\n" for port in on)
    return f"{head}\n{columns}{'=' * 78}\n{rows}{'=' * 78}\n"


def _total(call: Call, name: str) -> int:
    found = _found(call)
    if found is None:
        return 0
    return sum(count for (port, what), count in found.counted.items() if what == name)


def _of(call: Call, port: str, name: str) -> int:
    found = _found(call)
    at = next((at for at in call.chassis.ports if call.chassis.port_name(at) == port), (0, 0))
    return found.counted[at, name] if found else 0
