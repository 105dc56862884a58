"""The SSH server, which its software module (``ssh.xmod``) brings: its settings and its host key.

evidence: guide 11.3 p.335-340 (the commands, the module), later EXOS (that SSH is off and has no key at first),
inferred (the words of the refusals and of the request for a key, that the first `enable ssh2` makes a key)
"""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, TextInput
from xos_cli.errors import Refusal
from xos_cli.processes.telnetd.facts import ssh2
from xos_cli.processes.vlan.facts import vr_choice

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: What is printed of a key on a switch that nobody serves.
NO_KEYS = "[host keys are made by xos-cli serve: this switch is not served over SSH]\n"


def valid_enable_ssh2(chassis: "Chassis", port: bool = False, tcp_port: int = 0, **_: object) -> None:
    """Refuse the port of the web server, and 0."""
    if port and tcp_port in (0, 80):
        raise Refusal(f"Error: TCP port {tcp_port} cannot be used for SSH.")


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
    """Enable SSH for new sessions, with a new host key if there is none; settings that are not named stay."""
    valid_enable_ssh2(call.chassis, port, tcp_port)
    row = ssh2(call.store)
    if access_profile:
        row = row._replace(profile=policy or None)
    if vr:
        row = row._replace(vrid=vr_choice(call.store, all, vr_name))
    if not row.key:
        _make_key(call)
    call.put(row._replace(enable=1, key=1, port=tcp_port or row.port))


def disable_ssh2(call: Call) -> None:
    """Disable SSH for new sessions; existing ones continue."""
    call.put(ssh2(call.store)._replace(enable=0))


def configure_ssh2_key(call: Call, pregenerated: bool = False) -> Dialogue:
    """Make a new host key, or take over one that `show ssh2 private-key` printed."""
    keys = call.machine.ssh
    if keys is None:
        yield NO_KEYS
    elif not pregenerated:
        keys.new_key(call.machine)
    elif not keys.put_key(call.machine, (yield TextInput("Please enter the host key: "))):
        raise Refusal("Error: Invalid host key.")
    call.put(ssh2(call.store)._replace(key=1))


def show_ssh2_private_key(call: Call) -> str:
    """Print the private part of the host key; it is entered elsewhere as one line.  evidence: later 12.4"""
    if not ssh2(call.store).key:
        raise Refusal("Error: There is no SSH host key.")
    return NO_KEYS if call.machine.ssh is None else call.machine.ssh.private_key(call.machine) + "\n"


def _make_key(call: Call) -> None:
    if call.machine.ssh is not None:
        call.machine.ssh.new_key(call.machine)
