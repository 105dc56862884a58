"""The SSH host keys of a switch: made once for a flash that lasts, and kept there; once per program otherwise."""

import asyncio
from contextlib import nullcontext, suppress
from typing import Any

import asyncssh

from xos_cli.errors import FlashError
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
        try:
            return [_kept(flashes, name) for name in KEYS]
        except OSError:  # the host does not let them be kept
            return list(self.made)

    def new_key(self, machine: Machine) -> None:
        """`configure ssh2 key`."""
        try:
            for name in KEYS:
                _write(_flashes(machine), name, _new(name))
        except OSError as error:
            raise FlashError(f"Cannot write the host key: {error.strerror}") from None

    def private_key(self, machine: Machine) -> str:
        """`show ssh2 private-key`: the RSA key, if it is there yet."""
        return self.of(machine)[-1].export_private_key().decode()


def _flashes(machine: Machine) -> list[Storage]:
    return [node.flash.storage for node in machine.nodes.values()]


def _kept(flashes: list[Storage], name: str) -> asyncssh.SSHKey:
    """The key in the flash of an MSM, made if none has one; from then on every MSM has it."""
    found = [key for flash in flashes if (key := _read(flash, name))]
    key = found[0] if found else _new(name)
    if len(found) < len(flashes):
        with suppress(OSError) if found else nullcontext():
            _write(flashes, name, key)
    return key


def _read(flash: Storage, name: str) -> asyncssh.SSHKey | None:
    """The key in one flash; one that is damaged is none."""
    with suppress(KeyError, OSError, asyncssh.KeyImportError):
        return asyncssh.import_private_key(flash.read(name))
    return None


def _write(flashes: list[Storage], name: str, key: asyncssh.SSHKey) -> None:
    data = key.export_private_key()  # never the same twice
    for flash in flashes:
        flash.write(name, data, 0.0)


def _new(name: str) -> asyncssh.SSHKey:
    if name == RSA:
        return asyncssh.generate_private_key(KEYS[name], key_size=BITS)
    return asyncssh.generate_private_key(KEYS[name])
