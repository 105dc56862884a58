"""The SSH server: its settings, kept on every switch; its keys, where its software module (``ssh.xmod``) is installed.

evidence: guide 11.3 p.335-340 (the commands, the module), capture 12.5 (the words without the module), inferred (its
line in `show configuration`, that it is on where the module is)
"""

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.telnetd.facts import NO_MODULE, ssh2
from xos_cli.processes.vlan.facts import vr_choice
from xos_cli.switch.machine import SshModule


def _module(call: Call) -> SshModule:
    if call.machine.ssh is None:
        raise Refusal(NO_MODULE)
    return call.machine.ssh


def enable_ssh2(
    call: Call,
    access_profile: bool = False,
    policy: str = "",
    none: bool = False,
    port: bool = False,
    tcp_port: int = 0,
    vr: bool = False,
    all: bool = False,
    default: bool = False,
    vr_name: str = "",
) -> None:
    """Enable SSH for new sessions; settings that are not named stay."""
    row = ssh2(call.store)._replace(enable=1)
    if access_profile:
        row = row._replace(profile=policy or None)
    if vr:
        row = row._replace(vrid=vr_choice(call.store, all, vr_name))
    call.put(row._replace(port=tcp_port or row.port))


def disable_ssh2(call: Call) -> None:
    """Let no new SSH sessions be opened; those that exist go on."""
    call.put(ssh2(call.store)._replace(enable=0))


def configure_ssh2_key(call: Call, pregenerated: bool = False) -> None:
    """Make a new host key; one made elsewhere cannot be entered."""
    module = _module(call)
    if pregenerated:
        raise Refusal("Error: Only keys made by the switch are supported.")  # evidence: inferred
    module.new_key(call.machine)


def show_ssh2_private_key(call: Call) -> str:
    """Print the private part of the host key."""
    return _module(call).private_key(call.machine)
