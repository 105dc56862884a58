"""The web server: where it listens, web access, the certificate."""

from collections.abc import Callable

from conftest import Typist
from printing_back import is_on_both_nodes, prints_back


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


def test_ssl_needs_its_module(console: Typist) -> None:
    """Without it there is neither key nor certificate; with it they are those that were asked for."""
    assert console.refuse("show ssl") == "Error: ssh module not loaded."
    console.with_ssh()
    assert "RSA Key Length: 0\n" in console.run("show ssl")
    assert "does not match" in console.run("show ssl")
    console.run("configure ssl certificate privkeylen 1024 country US organization lab common-name switch")
    screen = console.run("show ssl detail")
    assert "RSA Key Length: 1024\n" in screen
    assert "Subject: C=US, O=lab, CN=switch\n" in screen
    assert "Private Key matches with the Public Key in certificate.\n" in screen


def test_the_certificate_is_forgotten(console: Typist) -> None:
    """`unconfigure ssl certificate` leaves no line and no certificate."""
    console.with_ssh()
    console.run("configure ssl certificate privkeylen 1024 country US organization lab common-name switch")
    console.run("unconfigure ssl certificate")
    assert "RSA Key Length: 0\n" in console.run("show ssl")
    assert console.lines("thttpd") == ["hidden configure thttp vr all"]
