"""Set what passwords must be: `configure account ... password-policy`.

evidence: guide 11.3 p.50 (what there is), capture 11.2 (the fields), recalled (ranges, two characters of each group,
the screen), inferred (the lines of `show configuration`, the refusals)
"""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.aaa import passwords
from xos_cli.processes.aaa.facts import account_policy
from xos_cli.processes.aaa.rows import Account, AccountPolicy, PasswordHistory, PasswordPolicy
from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Store

#: Passwords that are remembered, whatever the policy asks.
REMEMBERED = 10


class AccountRules(NamedTuple):
    """The password policy of one account, and its former passwords, the latest first."""

    row: AccountPolicy
    history: list[PasswordHistory]

    def check(self, password: str) -> None:
        """Refuse a password that is not as it should be."""
        if any(c in "<>?" for c in password) or len(password) > 32:  # evidence: later EXOS
            raise Refusal("Error: Invalid password: at most 32 characters, none of them < > ?")
        if len(password) < self.row.passwd_min_len:
            raise Refusal(f"Error: The password must have at least {self.row.passwd_min_len} characters.")
        if self.row.passwd_char_validation_enabled and not _varied(password):
            raise Refusal(
                "Error: The password must have two upper-case letters, two lower-case letters, two digits, two others."
            )
        for old in self.history[: self.row.passwd_hist_limit]:
            if passwords.matches(old.passwd, password):
                raise Refusal("Error: The password was used before.")


def _varied(password: str) -> bool:
    groups = [str.isupper, str.islower, str.isdigit, lambda c: not c.isalnum()]
    return all(sum(map(group, password)) >= 2 for group in groups)


def policy_of(call: Call, account: Account) -> AccountRules:
    """Return the policy of an account and its earlier passwords."""
    return rules_of(call.store, account.name)


def rules_of(store: Store, name: str) -> AccountRules:
    """Return the policy of an account, there already or not, and its earlier passwords."""
    return AccountRules(account_policy(store, name), _history(store, name))


def _history(store: Store, name: str) -> list[PasswordHistory]:
    rows = [row for row in store.rows(PasswordHistory) if row.name.lower() == name.lower()]
    return sorted(rows, key=lambda row: row.histIndex)


def kept(call: Call, account: Account, encrypted: str, typed: str = "") -> Account:
    """Return an account with a new password; store the time of the change and the hash of a typed password."""
    if encrypted == account.password:
        return account
    name = account.name
    policy = account_policy(call.store, name)
    call.put(policy._replace(passwd_change_date=int(call.node.time())))
    if typed:
        hashes = [encrypted, *[row.passwd for row in _history(call.store, name)]]
        for place, passwd in enumerate(hashes[:REMEMBERED]):
            call.put(PasswordHistory(place, passwd, name))
    return account._replace(password=encrypted)


# -- commands --------------------------------------------------------------------------------------------------------


def _change(call: Call, account_name: str, all: bool, **fields: Any) -> None:
    """Change the policy of one account, or of all accounts and those to come."""
    if all:
        call.put(call.one(PasswordPolicy)._replace(**fields))
    elif call.get(Account, account_name) is None:
        raise Refusal(f"Error: Account {account_name} does not exist.")
    for account in call.rows(Account):
        if all or account.name.lower() == account_name.lower():
            call.put(account_policy(call.store, account.name)._replace(**fields))


def configure_account_password_policy_char_validation(
    call: Call, account_name: str = "", all: bool = False, none: bool = False, all_char_groups: bool = False
) -> None:
    """Require two characters of each group in a password, or none."""
    _change(call, account_name, all, passwd_char_validation_enabled=int(all_char_groups))


def configure_account_password_policy_history(
    call: Call, account_name: str = "", all: bool = False, none: bool = False, num_passwords: int = 0
) -> None:
    """Forbid the passwords that were used last, as many as are named."""
    _change(call, account_name, all, passwd_hist_limit=num_passwords)


def configure_account_password_policy_min_length(
    call: Call, account_name: str = "", all: bool = False, none: bool = False, num_characters: int = 0
) -> None:
    """Set the least number of characters of a password."""
    _change(call, account_name, all, passwd_min_len=num_characters)


def configure_account_password_policy_max_age(
    call: Call, account_name: str = "", all: bool = False, none: bool = False, num_days: int = 0
) -> None:
    """Set the days after which a password should be changed. The date is shown; a login does not insist on it."""
    _change(call, account_name, all, passwd_max_age=num_days)


def configure_account_password_policy_lockout_on_login_failures(
    call: Call, account_name: str = "", all: bool = False, on: bool = False, off: bool = False
) -> None:
    """Set whether failed logins in a row lock an account out."""
    _change(call, account_name, all, acct_lockout_feature_enabled=int(on))
