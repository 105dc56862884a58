"""`scp2`: copy a file between the flash and another host of the network; what one gets is on the backup, too.

evidence: recalled (syntax), inferred (the words)
"""

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from xos_cli.command.answer import delivered
from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, Step
from xos_cli.errors import Refusal
from xos_cli.processes.cfgmgr.facts import existing_file, new_name
from xos_cli.processes.netTools.remote.copy_server import LENGTH, WELCOME
from xos_cli.processes.netTools.remote.remote_login import Remote, fetched_octets, idle_options, opened, proved
from xos_cli.processes.telnetd.rows import SSH_PORT

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

FAILED = "Error: Transfer failed: "


def valid_scp2(chassis: "Chassis", first_file: str, second_file: str, **_: object) -> None:
    """Refuse two files of this switch, and two files of other hosts."""
    if (":" in first_file) == (":" in second_file):
        raise Refusal("Error: One of the files is on another host: user@host:file.")


def scp2(
    call: Call, first_file: str, second_file: str, tcp_port: int = SSH_PORT, vr_name: str = "", **options: object
) -> Dialogue:
    """Copy a file from or to another host, which is written as ``user@host:file``."""
    yield idle_options(options)
    valid_scp2(call.chassis, first_file, second_file)
    ways = ":" in first_file, ":" in second_file
    place, _colon, name = (first_file if ways[0] else second_file).partition(":")
    user, _at, host = place.rpartition("@")
    local = second_file if ways[0] else first_file
    if ways[0]:
        yield from _get(call, (user, host, name), local, (tcp_port, vr_name))
    else:
        yield from _put(call, (user, host, name), local, (tcp_port, vr_name))


def _connected(
    call: Call, there: tuple[str, str, str], where: tuple[int, str], command: str
) -> Generator[Step, Any, Remote]:
    """Log in at the host; return the connection."""
    user, host, _ = there
    socket = yield from opened(call, host, *where, "scp2")
    remote = Remote(call, socket, secure=True)
    yield from proved(remote, user or call.session.account, host, command)
    return remote


def _get(call: Call, there: tuple[str, str, str], local: str, where: tuple[int, str]) -> Dialogue:
    name = new_name(there[2].rpartition("/")[2] if local in ("", ".") else local, "")
    remote = yield from _connected(call, there, where, f"get {there[2]}")
    yield from _agreed(remote)
    size = int.from_bytes((yield from fetched_octets(remote, LENGTH)), "big")
    data = yield from fetched_octets(remote, size)
    remote.socket.close()
    if len(data) < size:
        raise Refusal(f"{FAILED}Connection closed by foreign host")
    call.node.files.write(name, data)
    yield from delivered(call.node)
    yield f"{name}: {size} bytes received\n"


def _put(call: Call, there: tuple[str, str, str], local: str, where: tuple[int, str]) -> Dialogue:
    name = existing_file(call.node, local)
    data = call.node.flash.read(name)
    remote = yield from _connected(call, there, where, f"put {there[2] or name} {len(data)}")
    yield from _agreed(remote)
    remote.send(data)
    if data:
        yield from _agreed(remote)
    remote.socket.close()
    yield f"{name}: {len(data)} bytes sent\n"


def _agreed(remote: Remote) -> Dialogue:
    """Wait until the host accepts; refuse the command with the host's message if it does not."""
    if (yield from fetched_octets(remote, 1)) == WELCOME:
        return
    said = b""
    while (octet := (yield from fetched_octets(remote, 1))) not in (b"", b"\n"):
        said += octet
    if not remote.over:
        remote.socket.close()
    words = said.decode("utf-8", "replace").removeprefix("Error: ")
    raise Refusal(FAILED + (words or "Connection closed by foreign host"))
