"""HTTP as the login page speaks it: to octets and back, and what is cut off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xos_cli.errors import PacketError
from xos_cli.packets import http
from xos_cli.packets.http import HttpRequest, HttpResponse, split_url


@given(st.lists(st.tuples(st.text(min_size=1, max_size=5), st.text(max_size=20)), max_size=3).map(tuple))
def test_a_form(form: tuple[tuple[str, str], ...]) -> None:
    """Its fields come out as they went in, whatever their letters; half a request is none yet."""
    request = HttpRequest("POST", "network-access.com", "/login", form)
    octets = http.encode_request(request)
    assert http.decode_request(octets) == request
    assert http.decode_request(octets[:-1]) is None


def test_a_response() -> None:
    """Code, page and location come out as they went in; what is no HTTP is refused."""
    response = HttpResponse(302, "<p>go</p>", "http://network-access.com/login")
    octets = http.encode_response(response)
    assert http.decode_response(octets) == response
    assert http.decode_response(octets[:-1]) is None
    for noise in (b"HELO\r\n\r\n", b"GET / HTTP/1.0\r\nContent-Length: x\r\n\r\n"):
        with pytest.raises(PacketError):
            http.decode_request(noise)
    with pytest.raises(PacketError):
        http.decode_response(b"GET / HTTP/1.0\r\n\r\n")


def test_parts_of_a_url() -> None:
    """With or without http:// and a path."""
    assert split_url("http://a.b/c/d") == ("a.b", "/c/d")
    assert split_url("1.2.3.4") == ("1.2.3.4", "/")
