"""The SSH host keys of a switch: made once for a flash in a folder, and kept there; otherwise once per program."""

import asyncio
import base64
import threading
from contextlib import nullcontext, suppress
from typing import Any

import asyncssh

from xos_cli.errors import FlashError, host_answer
from xos_cli.switch.flash import MemoryStorage, Storage
from xos_cli.switch.machine import Machine

#: The file of each key, and its algorithm.  No command of the switch can name these files.
ED25519, RSA = ".ssh-host-ed25519", ".ssh-host-rsa"
KEYS = {ED25519: "ssh-ed25519", RSA: "ssh-rsa"}
#: The size of an RSA key, in bits.
BITS = 2048
#: Characters in a line of a printed key.  evidence: later 12.4 (that there are several lines), inferred (their length)
WIDTH = 76


class HostKeys:
    """The keys of all switches of a program: those in their flash, or one pair for all flashes in memory.

    A thread makes the RSA key, which takes a while; until it is there, clients are offered Ed25519 only.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.made = [_new(ED25519)]

        def make() -> None:
            key = _new(RSA)
            with suppress(RuntimeError):  # the program has ended meanwhile
                loop.call_soon_threadsafe(self.made.append, key)

        threading.Thread(target=make, name="RSA host key", daemon=True).start()  # nobody waits for it at the end

    def __deepcopy__(self, memo: dict[int, Any]) -> "HostKeys":
        """Share the keys with the snapshots of a switch."""
        return self

    def of(self, machine: Machine) -> list[asyncssh.SSHKey]:
        """Return the keys of this switch, the same on both MSMs."""
        flashes = _flashes(machine)
        kept = any(RSA in flash.names() for flash in flashes)
        if not kept and any(isinstance(flash, MemoryStorage) for flash in flashes):
            return list(self.made)
        try:
            return [_kept(flashes, name) for name in KEYS]
        except OSError:  # the host does not let them be kept
            return list(self.made)

    def new_key(self, machine: Machine) -> None:
        """Carry out `configure ssh2 key`: make new keys."""
        _put(machine, {name: _new(name) for name in KEYS})

    def put_key(self, machine: Machine, text: str) -> bool:
        """Carry out `configure ssh2 key pregenerated`: take over the RSA key, with a new one of the other kind."""
        with suppress(ValueError, asyncssh.KeyImportError):  # ValueError: not base64
            key = asyncssh.import_private_key(base64.b64decode("".join(text.split()), validate=True))
            if key.get_algorithm() == KEYS[RSA]:
                _put(machine, {ED25519: _new(ED25519), RSA: key})
                return True
        return False

    def private_key(self, machine: Machine) -> str:
        """Return the key for `show ssh2 private-key`, in lines of base64: the RSA key, if it is there yet."""
        text = base64.b64encode(self.of(machine)[-1].export_private_key("pkcs8-der")).decode()
        return "\n".join(text[at : at + WIDTH] for at in range(0, len(text), WIDTH))


def _put(machine: Machine, keys: dict[str, asyncssh.SSHKey]) -> None:
    """Write keys into the flash of every MSM."""
    try:
        for name, key in keys.items():
            _write(_flashes(machine), name, key)
    except OSError as error:
        raise FlashError(f"Cannot write the host key: {host_answer(error)}") from None


def _flashes(machine: Machine) -> list[Storage]:
    return [node.flash.storage for node in machine.nodes.values()]


def _kept(flashes: list[Storage], name: str) -> asyncssh.SSHKey:
    """Return the key that is in the flash of an MSM, or a new one; write it to every MSM."""
    found = [key for flash in flashes if (key := _read(flash, name))]
    key = found[0] if found else _new(name)
    if len(found) < len(flashes):
        with suppress(OSError) if found else nullcontext():
            _write(flashes, name, key)
    return key


def _read(flash: Storage, name: str) -> asyncssh.SSHKey | None:
    """Return the key in one flash; None if there is none or it is damaged."""
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
