"""The Extreme Loop Recovery Protocol: its client, which looks for loops.

evidence: capture 11.2 (the row and the line), recalled (commands and screen)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.elrp.rows import ElrpGlobal, ElrpLoop
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.language import Command
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node


TABLES = (ElrpGlobal, ElrpLoop)
RECEIVES = ("Elrp",)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return [ElrpGlobal()]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2"""
    yield f"{'enable' if store.one(ElrpGlobal).enable else 'disable'} elrp-client"


def enable_elrp_client(call: Call) -> None:
    """Let the switch search for loops."""
    call.put(call.one(ElrpGlobal)._replace(enable=1))
    _changed(call)


def disable_elrp_client(call: Call) -> None:
    """Stop all searches for loops."""
    call.put(call.one(ElrpGlobal)._replace(enable=0))
    _changed(call)


def _changed(call: Call) -> None:
    """Have the sessions follow a command, once it is done."""
    if call.node.fabric is not None:
        call.node.later(0.0, "elrp", "follow")


def check_recorded(call: Call, command: "Command") -> None:
    """Refuse none; have the periodic sessions follow the line."""
    _changed(call)


def running(node: "Node") -> None:
    """Begin the periodic sessions."""
    if node.fabric is not None and node.store.one(ElrpGlobal).enable:
        node.call("elrp", "follow")
