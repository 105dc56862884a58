"""Answer the requests of browsers.  evidence: inferred (the page; nothing is known of that of the switch)"""

from typing import TYPE_CHECKING

from xos_cli.errors import PacketError
from xos_cli.packets import http
from xos_cli.packets.http import HttpResponse

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def web_answer(node: "Node", octets: bytes) -> bytes | None:
    """Return what the web server answers to the octets of a request, b"" as long as it is not whole.

    None ends the connection: it is no request.
    """
    try:
        request = http.decode_request(octets)
    except PacketError:
        return None
    if request is None:
        return b""
    return http.encode_response(HttpResponse(200, _page(node)) if request.path == "/" else HttpResponse(404))


def _page(node: "Node") -> str:
    """Return the first page: which switch it is, and what runs there."""
    name = node.software.ask("devmgr", "sysname", node.store)
    body = f"{node.chassis.product}, {node.chassis.software} version {node.version}"
    return f"<html><head><title>{name}</title></head><body>{body}</body></html>\n"
