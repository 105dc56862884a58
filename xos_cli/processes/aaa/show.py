"""Print accounts, password policies, RADIUS and TACACS+.

evidence: capture 12.5 (all but a server), recalled (a server and its counters), RFC 4668 and 4670 (what they count)
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.processes.aaa.facts import account_policy, encrypted_secret, login_count
from xos_cli.processes.aaa.rows import (
    ACCOUNTING,
    AUTHENTICATION,
    AUTHORIZATION,
    MGMT_ACCESS,
    NETLOGIN,
    NO_ADDRESS,
    ROLES,
    Account,
    AccountPolicy,
    Locked,
    PasswordPolicy,
    RadiusCounts,
    RadiusServer,
    RadiusService,
    Server,
    TacacsCounts,
    TacacsServer,
    TacacsService,
)
from xos_cli.processes.devmgr.facts import local
from xos_cli.switch.timing.calendar import MONTHS, moment

TITLES = {MGMT_ACCESS: "Switch Management Radius", NETLOGIN: "Netlogin Radius"}


def _state(row: RadiusService | TacacsService | None) -> str:
    return "enabled" if row and row.enable else "disabled"


def show_radius(call: Call, mgmt_access: bool = False, netlogin: bool = False) -> str:
    """Print both services of both sets, then their servers."""
    sets = [number for number, asked in ((MGMT_ACCESS, mgmt_access), (NETLOGIN, netlogin)) if asked] or list(TITLES)
    return _radius(call, sets, (AUTHENTICATION, ACCOUNTING))


def show_radius_accounting(call: Call, mgmt_access: bool = False, netlogin: bool = False) -> str:
    """Print the RADIUS accounting service and its servers."""
    sets = [number for number, asked in ((MGMT_ACCESS, mgmt_access), (NETLOGIN, netlogin)) if asked] or list(TITLES)
    return _radius(call, sets, (ACCOUNTING,))


def _radius(call: Call, sets: list[int], types: tuple[int, ...]) -> str:
    services = [row for row in call.rows(RadiusService) if row.server_set in sets and row.type in types]
    out = ""
    for row in services:
        title = TITLES[row.server_set] + " Accounting" * row.type
        out += f"{title}: {_state(row)}\n{title} server connect time out: {row.timeOut} seconds\n"
    for server in call.rows(RadiusServer):
        if server.server_set in sets and server.type in types:
            title = TITLES[server.server_set] + " Accounting" * server.type
            out += f"\n{ROLES[server.server_no].capitalize()} {title} server:\n{_server(server, server.udp_port)}"
            out += _counters(call, server)
    return out


def _counters(call: Call, server: RadiusServer) -> str:
    """Return what this MSM counted of a server, two counters a line."""
    key = server.server_set, server.type, server.server_no
    row = call.get(RadiusCounts, *key) or RadiusCounts(*key)
    if server.type:
        fields = {"Acct Requests": row.requests, "Acct Responses": row.responses}
        fields |= {"Acct Retransmits": row.retransmits, "Timeouts": row.timeouts}
    else:
        fields = {"Access Requests": row.requests, "Access Accepts": row.accepts}
        fields |= {"Access Rejects": row.rejects, "Access Challenges": row.challenges}
        fields |= {"Access Retransmits": row.retransmits, "Client timeouts": row.timeouts}
    fields |= {"Bad authenticators": row.bad_authenticators, "Unknown types": row.unknown}
    fields |= {"Round Trip Time": row.round_trip}
    return _pairs(fields)


def _server(server: Server, port: int) -> str:
    fields = {
        "Server name": server.hostname,
        "IP address": "" if server.host_ipaddr == NO_ADDRESS else server.host_ipaddr,
        "Server IP Port": str(port),
        "Client address": f"{server.client_ipaddr} ({server.vr})",
        "Shared secret": encrypted_secret(server),
    }
    return "".join(f"    {label:<15}: {text}".rstrip() + "\n" for label, text in fields.items())


def show_tacacs(call: Call) -> str:
    """Print the three TACACS+ services, and the servers of authentication and accounting."""
    rows = {row.type: row for row in call.rows(TacacsService)}
    head = f"TACACS+: {_state(rows.get(AUTHENTICATION))}\n"
    head += f"TACACS+ Authorization: {_state(rows.get(AUTHORIZATION))}\n"
    head += f"TACACS+ Accounting : {_state(rows.get(ACCOUNTING))}\n"
    return head + "".join(_tacacs(call, AUTHENTICATION)) + "".join(_tacacs(call, ACCOUNTING))


def show_tacacs_accounting(call: Call) -> str:
    """Print the TACACS+ accounting service and its servers."""
    state = _state(call.get(TacacsService, ACCOUNTING))
    return f"TACACS+ Accounting : {state}\n" + "".join(_tacacs(call, ACCOUNTING))


def _tacacs(call: Call, type: int) -> Iterator[str]:
    service = call.get(TacacsService, type) or TacacsService(type)
    yield f"TACACS+ {'Acct ' * type}Server Connect Timeout sec: {service.timeOut}\n"
    for number, role in enumerate(ROLES):
        server = call.get(TacacsServer, number, type)
        title = f"{role.capitalize()} TACACS+ {'Accounting ' * type}Server:"
        if server is None or not (server.hostname or server.host_ipaddr != NO_ADDRESS):
            yield f"{title}Not configured\n"
        else:
            yield f"{title}\n{_server(server, server.tcp_port)}{_tacacs_counters(call, server)}"


def _tacacs_counters(call: Call, server: TacacsServer) -> str:
    """Return what this MSM counted of a TACACS+ server, two counters a line.  evidence: inferred (that it is shown)"""
    row = call.get(TacacsCounts, server.type, server.server_no) or TacacsCounts(server.type, server.server_no)
    fields = {"Requests": row.requests, "Accepts": row.accepts}
    if server.type == AUTHENTICATION:
        fields["Rejects"] = row.rejects
    fields |= {"Errors": row.errors, "Timeouts": row.timeouts, "Bad secrets": row.bad_secrets}
    return _pairs(fields)


def _pairs(fields: dict[str, int]) -> str:
    """Return counters with their labels, two a line."""
    cells = [f"{label:<21}: {number:<10}" for label, number in fields.items()]
    return "".join(f"    {''.join(cells[place : place + 2])}".rstrip() + "\n" for place in range(0, len(cells), 2))


RULE = "-" * 75 + "\n"


LEGEND = """Flags: (C) Password char validation enabled, (L) Account locked out
       (l) Account lockout on login failures enabled
"""


def show_accounts_password_policy(call: Call) -> str:
    """Print the policy of new accounts, then that of each account."""
    common = call.one(PasswordPolicy)
    fields = {
        "Password Max. age": _number(common.passwd_max_age),
        "Password History limit": _number(common.passwd_hist_limit),
        "Password Min. length": _number(common.passwd_min_len),
        "Password Character Validation": "Enabled" if common.passwd_char_validation_enabled else "Disabled",
        "Accts. lockout on login failures": "Enabled" if common.acct_lockout_feature_enabled else "Disabled",
        "Accounts locked out": "Yes" if call.rows(Locked) else "No",
    }
    head = f"{RULE}Accounts global configuration(applied to new accounts on creation)\n{RULE}"
    columns = f"{RULE}User Name        Password     Password  Password  Password  Flags\n"
    columns += f"                 Expiry Date  Max. age  Min. len  History\n{RULE}"
    rows = "".join(_policy_row(call, account) for account in call.rows(Account))
    return head + "".join(f"{label:<32} : {text}\n" for label, text in fields.items()) + columns + rows + RULE + LEGEND


def _number(number: int) -> str:
    return str(number or "None")


def _policy_row(call: Call, account: Account) -> str:
    policy = account_policy(call.store, account.name)
    flags = "C" if policy.passwd_char_validation_enabled else "-"
    flags += "L" if call.get(Locked, account.name) else "-"
    flags += "l" if policy.acct_lockout_feature_enabled else "-"
    numbers = [policy.passwd_max_age, policy.passwd_min_len, policy.passwd_hist_limit]
    columns = "".join(f"{_number(number):<10}" for number in numbers)
    return f"{account.name:<17}{_expiry(call, policy):<13}{columns}{flags}\n"


def _expiry(call: Call, policy: AccountPolicy) -> str:
    if not policy.passwd_max_age or not policy.passwd_change_date:
        return ""
    m = moment(local(call.node, policy.passwd_change_date + policy.passwd_max_age * 86400))
    return f"{MONTHS[m.month - 1]}-{m.day:02}-{m.year}"


HEAD = "   User Name      Access LoginOK  Failed User Type\n----------------  ------ -------  ------ ---------\n"


def show_accounts(call: Call) -> str:
    """Print the accounts, and how often each logged in and failed to on this MSM; locked ones have a star."""
    rows = "".join(_account_row(call, row) for row in call.rows(Account))
    return f"{HEAD}{rows}{'-' * 50}\n(*) - Account locked\n"


def _account_row(call: Call, row: Account) -> str:
    count = login_count(call.store, row.name)
    access, kind = ("R/W", "Admin") if row.readwrite else ("RO", "User")
    name = row.name + "*" * (call.get(Locked, row.name) is not None)
    return f"{name:>16}    {access:>3}{count.passed:>9}{count.failed:>8} {kind:>9}\n"
