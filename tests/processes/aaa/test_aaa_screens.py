"""Screens of accounts to the letter: the policies with their dates, the accounts with their counters."""

import pytest
from conftest import Typist

POLICY = """---------------------------------------------------------------------------
Accounts global configuration(applied to new accounts on creation)
---------------------------------------------------------------------------
Password Max. age                : {age}
Password History limit           : {history}
Password Min. length             : {length}
Password Character Validation    : {validation}
Accts. lockout on login failures : {lockout}
Accounts locked out              : {locked}
---------------------------------------------------------------------------
User Name        Password     Password  Password  Password  Flags
                 Expiry Date  Max. age  Min. len  History
---------------------------------------------------------------------------
{rows}---------------------------------------------------------------------------
Flags: (C) Password char validation enabled, (L) Account locked out
       (l) Account lockout on login failures enabled
"""
NONE = {"age": "None", "history": "None", "length": "None", "validation": "Disabled", "lockout": "Disabled"}
NEW = "admin                         None      None      None      ---\n"
USER = "user                          None      None      None      ---\n"


@pytest.fixture
def fred(console: Typist) -> Typist:
    """A switch with an account whose password changed at nine o'clock of November 1st."""
    console.run("create account user fred passw0rd")
    return console


def test_policies_of_new_accounts_and_of_each(fred: Typist) -> None:
    """What is set for one account is in its row; what is set for all is in the first part and in every row."""
    for words in (
        *("max-age 30", "min-length 9", "history 3"),
        *("char-validation all-char-groups", "lockout-on-login-failures on"),
    ):
        fred.run(f"configure account fred password-policy {words}")
    row = "fred             Dec-01-2005  30        9         3         C-l\n"
    shown = fred.run("show accounts password-policy")
    assert shown == POLICY.format(**NONE, locked="No", rows=NEW + USER + row)
    fred.run("configure account all password-policy lockout-on-login-failures on")
    rows = "".join(line.replace("---\n", "--l\n") for line in (NEW, USER)) + row
    shown = fred.run("show accounts password-policy")
    assert shown == POLICY.format(**(NONE | {"lockout": "Enabled"}), locked="No", rows=rows)


def test_all_policies_at_once(console: Typist) -> None:
    """Each part of the policy has its own line."""
    for words in ("max-age 40", "min-length 8", "history 2", "char-validation all-char-groups"):
        console.run(f"configure account all password-policy {words}")
    shown = console.run("show accounts password-policy")
    head = shown[: shown.index("User Name")]
    values = {"age": 40, "history": 2, "length": 8, "validation": "Enabled", "lockout": "Disabled", "locked": "No"}
    assert head == POLICY.format(**values, rows="").partition("User Name")[0]


@pytest.mark.parametrize(("offset", "day"), [(0, "Dec-01-2005"), (720, "Dec-01-2005"), (-720, "Nov-30-2005")])
def test_a_password_ends_on_a_day_of_local_time(fred: Typist, offset: int, day: str) -> None:
    """Thirty days after nine o'clock UTC it is another day twelve hours further west, the same further east."""
    fred.run(f"configure timezone {offset} noautodst", "configure account fred password-policy max-age 30")
    assert f"fred             {day}  30 " in fred.run("show accounts password-policy")


def test_a_day_further_east_is_the_next(fred: Typist) -> None:
    """A password that was changed in the evening ends on the next day of a zone twelve hours ahead."""
    fred.run("configure timezone 0 noautodst", "configure time 11 1 2005 20 0 0")
    fred.run("create account user late passw0rd", "configure account late password-policy max-age 1")
    assert "late             Nov-02-2005  1 " in fred.run("show accounts password-policy")
    fred.run("configure timezone 720 noautodst")
    assert "late             Nov-03-2005  1 " in fred.run("show accounts password-policy")


def test_accounts_with_what_they_did(fred: Typist) -> None:
    """Access, type, and how often each logged in or failed to."""
    fred.press("logout", "n", "fred", "wrong", "fred", "passw0rd", "logout", "admin", "")
    assert fred.press("show accounts").partition("\n")[2] == (
        "   User Name      Access LoginOK  Failed User Type\n"
        "----------------  ------ -------  ------ ---------\n"
        "           admin    R/W        2       0     Admin\n"
        "            user     RO        0       0      User\n"
        "            fred     RO        1       1      User\n"
        "--------------------------------------------------\n"
        "(*) - Account locked\n"
    )


def test_a_new_account_has_the_policy_of_all(console: Typist) -> None:
    """What was set for all accounts holds for one that is made afterwards: its password is judged by it."""
    console.run("configure account all password-policy min-length 8")
    words = "Error: The password must have at least 8 characters."
    assert console.refuse("create account user late short") == words
    console.run("create account user late password1")
    assert "late                          None      8         None      ---\n" in console.run(
        "show accounts password-policy"
    )
