"""The rows of VRRP.  evidence: capture 11.2 (the first), inferred (the others), guide 11.x (defaults)"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Plain, Scope, table


@table("vrrp_cm_global")
class VrrpGlobal(NamedTuple):
    """evidence: capture 11.2"""

    vrrpNodeVersion: int = 2
    vrrpNotificationCntl: int = 1


@table("vrrp_router", key=("vlanName", "vrid"), refs={"vlanName": "vlan"})
class VrrpRouter(NamedTuple):
    """A VRRP router: *interval* in seconds.  evidence: inferred (where it is kept), guide 11.x (defaults)"""

    vlanName: str
    vrid: int
    enabled: int = 0
    priority: int = 100
    interval: int = 1
    preempt: int = 1
    password: str | None = None
    encrypted: int | None = None  # 1: the password is in its encrypted form.  evidence: inferred (where it is kept)


@table("vrrp_address", key=("vlanName", "vrid", "ipAddress"), refs={"vlanName": "vlan"})
class VrrpAddress(NamedTuple):
    """A virtual address of a VRRP router.  evidence: inferred (where it is kept)"""

    vlanName: str
    vrid: int
    ipAddress: Plain


@table("vrrp_track", key=("vlanName", "vrid", "kind", "what"), refs={"vlanName": "vlan"})
class VrrpTrack(NamedTuple):
    """What a VRRP router tracks: a ``vlan``, an ``iproute`` or a host (``ping``).  evidence: inferred"""

    vlanName: str
    vrid: int
    kind: Plain
    what: str
    frequency: int = 0
    miss: int = 0


@table("vrrp_state", key=("vlanName", "vrid"), scope=Scope.STATE, hitless=False, refs={"vlanName": "vlan"})
class VrrpState(NamedTuple):
    """A VRRP router that is ``BACKUP`` or ``MASTER`` (one in INIT has no row), *since* when; a new MSM knows nothing.

    *master*: the address of the master, "" if none was heard.  evidence: guide 11.3 p.76 (that it is not hitless)
    """

    vlanName: str
    vrid: int
    state: Plain
    master: Plain
    since: float
