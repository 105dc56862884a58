"""The certificate and the private key of SSL: made by the switch, typed in, or fetched from a server.

evidence: guide 11.3 p.335-340 (the commands), later EXOS (the limits; that a text ends with an empty line), inferred
(the words of the refusals)
"""

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, Step, TextInput
from xos_cli.errors import Refusal
from xos_cli.processes.thttpd import pem
from xos_cli.processes.thttpd.facts import key_matches, subject
from xos_cli.processes.thttpd.rows import ThttpdSsl
from xos_cli.processes.vlan.rows import VR_MGMT
from xos_cli.switch.secrets import hidden, revealed

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: Bits of a private key, and characters of a name.  evidence: later EXOS
SHORTEST, LONGEST, NAME = 1024, 4096, 64
#: Lines of a text that is typed in.
LINES = 200


def valid_configure_ssl_certificate_privkeylen(
    chassis: "Chassis", length: int, string: str, label: str, name: str
) -> None:
    """Refuse a length of the key, a country or a name that no certificate can have."""
    if not SHORTEST <= length <= LONGEST:
        raise Refusal(f"Error: The length of a private key is {SHORTEST} to {LONGEST} bits.")
    if len(string) != 2 or not string.isalpha():
        raise Refusal("Error: The country is a code of two letters.")
    if len(label) > NAME or len(name) > NAME:
        raise Refusal(f"Error: A name in a certificate has at most {NAME} characters.")


def configure_ssl_certificate_privkeylen_country_organization_common_name(
    call: Call, length: int, string: str, label: str, name: str
) -> None:
    """Make a key and a certificate for it."""
    valid_configure_ssl_certificate_privkeylen(call.chassis, length, string, label, name)
    call.put(ThttpdSsl(length, string.upper(), label, name))


def configure_ssl_certificate_pregenerated(call: Call) -> Dialogue:
    """Read a certificate in PEM form, up to an empty line."""
    _take(call, "certificate", (yield from _text()))


def configure_ssl_privkey_pregenerated(call: Call) -> Dialogue:
    """Read a private key in PEM form, up to an empty line."""
    _take(call, "privkey", (yield from _text()))


def download_ssl(
    call: Call, ipaddress: Any, filename: str, certificate: bool = False, privkey: bool = False
) -> Dialogue:
    """Get a certificate or a private key in PEM form from a TFTP server."""
    data = yield from call.software.ask("netTools", "fetched", call, str(ipaddress), VR_MGMT, filename)
    yield " done!\n"
    _take(call, "certificate" if certificate else "privkey", data.decode("ascii", "replace"))


def unconfigure_ssl_certificate(call: Call) -> None:
    """Remove the certificate and its key."""
    call.put(ThttpdSsl())


def show_ssl(call: Call, detail: bool = False) -> str:
    """Print the key and the certificate.  evidence: capture 12.5 (without the module), recalled"""
    row = call.one(ThttpdSsl)
    fits, names = "matches" if key_matches(row) else "does not match", subject(row)
    return (
        f"HTTPS Port Number: 443\nPrivate Key {fits} with the Public Key in certificate.\n"
        f"RSA Key Length: {_bits(row)}\nCertificate:\n" + (f"    Subject: {names}\n" if names else "")
    )


def _text() -> Generator[Step, Any, str]:
    """Ask for the lines of a text; return them."""
    lines: list[str] = []
    while len(lines) < LINES:
        line = yield TextInput("")
        if not line.strip():
            break
        lines.append(line)
    return "\n".join(lines)


def _take(call: Call, what: str, text: str) -> None:
    """Put a certificate or a key in the place of what the switch had made; refuse one that cannot be read."""
    row = call.one(ThttpdSsl)
    kept = row if row.certificate or row.privkey else ThttpdSsl()
    kinds, read = _KINDS[what]
    try:
        encoded = pem.body(text, kinds)
        read(encoded)
    except (ValueError, IndexError, StopIteration):
        raise Refusal(f"Error: This is no {_WORDS[what]} in PEM form.") from None
    if what == "privkey":
        call.put(kept._replace(privkey=hidden(encoded)))
    else:
        call.put(kept._replace(certificate=encoded))


_WORDS = {"certificate": "certificate", "privkey": "private RSA key"}
_KINDS: dict[str, tuple[tuple[str, ...], Callable[[str], object]]] = {
    "certificate": ((pem.CERTIFICATE,), pem.certificate),
    "privkey": (pem.KEYS, pem.modulus),
}


def _bits(row: ThttpdSsl) -> int:
    if row.privkey:
        return pem.modulus(revealed(row.privkey)).bit_length()
    return row.privkeylen or 0
