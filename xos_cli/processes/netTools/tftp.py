"""`tftp`: files from and to a server of the network; what one gets is on the backup, too.

evidence: guide 11.3 p.70 (the command, the backup), clients (``Uploading ... done!``; an error has the word in it),
inferred (the other words, how long it takes)
"""

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from xos_cli.command.answer import delivered
from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, Step, Wait
from xos_cli.errors import Refusal
from xos_cli.processes.cfgmgr.facts import existing_file, new_name
from xos_cli.processes.vlan.facts import the_router

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: Bytes a second.
PACE = 100_000
#: Where the server is looked for.  evidence: guide 11.3 p.70
VR = "VR-Mgmt"


def valid_tftp(chassis: "Chassis", local_file: str = "", remote_file: str = "", _g: bool = False, **_: object) -> None:
    """Refuse to get a file under a name that no file can have."""
    if _g:
        new_name(local_file or remote_file.rpartition("/")[2], "")


def tftp(
    call: Call, host_name_or_ip: str, vr_name: str = VR, local_file: str = "", remote_file: str = "", **way: bool
) -> Dialogue:
    """Get a file from a server (`-g`) or put one there (`-p`), under the same name unless another is given."""
    router = the_router(call.store, vr_name, call.session.context)
    if way.get("_g"):
        server = host_name_or_ip, router
        yield from _get(call, server, remote_file or local_file, local_file or remote_file.rpartition("/")[2])
    else:
        yield from _put(call, (host_name_or_ip, router), local_file or remote_file, remote_file)


def _by_packets(call: Call, server: tuple[str, str], name: str, data: bytes | None) -> Generator[Step, Any, bytes]:
    """Transfer a file in a network, by packets; return what was got."""
    from xos_cli.processes.netTools.file_client import FIRST, forget, transferred
    from xos_cli.processes.netTools.nslookup import address_of

    try:
        address = yield from address_of(call, server[0])
        yield from transferred(call.node, server[1], str(address), name, data)
    except Refusal:
        yield "\n"
        raise
    return forget(call.node, FIRST)


def _get(call: Call, server: tuple[str, str], remote: str, local: str) -> Dialogue:
    name = new_name(local, "")
    data = yield from fetched(call, *server, remote)
    call.node.files.write(name, data)
    yield from delivered(call.node)
    yield " done!\n"


def fetched(call: Call, host: str, router: str, remote: str) -> Generator[Step, Any, bytes]:
    """Get a file from a TFTP server, and return what is in it; the caller ends the line that is printed."""
    yield f"Downloading {remote} to switch..."
    if call.node.fabric is not None:
        return (yield from _by_packets(call, (host, router), remote, None))
    try:
        data = call.machine.server.read(remote)
    except (KeyError, OSError):
        yield "\n"
        raise Refusal(f"Error: Transfer failed: {remote}: File not found") from None
    yield Wait(1 + len(data) / PACE)
    return data


def _put(call: Call, server: tuple[str, str], local: str, remote: str) -> Dialogue:
    name = existing_file(call.node, local)
    data = call.node.flash.read(name)
    yield f"Uploading {name} to {server[0]}..."
    if call.node.fabric is not None:
        yield from _by_packets(call, server, remote or name, data)
        yield " done!\n"
        return
    yield Wait(1 + len(data) / PACE)
    try:
        call.machine.server.write(remote or name, data, call.node.time())
    except (KeyError, OSError):
        yield "\n"
        raise Refusal(f"Error: Transfer failed: {remote or name}: Access violation") from None
    yield " done!\n"
