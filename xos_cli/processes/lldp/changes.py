"""Make the running protocol follow a changed configuration."""

from xos_cli.command.call import Call


def follow(call: Call) -> None:
    """Make the ports follow a changed configuration, once the command is done."""
    if call.node.fabric is not None:
        call.node.later(0.0, "lldp", "follow_ports")
