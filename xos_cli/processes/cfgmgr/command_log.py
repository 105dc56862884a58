"""Log the commands that people type, if `enable cli-config-logging` is set."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xos_cli.processes.cfgmgr.rows import CliSession
from xos_cli.switch.console import LoginSession

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


#: Commands that only look, and the arguments nobody should read in a log.
LOOKING = ("show", "ls", "history", "exit", "quit", "logout", "ping", "traceroute", "top")


SECRETS = ("password", "encrypted_password", "shared_secret", "auth_password", "priv_password", "simple_password")


def log_command(node: "Node", who: LoginSession, words: Sequence[str], arguments: Mapping[str, Any]) -> None:
    """Log a command that was carried out, if that is wanted.  evidence: later EXOS (the events), recalled (the text)"""
    if words[0] in LOOKING or not any(row.cmdLogging for row in node.store.rows(CliSession)):
        return
    secrets = [arguments[name] for name in SECRETS if name in arguments]
    line = " ".join("********" if word.strip('"') in secrets else word for word in words)
    if who.kind == "console":
        node.event("Info", "CLI.logLocalCmd", f"{who.location} {who.account}: {line}")
    else:
        node.event("Info", "CLI.logRemoteCmd", f"{who.location} ({who.kind}) {who.account}: {line}")
