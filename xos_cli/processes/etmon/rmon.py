"""Enable and disable RMON."""

from xos_cli.command.call import Call
from xos_cli.processes.etmon.rows import RmonCfg


def enable_rmon(call: Call) -> None:
    """Let SNMP read statistics, history, alarms and events."""
    call.put(RmonCfg(1))


def disable_rmon(call: Call) -> None:
    """Stop RMON on all ports."""
    call.put(RmonCfg(2))
