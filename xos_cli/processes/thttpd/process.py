"""Tables and hooks of the web server, which only network login needs; allow it and show its certificate.

evidence: capture 11.2 (the rows; the line, with its word ``hidden``), inferred (the fields of the SSL row, web access)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.telnetd.facts import NO_MODULE, ssh_loaded
from xos_cli.processes.thttpd.rows import Thttpd, ThttpdSsl
from xos_cli.processes.vlan.facts import vr_choice
from xos_cli.switch.recorded import told
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


TABLES = (Thttpd, ThttpdSsl)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [Thttpd(), ThttpdSsl()]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of the web server.  evidence: capture 11.2 (the first line)"""
    row = store.one(Thttpd)
    yield f"hidden configure thttp vr {row.vrid}"
    if row.enable:
        yield "enable web http"


#: The parts of a certificate's subject.
SUBJECT = {"country": "C", "organization": "O", "common-name": "CN"}


def forgotten(call: Call, kind: str, name: str) -> None:
    """Let the web server listen on all virtual routers when its own was deleted.  evidence: inferred"""
    row = call.one(Thttpd)
    if kind == "vr" and row.vrid == name:
        call.put(row._replace(vrid="all"))


def hidden_configure_thttp_vr(call: Call, all: bool = False, default: bool = False, vr_name: str = "") -> None:
    """Set the virtual router of the web server, as `show configuration` writes it."""
    call.put(call.one(Thttpd)._replace(vrid=vr_choice(call.store, all, vr_name)))


def enable_web_http(call: Call) -> None:
    """Allow management by a web browser.  evidence: later EXOS (the command)"""
    call.put(call.one(Thttpd)._replace(enable=1))


def disable_web_http(call: Call) -> None:
    """Forbid management by a web browser."""
    call.put(call.one(Thttpd)._replace(enable=None))


def show_ssl(call: Call, detail: bool = False) -> str:
    """Print the key and the certificate that were asked for.  evidence: capture 12.5 (without the module), recalled"""
    if not ssh_loaded(call.node):
        raise Refusal(f"Error: {NO_MODULE}")
    words = next(told(call.store, "configure ssl certificate"), [])
    asked = dict(zip(words[::2], words[1::2], strict=False))
    subject = ", ".join(f"{label}={asked[word]}" for word, label in SUBJECT.items() if word in asked)
    fits = "matches" if asked else "does not match"
    head = f"HTTPS Port Number: 443\nPrivate Key {fits} with the Public Key in certificate.\n"
    certificate = f"    Subject: {subject}\n" if subject else ""
    return f"{head}RSA Key Length: {asked.get('privkeylen', 0)}\nCertificate:\n{certificate}"
