"""Create, configure and delete accounts.

evidence: reference 10.1 p.49 (limits, no password with Enter twice), ExtremeWare 7.3 p.67 (the questions),
ExtremeWare 7.4 (the table), capture 11.2 (`encrypted`), inferred (the refusals)
"""

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, TextInput
from xos_cli.errors import Refusal
from xos_cli.processes.aaa import passwords
from xos_cli.processes.aaa.facts import login_count
from xos_cli.processes.aaa.policy import kept, policy_of
from xos_cli.processes.aaa.rows import Account, Locked

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: Accounts there can be, and the characters of a name.
MOST, LONGEST = 16, 30


def create_account(
    call: Call,
    new_account_name: str,
    admin: bool = False,
    user: bool = False,
    encrypted: bool = False,
    encrypted_password: str = "",
    password: str = "",
) -> Dialogue:
    """Create an account; ask for its password where none is given. With *encrypted* the account may exist: `show
    configuration` types it so.
    """
    before = call.get(Account, new_account_name)
    if before and not (encrypted and before.readwrite == admin):
        raise Refusal(f"Error: Account {new_account_name} already exists.")
    if before is None:
        _possible(call, new_account_name)
    row = before or Account("", new_account_name, int(admin))
    if encrypted:
        call.put(kept(call, row, encrypted_password))
    else:
        given = password or (yield from _ask())
        call.put(kept(call, row, given and passwords.encrypted(call.node, _allowed(call, row, given)), given))
    if before is not None:
        return
    kind = "admin" if admin else "user"
    made = f"User '{call.session.account}' created {kind} account for user '{new_account_name}' successfully."
    call.node.event("Info", "AAA.createAccount", made)  # evidence: later EXOS


def valid_create_account(
    chassis: "Chassis", new_account_name: str, user: bool = False, encrypted: bool = False, **_: object
) -> None:
    """Refuse what cannot be the name of an account, and the account admin, which every switch has."""
    if new_account_name.lower() == "admin" and (user or not encrypted):
        raise Refusal("Error: Account admin already exists.")
    name = new_account_name
    if not name[:1].isalpha() or len(name) > LONGEST or not all(c.isalnum() or c in "_-" for c in name):
        raise Refusal(f"Error: Invalid account name: a letter, then at most {LONGEST - 1} letters, digits, _ or -.")


def _possible(call: Call, name: str) -> None:
    valid_create_account(call.chassis, name)
    if len(call.rows(Account)) >= MOST:
        raise Refusal(f"Error: There are {MOST} accounts already.")


def _ask() -> Generator[Any, Any, str]:
    """Ask for a password twice and return it, "" for none."""
    first: str = yield TextInput("password: ", secret=True)
    again = yield TextInput("Reenter password: ", secret=True)
    if first != again:
        raise Refusal("Error: Passwords do not match.")
    return first


def _allowed(call: Call, row: Account, password: str) -> str:
    """Return the password; refuse one that the policy forbids."""
    policy_of(call, row).check(password)
    return password


def configure_account(
    call: Call, account_name: str, encrypted: bool = False, encrypted_password: str = "", password: str = ""
) -> Dialogue:
    """Give an account another password, which cannot be empty."""
    row = the_account(call, account_name)
    if encrypted:
        call.put(kept(call, row, encrypted_password))
        return
    given = password or (yield from _ask())
    if not given:
        raise Refusal("Error: The password cannot be empty.")
    call.put(kept(call, row, passwords.encrypted(call.node, _allowed(call, row, given)), given))


def the_account(call: Call, name: str) -> Account:
    """Return the account of this name; refuse a name that no account has."""
    row = call.get(Account, name)
    if row is None:
        raise Refusal(f"Error: Account {name} does not exist.")
    return row


def valid_delete_account(chassis: "Chassis", account_name: str) -> None:
    """Refuse to delete the account admin."""
    if account_name.lower() == "admin":
        raise Refusal("Error: Account admin cannot be deleted.")


def delete_account(call: Call, account_name: str) -> None:
    """Delete an account, but neither admin nor the last administrator.  evidence: reference 10.1 p.49"""
    row = the_account(call, account_name)
    valid_delete_account(call.chassis, row.name)
    others = [other for other in call.rows(Account) if other.readwrite and other.name != row.name]
    if row.readwrite and not others:
        raise Refusal("Error: At least one administrator account must remain.")
    call.drop(row)
    call.forget("account", row.name)


def clear_account_lockout(call: Call, account_name: str = "", all: bool = False) -> None:
    """Let accounts that are locked out log in again."""
    rows = call.rows(Account) if all else [the_account(call, account_name)]
    for row in rows:
        call.delete(Locked, row.name)
        call.put(login_count(call.store, row.name)._replace(row=0))
