"""The rows of the web server.  evidence: capture 11.2 (the rows), inferred (the fields of the SSL row, HTTPS)"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import table


@table("thttpd")
class Thttpd(NamedTuple):
    """Where HTTP is listened to: *vrid* is ``all`` or the name of a virtual router.

    *enable* 1: `enable web http`.  *https* 1: `enable web https`.
    """

    vrid: str = "all"
    port: int = 80
    debug: int = 0
    enable: int | None = None
    https: int | None = None


@table("thttpd_ssl")
class ThttpdSsl(NamedTuple):
    """The certificate that the switch made for itself, and what was brought in instead; empty where there is none.

    *certificate* is base64 without the lines around it; so is *privkey*, and encrypted.
    """

    privkeylen: int | None = None
    country: str | None = None
    organization: str | None = None
    commonName: str | None = None
    certificate: str | None = None
    privkey: str | None = None
