"""The rows of the web server.  evidence: capture 11.2 (the rows), inferred (the field of the SSL row)"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import table


@table("thttpd")
class Thttpd(NamedTuple):
    """Where HTTP is listened to: *vrid* is ``all`` or the name of a virtual router.  *enable* 1: `enable web`."""

    vrid: str = "all"
    port: int = 80
    debug: int = 0
    enable: int | None = None


@table("thttpd_ssl")
class ThttpdSsl(NamedTuple):
    """The certificate that was asked for; empty as long as there is none.  evidence: inferred (all but the first)"""

    privkeylen: int | None = None
    country: str | None = None
    organization: str | None = None
    commonName: str | None = None
