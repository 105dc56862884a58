"""Log the commands that people type, if `enable cli-config-logging` is set."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xos_cli.command.secret_words import masked
from xos_cli.processes.cfgmgr.rows import CliSession
from xos_cli.switch.console import LoginSession

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


#: Commands that only look.
LOOKING = ("show", "ls", "history", "exit", "quit", "logout", "ping", "traceroute", "top")


def log_command(node: "Node", who: LoginSession, words: Sequence[str], arguments: Mapping[str, Any]) -> None:
    """Log a command that was carried out, if that is wanted.  evidence: later EXOS (the events), recalled (the text)"""
    if words[0] in LOOKING or not any(row.cmdLogging for row in node.store.rows(CliSession)):
        return
    line = masked(words, arguments)
    if who.kind == "console":
        node.event("Info", "CLI.logLocalCmd", f"{who.location} {who.account}: {line}")
    else:
        node.event("Info", "CLI.logRemoteCmd", f"{who.location} ({who.kind}) {who.account}: {line}")
