"""The web server: where it listens, web access, the certificate."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from conftest import Typist
from printing_back import is_on_both_nodes, prints_back

from xos_cli.switch.recorded import Recorded

MADE = 'configure ssl certificate privkeylen 1024 country US organization "my lab" common-name switch'


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured line, with its word `hidden`.  evidence: capture 11.2"""
    assert switch("summit-x450-24t").lines("thttpd") == section("thttpd")


def test_lines_print_back(switch: Callable[..., Typist]) -> None:
    """Every setting is printed, can be typed again, and is saved."""
    prints_back(switch, "thttpd", ["hidden configure thttp vr VR-Default", "enable web http"])


def test_web_access_is_switched(console: Typist) -> None:
    """`show management` says how it is; the backup knows as well."""
    console.run("enable web http")
    is_on_both_nodes(console, "thttpd")
    assert "Web access                       : Enabled (tcp port 80)\n" in console.run("show management")
    console.run("disable web http")
    is_on_both_nodes(console, "thttpd")
    assert "Web access                       : Disabled (tcp port 80)\n" in console.run("show management")
    assert "enable web http" not in console.lines("thttpd")


def test_it_listens_everywhere_when_its_virtual_router_goes(console: Typist) -> None:
    """It is then as on a new switch; the end of another virtual router changes nothing.  evidence: inferred"""
    console.run("create virtual-router red", "create virtual-router blue", "hidden configure thttp vr red")
    console.run("delete virtual-router blue")
    assert console.lines("thttpd") == ["hidden configure thttp vr red"]
    console.run("delete virtual-router red")
    assert console.lines("thttpd") == ["hidden configure thttp vr all"]


def test_a_virtual_router_that_does_not_exist(console: Typist) -> None:
    """Is refused, and nothing changes."""
    before = console.lines("thttpd")
    assert "does not exist" in console.refuse("hidden configure thttp vr nowhere")
    assert console.lines("thttpd") == before


def test_https_needs_the_ssh_module(console: Typist) -> None:
    """Every command of SSL is refused without it, and nothing changes; with it HTTPS is switched and saved."""
    before = console.configuration()
    for line in ("enable web https", "show ssl", MADE, "unconfigure ssl certificate", "disable web https"):
        assert console.refuse(line) == "Error: ssh module not loaded."
    assert console.configuration() == before
    console.with_ssh().run("enable web https")
    is_on_both_nodes(console, "thttpd")
    assert "enable web https" in console.lines("thttpd")
    console.run("disable web https")
    assert "enable web https" not in console.lines("thttpd")


def test_a_certificate_that_the_switch_makes(switch: Callable[..., Typist]) -> None:
    """`show ssl` prints what was asked for, the line is printed back, and `unconfigure` takes it away."""
    console = switch().with_ssh()
    assert "does not match" in console.run("show ssl")
    console.run(MADE)
    assert console.run("show ssl detail") == (
        "HTTPS Port Number: 443\nPrivate Key matches with the Public Key in certificate.\nRSA Key Length: 1024\n"
        "Certificate:\n    Subject: C=US, O=my lab, CN=switch\n"
    )
    prints_back(lambda: switch().with_ssh(), "thttpd", [MADE, "enable web https"])
    console.run("unconfigure ssl certificate")
    assert "RSA Key Length: 0\n" in console.run("show ssl")
    assert console.lines("thttpd") == ["hidden configure thttp vr all"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (MADE.replace("1024", "512"), "1024 to 4096 bits"),
        (MADE.replace("US", "USA"), "two letters"),
        (MADE.replace("switch", "s" * 65), "at most 64 characters"),
    ],
)
def test_a_certificate_that_cannot_be_made(console: Typist, line: str, words: str) -> None:
    """Limits of key, country and names; nothing changes.  evidence: later EXOS"""
    before = console.with_ssh().configuration()
    assert words in console.refuse(line)
    assert console.configuration() == before


def pair() -> tuple[str, str]:
    """Return a new certificate and its private key in PEM form."""
    pytest.importorskip("cryptography", reason="cryptography, which makes keys, is not installed")
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key, day = rsa.generate_private_key(65537, 2048), datetime(2005, 11, 1, tzinfo=UTC)
    words = {x509.NameOID.COUNTRY_NAME: "DE", x509.NameOID.ORGANIZATION_NAME: "Lab", x509.NameOID.COMMON_NAME: "core-1"}
    name = x509.Name([x509.NameAttribute(oid, word) for oid, word in words.items()])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, day, day + timedelta(365))
    made = builder.sign(key, hashes.SHA256())
    pem, pkcs1 = serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL
    private = key.private_bytes(pem, pkcs1, serialization.NoEncryption())
    return made.public_bytes(pem).decode(), private.decode()


def test_a_certificate_from_elsewhere(console: Typist) -> None:
    """It is typed in or fetched with its key; the two are compared, saved, and the key is not saved in clear."""
    certificate, private = pair()
    console.with_ssh().run(MADE)
    console.machine.server.write("own.pem", private.encode(), 0.0)
    console.press("configure ssl certificate pregenerated", *certificate.splitlines(), "")
    assert "does not match" in console.run("show ssl")
    console.say("download ssl 10.0.0.1 privkey own.pem")
    shown = console.run("show ssl")
    assert "Private Key matches" in shown
    assert "RSA Key Length: 2048\n" in shown
    assert "Subject: C=DE, O=Lab, CN=core-1\n" in shown
    console.say("save", "y", "reboot", "y", ":wait booted", "show node")
    assert console.run("show ssl") == shown
    saved = console.lab.session.node.flash.read("primary.cfg").decode()
    assert private.splitlines()[1] not in saved
    other = pair()[1]
    console.press("configure ssl privkey pregenerated", *other.splitlines(), "")
    assert "does not match" in console.run("show ssl")


@pytest.mark.parametrize(
    "text", ["", "-----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"]
)
def test_a_text_that_is_no_certificate(console: Typist, text: str) -> None:
    """It is refused, and nothing changes."""
    before = console.with_ssh().configuration()
    console.machine.server.write("bad.pem", text.encode(), 0.0)
    assert console.refuse("download ssl 10.0.0.1 certificate bad.pem") == "Error: This is no certificate in PEM form."
    assert "File not found" in console.refuse("download ssl 10.0.0.1 certificate none.pem")
    assert console.configuration() == before


def test_an_old_file_with_the_recorded_line(console: Typist) -> None:
    """A file that was saved while the line was only kept has a certificate after the next boot."""
    node = console.with_ssh().lab.session.node
    node.put([Recorded("thttpd", "configure ssl certificate", MADE)])
    console.say("save", "y", "reboot", "y", ":wait booted", "show node")
    assert "RSA Key Length: 1024\n" in console.run("show ssl")
    assert MADE in console.lines("thttpd")
