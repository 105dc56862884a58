"""The rows of network login.  evidence: capture 11.2"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import table


@table("netloginDot1xConfigTimers")
class Dot1xTimers(NamedTuple):
    """802.1x: seconds, and the version of the protocol."""

    suppRespTimeout: int = 30
    reAuthPeriod: int = 3600
    quietPeriod: int = 60
    eapolTxVersion: int = 1
    serverTimeout: int = 30


@table("netLoginWebCfg")
class WebLogin(NamedTuple):
    """The web page: *session_refresh* in minutes, 0 for none."""

    banner: str = ""
    redirect_page: str = "http://www.extremenetworks.com"
    session_refresh: int = 3
    base_url: str = "network-access.com"
    logout_popup: int = 1
