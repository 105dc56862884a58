"""Have what works of LLDP follow a command."""

from xos_cli.command.call import Call


def follow(call: Call) -> None:
    """Have the ports follow a command, once it is done."""
    if call.node.fabric is not None:
        call.node.later(0.0, "lldp", "follow_ports")
