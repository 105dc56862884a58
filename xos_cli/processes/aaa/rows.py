"""The rows of authentication: accounts and what is asked of their passwords, RADIUS and TACACS+ servers.

evidence: capture 11.2 (elements and fields, but those of ``radius``, which are inferred from ``tacacs``)
"""

from typing import Annotated, Any, NamedTuple

from xos_cli.switch.tables import Flag, Plain, Scope, Store, table

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


TABLES = (
    RadiusService,
    RadiusServer,
    TacacsServer,
    TacacsService,
    Account,
    PasswordPolicy,
    AccountPolicy,
    PasswordHistory,
    Locked,
)


def factory_rows() -> list[tuple[Any, ...]]:
    """evidence: capture 11.2; guide 11.x (the accounts admin and user, no passwords)"""
    return [
        *[RadiusService(server_set, type) for server_set in (MGMT_ACCESS, NETLOGIN) for type in (0, 1)],
        *[TacacsServer(number, type) for type in (0, 1) for number in (0, 1)],
        *[TacacsService(type) for type in (0, 1, 2)],
        Account("", "admin", 1),
        Account("", "user", 0),
        PasswordPolicy(),
    ]


def account_policy(store: Store, name: str) -> AccountPolicy:
    """What holds for one account."""
    own = store.get(AccountPolicy, name)
    common = [AccountPolicy(*row, name=name) for row in store.rows(PasswordPolicy)]
    return own or (common[0] if common else AccountPolicy(name=name))
