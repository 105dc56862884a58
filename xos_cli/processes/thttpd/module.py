"""Refuse what needs the SSH module."""

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.telnetd.facts import NO_MODULE, ssh_loaded


def need_ssh_module(call: Call) -> None:
    """Refuse a command of SSL where the SSH module does not run.  evidence: guide 11.3 p.335 (SSL needs it)"""
    if not ssh_loaded(call.node):
        raise Refusal(f"Error: {NO_MODULE}")
