"""Ask the RADIUS servers about stations of network login: with a password (PAP), or with the EAP packets of 802.1X.

``netLogin`` is told what a server says (``judged``: the code of its message, the attributes, and which server it is),
or that none answers (``unanswered``).

evidence: guide 11.3 p.351-353 (the servers), RFC 3579 (EAP), RFC 3580 3 (the attributes of a request)
"""

from typing import TYPE_CHECKING

from xos_cli.packets import radius
from xos_cli.packets.addresses import mac_text
from xos_cli.packets.radius_eap import STATE, eap_attributes
from xos_cli.processes.aaa.facts import radius_servers, server_host
from xos_cli.processes.aaa.radius_client import ask_server
from xos_cli.processes.aaa.radius_requests import (
    PAUSE,
    Attributes,
    address_of,
    all_taken,
    forget_request,
    timeout_of,
)
from xos_cli.processes.aaa.rows import AUTHENTICATION, NETLOGIN, RadiusRequest
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


class StationQuestion(NamedTuple):
    """What is asked about a station: port, MAC address and way, the user, and a password or an EAP packet.

    *state* is what the server gave with its challenge.
    """

    station: tuple[str, int, str]
    user: str
    password: str | None = None
    eap: bytes = b""
    state: bytes = b""

    @property
    def attributes(self) -> Attributes:
        """Return the attributes of the request, but for user and password."""
        mac = mac_text(self.station[1]).upper().replace(":", "-")
        state = ((STATE, self.state),) if self.state else ()
        return (
            radius.number(radius.SERVICE_TYPE, radius.FRAMED),
            radius.number(radius.NAS_PORT_TYPE, radius.ETHERNET),
            radius.text(radius.CALLING_STATION, mac),
            *state,
            *eap_attributes(self.eap),
        )


def ask_for_station(
    node: "Node",
    station: tuple[str, int, str],
    user: str,
    password: str | None,
    eap: bytes = b"",
    state: bytes = b"",
    first: int = 0,
) -> None:
    """Ask the servers for network login about a station, those from number *first* on."""
    put_question(node, StationQuestion(station, user, password, eap, state), first)


def put_question(node: "Node", question: StationQuestion, first: int) -> None:
    """Ask the next server, as soon as its name is looked up; tell network login if there is none."""
    for server in radius_servers(node.store, NETLOGIN, AUTHENTICATION):
        if server.server_no >= first:
            if address_of(node, server) is None:
                node.call("netTools", "look_up", server_host(server), "aaa", "put_question", question, first)
                return
            if all_taken(node):
                node.later(PAUSE, "aaa", "put_question", question, first)
                return
            request = ask_server(node, server, question.user, question.password, question.attributes)
            request = request._replace(station=question.station)
            node.put([request])
            node.later(timeout_of(node, server), "aaa", "station_expired", request, question)
            return
    node.call("netLogin", "unanswered", *question.station, question.password)


def station_expired(node: "Node", request: RadiusRequest, question: StationQuestion) -> None:
    """Ask the next server about a station if the one before did not answer in time."""
    found = node.store.get(RadiusRequest, request.identifier)
    if found is not None and found.at == request.at and not found.code:
        forget_request(node, found)
        put_question(node, question, request.server_no + 1)


def station_answered(node: "Node", request: RadiusRequest) -> None:
    """Give a server's answer about a station to network login."""
    forget_request(node, request)
    if request.station is not None:
        node.call("netLogin", "judged", *request.station, request.code, request.attributes, request.server_no)
