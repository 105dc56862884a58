"""HTTP/1.0 (RFC 1945) as far as the login page and the browser of a host need it: one request, one response."""

from urllib.parse import quote_plus, unquote_plus

from xos_cli.errors import PacketError
from xos_cli.record import NamedTuple

PORT, SECURE_PORT = 80, 443
#: How the URL of a page begins that is asked for over SSL.
SECURE = "https://"
END = b"\r\n\r\n"
REASONS = {200: "OK", 302: "Found", 404: "Not Found"}


class HttpRequest(NamedTuple):
    """A request: GET or POST, the host and the path that it asks for, and the fields of a form."""

    method: str
    host: str
    path: str
    form: tuple[tuple[str, str], ...] = ()

    def field(self, name: str) -> str:
        """Return a field of the form, "" if it has none of this name."""
        return dict(self.form).get(name, "")


class HttpResponse(NamedTuple):
    """A response: its code, the page, and where it leads to."""

    code: int
    body: str = ""
    location: str = ""


def encode_request(request: HttpRequest) -> bytes:
    """Return the octets of a request."""
    body = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in request.form).encode()
    kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if body else ""
    head = f"{request.method} {request.path} HTTP/1.0\r\nHost: {request.host}\r\n{kind}\r\n"
    return head.encode() + body


def encode_response(response: HttpResponse) -> bytes:
    """Return the octets of a response."""
    body = response.body.encode()
    where = f"Location: {response.location}\r\n" if response.location else ""
    kind = f"Content-Type: text/html\r\nContent-Length: {len(body)}\r\n"
    head = f"HTTP/1.0 {response.code} {REASONS[response.code]}\r\n{where}{kind}\r\n"
    return head.encode() + body


def decode_request(octets: bytes) -> HttpRequest | None:
    """Return the request that came in, None if it is not whole yet; what is none is a PacketError."""
    found = _parts(octets)
    if found is None:
        return None
    words, fields, body = found
    if len(words) != 3 or words[0] not in ("GET", "POST"):
        raise PacketError("http", f"request {' '.join(words)[:40]}")
    return HttpRequest(words[0], fields.get("host", ""), words[1], tuple(_form(body)))


def decode_response(octets: bytes) -> HttpResponse | None:
    """Return the response that came in, None if it is not whole yet; what is none is a PacketError."""
    found = _parts(octets)
    if found is None:
        return None
    words, fields, body = found
    if len(words) < 2 or not words[0].startswith("HTTP/") or not words[1].isdecimal():
        raise PacketError("http", f"response {' '.join(words)[:40]}")
    return HttpResponse(int(words[1]), body, fields.get("location", ""))


def _parts(octets: bytes) -> tuple[list[str], dict[str, str], str] | None:
    """Return the words of the first line, the fields of the head, and the body; None if it is not whole."""
    head, end, body = octets.partition(END)
    if not end:
        return None
    first, *lines = head.decode("utf-8", "replace").split("\r\n")
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = fields.get("content-length", "0")
    if not length.isdecimal() or len(length) > 7:
        raise PacketError("http", f"length {length[:20]}")
    if len(body) < int(length):
        return None
    return first.split(" "), fields, body[: int(length)].decode("utf-8", "replace")


def _form(body: str) -> list[tuple[str, str]]:
    pairs = [pair.partition("=") for pair in body.split("&") if pair]
    return [(unquote_plus(name), unquote_plus(value)) for name, _, value in pairs]


def split_url(url: str) -> tuple[str, str]:
    """Return the host and the path of a URL with or without ``http://`` or ``https://``."""
    host, slash, path = url.removeprefix(SECURE).removeprefix("http://").partition("/")
    return host, slash + path if slash else "/"
