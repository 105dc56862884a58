"""`show lldp neighbors`: nobody is at the other end of any port.

evidence: later 12 to 22 (the table), inferred (that 11.3 has it)
"""

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.switch import portset as sets

RULE = "=" * 78 + "\n"
HEAD = f"{'':<9}{'Neighbor':<25}{'Neighbor':<25}\n{'Port':<9}{'Chassis ID':<25}{'Port ID':<25}{'TTL':<8}Age\n"
FOOT = "NOTE: The Chassis ID and/or Port ID might be truncated to fit the screen.\n"


def show_lldp_neighbors(call: Call, detailed: bool = False) -> str:
    """A head and no rows; *detailed*, where each has a block, nothing but the rule."""
    return "-" * 77 + "\n" if detailed else HEAD + RULE + RULE + FOOT


def clear_lldp_neighbors(call: Call, port_list: PortList | None = None, all: bool = False, port: bool = False) -> None:
    """There is none to forget."""
    sets.given(call.chassis, port_list)
