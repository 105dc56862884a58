"""The rows of the telnet and SSH servers.  evidence: capture 11.2 (telnet), inferred (SSH)"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import table

PORT = 23


@table("telnetd")
class Telnetd(NamedTuple):
    """The telnet server: *vrid* is ``all`` or the name of a virtual router."""

    vrid: str = "all"
    port: int = PORT
    enable: int = 1
    debug: int = 0
    profile: str | None = None


SSH_PORT = 22


@table("ssh2")
class Ssh2(NamedTuple):
    """Whether and where SSH is listened to: *vrid* is ``all`` or the name of a virtual router.

    *key* 1: there is a host key.
    """

    vrid: str = "all"
    port: int = SSH_PORT
    enable: int = 1
    profile: str | None = None
    key: int = 1
