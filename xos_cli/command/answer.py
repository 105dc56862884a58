"""Wait in a command for what the other MSM answers."""

from collections.abc import Generator
from typing import Any

from xos_cli.command.dialogue import Dialogue, Step, Wait
from xos_cli.switch.channel.end import Reply
from xos_cli.switch.node import Node

#: Seconds within which the other MSM answers, and between two looks whether it has.  evidence: inferred
LIMIT, MOMENT = 30.0, 0.01


def answer(reply: Reply, limit: float = LIMIT) -> Generator[Step, Any, bool]:
    """Wait until every message is answered, at most *limit* seconds; return whether the other MSM took them all."""
    if reply.pending:
        yield Wait(limit, lambda: reply.answered, every=MOMENT)
    return reply.taken


def delivered(node: Node, limit: float = LIMIT) -> Dialogue:
    """Wait until the other MSM has answered everything that *node* has sent so far, at most *limit* seconds."""
    channel = node.channel
    if channel is not None and channel.concluded < channel.issued:
        mark = channel.issued
        yield Wait(limit, lambda: channel.concluded >= mark, every=MOMENT)
