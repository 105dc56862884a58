"""The SSH host keys of a switch: made once for a flash that lasts, and kept there; once per program otherwise."""

import asyncio
from typing import Any

import asyncssh

from xos_cli.switch.flash import MemoryStorage, Storage
from xos_cli.switch.machine import Machine

#: The file of each key, and how it is made.  No command of the switch can name them.
ED25519, RSA = ".ssh-host-ed25519", ".ssh-host-rsa"
KEYS = {ED25519: "ssh-ed25519", RSA: "ssh-rsa"}
#: The size of an RSA key, in bits.
BITS = 2048


class HostKeys:
    """The keys of all switches of a program: those in their flash, or for flashes in memory one for all.

    The RSA key takes a while: it is made beside everything else, and until it is there clients must do with the other.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.made = [_new(ED25519)]
        rsa = loop.run_in_executor(None, _new, RSA)
        rsa.add_done_callback(lambda future: self.made.append(future.result()))

    def __deepcopy__(self, memo: dict[int, Any]) -> "HostKeys":
        """Snapshots of a switch have them too."""
        return self

    def of(self, machine: Machine) -> list[asyncssh.SSHKey]:
        """The keys of this switch, the same on both MSMs."""
        flashes = _flashes(machine)
        kept = any(RSA in flash.names() for flash in flashes)
        if not kept and any(isinstance(flash, MemoryStorage) for flash in flashes):
            return list(self.made)
        return [_kept(flashes, name) for name in KEYS]

    def new_key(self, machine: Machine) -> None:
        """`configure ssh2 key`."""
        for name in KEYS:
            _write(_flashes(machine), name, _new(name))

    def private_key(self, machine: Machine) -> str:
        """`show ssh2 private-key`: the RSA key, if it is there yet."""
        return self.of(machine)[-1].export_private_key().decode()


def _flashes(machine: Machine) -> list[Storage]:
    return [node.flash.storage for node in machine.nodes.values()]


def _kept(flashes: list[Storage], name: str) -> asyncssh.SSHKey:
    """The key in the flash, made and written to every MSM's if there is none."""
    found = next((flash.read(name) for flash in flashes if name in flash.names()), None)
    key = asyncssh.import_private_key(found) if found else _new(name)
    _write([flash for flash in flashes if name not in flash.names()], name, key)
    return key


def _write(flashes: list[Storage], name: str, key: asyncssh.SSHKey) -> None:
    for flash in flashes:
        flash.write(name, key.export_private_key(), 0.0)


def _new(name: str) -> asyncssh.SSHKey:
    if name == RSA:
        return asyncssh.generate_private_key(KEYS[name], key_size=BITS)
    return asyncssh.generate_private_key(KEYS[name])
