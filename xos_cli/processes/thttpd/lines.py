"""Return the lines of the web server in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.thttpd.rows import Thttpd, ThttpdSsl
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of the web server and of the certificate that the switch made.

    evidence: capture 11.2 (the first line), inferred (the others; what was brought in is in the saved file only)
    """
    row, ssl = store.one(Thttpd), store.one(ThttpdSsl)
    yield f"hidden configure thttp vr {row.vrid}"
    if row.enable:
        yield "enable web http"
    if row.https:
        yield "enable web https"
    if ssl.privkeylen:
        subject = (
            f"country {ssl.country} organization {_quoted(ssl.organization)} common-name {_quoted(ssl.commonName)}"
        )
        yield f"configure ssl certificate privkeylen {ssl.privkeylen} {subject}"


def _quoted(text: str | None) -> str:
    return f'"{text}"' if " " in (text or "") else text or ""
