"""The rows of authentication: accounts and what is asked of their passwords, RADIUS and TACACS+ servers.

evidence: capture 11.2 (elements and fields, but those of ``radius``, which are inferred from ``tacacs``)
"""

from typing import Annotated

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, Plain, Scope, table

MGMT_ACCESS, NETLOGIN = 1, 2
#: What a service is for: to let in, to account, to authorize each command.
AUTHENTICATION, ACCOUNTING, AUTHORIZATION = 0, 1, 2
NO_ADDRESS = "0.0.0.0"
VR = "VR-Mgmt"


@table("radius_service", key=("server_set", "type"))
class RadiusService(NamedTuple):
    """RADIUS for a *server_set* (1 management access, 2 network login): *type* 0 authentication, 1 accounting."""

    server_set: Annotated[int, (MGMT_ACCESS, NETLOGIN)]
    type: Annotated[int, (AUTHENTICATION, ACCOUNTING)]
    timeOut: int = 3
    enable: int = 0


@table("radius", key=("server_set", "type", "server_no"), refs={"vr": "vr"})
class RadiusServer(NamedTuple):
    """A RADIUS server: *server_no* 0 is the primary one."""

    server_set: Annotated[int, (MGMT_ACCESS, NETLOGIN)]
    server_no: Flag
    type: Annotated[int, (AUTHENTICATION, ACCOUNTING)]
    udp_port: int
    encrypted_secret: str = ""
    hostname: str = ""
    vr: str = VR
    host_ipaddr: Plain = NO_ADDRESS
    client_ipaddr: Plain = NO_ADDRESS
    secret: str = ""


@table("tacacs", key=("server_no", "type"), refs={"vr": "vr"})
class TacacsServer(NamedTuple):
    """A TACACS+ server: *server_no* 0 is the primary one."""

    server_no: Flag
    type: Annotated[int, (AUTHENTICATION, ACCOUNTING, AUTHORIZATION)]
    tcp_port: int = 49
    encrypted_secret: str = ""
    hostname: str = ""
    vr: str = VR
    host_ipaddr: Plain = NO_ADDRESS
    client_ipaddr: Plain = NO_ADDRESS
    secret: str = ""


@table("tacacs_service", key=("type",))
class TacacsService(NamedTuple):
    """TACACS+: *type* 0 authentication, 1 accounting, 2 authorization."""

    type: Annotated[int, (AUTHENTICATION, ACCOUNTING, AUTHORIZATION)]
    timeOut: int = 3
    enable: int = 0


@table("account", key=("name",))
class Account(NamedTuple):
    """Who may log in: *password* as MD5-crypt without its ``$1$``, "" for none; *readwrite* 1 is an administrator."""

    password: str
    name: str
    readwrite: int


@table("acctPasswordSecurityGlobalCfg")
class PasswordPolicy(NamedTuple):
    """What is asked of the passwords of new accounts; 0 for nothing."""

    acct_lockout_feature_enabled: int = 0
    passwd_min_len: int = 0
    acct_locked_out: int = 0
    passwd_char_validation_enabled: int = 0
    passwd_hist_limit: int = 0
    passwd_max_age: int = 0


@table("acctPasswordSecurity", key=("name",), refs={"name": "account"})
class AccountPolicy(NamedTuple):
    """What is asked of the password of one account, and when it was changed (seconds, UTC)."""

    acct_lockout_feature_enabled: int = 0
    passwd_min_len: int = 0
    acct_locked_out: int = 0
    passwd_char_validation_enabled: int = 0
    passwd_hist_limit: int = 0
    passwd_max_age: int = 0
    passwd_change_date: int = 0
    name: str = ""


@table("acctPasswordHistory", key=("name", "histIndex"), refs={"name": "account"})
class PasswordHistory(NamedTuple):
    """A password that an account had: *histIndex* 0 is the latest."""

    histIndex: int
    passwd: str
    name: str


@table("account_lock", key=("name",), scope=Scope.STATE, refs={"name": "account"})
class Locked(NamedTuple):
    """An account that is locked out."""

    name: str


@table("login_count", key=("name",), scope=Scope.LOCAL, exact=True, refs={"name": "account"})
class LoginCount(NamedTuple):
    """*row* failures are those in a row, of which a lock-out takes so many."""

    name: str
    passed: int = 0
    failed: int = 0
    row: int = 0


@table("radius_client", scope=Scope.LOCAL)
class RadiusClient(NamedTuple):
    """How many requests this MSM has sent to RADIUS servers: their identifiers and authenticators follow from it."""

    sent: int = 0


@table("radius_request", key=("identifier",), scope=Scope.LOCAL)
class RadiusRequest(NamedTuple):
    """A request that a RADIUS server has not answered yet, or whose answer (*code*, *attributes*) was not looked at.

    *station* is the client of network login that it is about: port, MAC address, and the way in which it logs in.
    *tell* is what an accounting request tells, so that the next server can be told too; *message* is what was sent.
    """

    identifier: int
    server_set: int
    type: int
    server_no: int
    authenticator: bytes
    at: float
    code: int = 0
    attributes: tuple[tuple[int, bytes], ...] = ()
    tell: tuple[tuple[int, bytes], ...] = ()
    station: tuple[str, int, str] | None = None
    message: bytes = b""


@table("radius_counts", key=("server_set", "type", "server_no"), scope=Scope.LOCAL)
class RadiusCounts(NamedTuple):
    """What an MSM counts of one RADIUS server; *round_trip* is the last answer's, in hundredths of a second."""

    server_set: int
    type: int
    server_no: int
    requests: int = 0
    accepts: int = 0
    rejects: int = 0
    challenges: int = 0
    responses: int = 0
    retransmits: int = 0
    timeouts: int = 0
    bad_authenticators: int = 0
    unknown: int = 0
    round_trip: int = 0


@table("tacacs_client", scope=Scope.LOCAL)
class TacacsClient(NamedTuple):
    """How many requests this MSM has sent to TACACS+ servers: their sessions follow from it."""

    sent: int = 0


@table("tacacs_request", key=("number",), scope=Scope.LOCAL)
class TacacsRequest(NamedTuple):
    """A request to a TACACS+ server: *kind* is that of its messages, *sequence* the number of the last one sent.

    *connection* is that of TCP, None where there is no way; *heard* is what came in, *answer* the body of the answer
    to the last message, None before there is one; *failed*: why there is none.  *body* is that of the first message.
    """

    number: int
    type: int
    server_no: int
    kind: int
    session: int
    at: float
    connection: tuple[int, int, int, int] | None = None
    sequence: int = 1
    heard: bytes = b""
    answer: bytes | None = None
    failed: str = ""
    body: bytes = b""


@table("tacacs_counts", key=("type", "server_no"), scope=Scope.LOCAL)
class TacacsCounts(NamedTuple):
    """What an MSM counts of one TACACS+ server; *accepts* of an accounting server is what it has taken."""

    type: int
    server_no: int
    requests: int = 0
    accepts: int = 0
    rejects: int = 0
    errors: int = 0
    timeouts: int = 0
    bad_secrets: int = 0


@table("tacacs_login", key=("session",), scope=Scope.LOCAL)
class TacacsLogin(NamedTuple):
    """A login session that a TACACS+ server has let in."""

    session: int


SETS = {MGMT_ACCESS: "mgmt-access", NETLOGIN: "netlogin"}


ROLES = ("primary", "secondary")


RADIUS = {AUTHENTICATION: "radius", ACCOUNTING: "radius-accounting"}


TACACS = {AUTHENTICATION: "tacacs", ACCOUNTING: "tacacs-accounting", AUTHORIZATION: "tacacs-authorization"}


UDP_PORTS = {AUTHENTICATION: 1812, ACCOUNTING: 1813}


Server = RadiusServer | TacacsServer


#: The accounts that every switch comes with: whether they are administrators.
DEFAULTS = {"admin": 1, "user": 0}
