"""Accounts, what is asked of their passwords, RADIUS and TACACS+ servers."""

from collections.abc import Callable

import pytest
from conftest import Typist

from xos_cli.processes import PROCESSES
from xos_cli.processes.aaa import facts
from xos_cli.processes.aaa.passwords import matches
from xos_cli.processes.aaa.rows import Account, AccountPolicy, PasswordHistory

AAA = PROCESSES.modules["aaa"]


def account(typist: Typist, name: str) -> Account | None:
    """The account on the master."""
    return typist.lab.session.node.store.get(Account, name)


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines but for the accounts, which have no passwords yet."""
    captured = [line for line in section("aaa") if not line.startswith("create account")]
    assert switch("summit-x450-24t").lines("aaa") == captured


def test_captured_accounts_are_taken_as_they_are(console: Typist) -> None:
    """`create account ... encrypted` sets the password of the accounts that every switch has."""
    line = "create account admin admin encrypted kHIZXS$n7uUIQpbpirSqLFcCIxhV/ "
    console.run(line)
    assert line in console.lines("aaa")


def test_created_account_is_asked_for_its_password_twice(console: Typist) -> None:
    """The two questions, and the password that is kept."""
    assert console.say("create account user guest", "secret", "secret").endswith("\npassword: \nReenter password: \n")
    row = account(console, "guest")
    assert row is not None
    assert not row.readwrite
    assert matches(row.password, "secret")
    assert not matches(row.password, "Secret")
    assert AAA.authenticate(console.lab.session.node, "guest", "secret") == row


def test_passwords_that_differ_are_refused(console: Typist) -> None:
    """No account is made."""
    assert "do not match" in console.refuse("create account admin boss", "one", "two")
    assert account(console, "boss") is None


def test_no_password_with_enter_twice(console: Typist) -> None:
    """`create account` may give none, `configure account` may not."""
    console.say("create account user guest", "", "")
    row = account(console, "guest")
    assert row is not None
    assert row.password == ""
    assert "empty" in console.refuse("configure account guest", "", "")


def test_sixteen_accounts_at_most(console: Typist) -> None:
    """admin, user, and fourteen more."""
    console.run(*[f"create account user guest{number} pass" for number in range(14)])
    assert "16" in console.refuse("create account user onemore pass")


def test_admin_remains(console: Typist) -> None:
    """It cannot be deleted, with another administrator there or not.  evidence: reference 10.1 p.49"""
    assert console.refuse("delete account admin") == "Error: Account admin cannot be deleted."
    console.run("create account admin boss pass")
    assert console.refuse("delete account ADMIN") == "Error: Account admin cannot be deleted."
    console.run("delete account boss")


@pytest.mark.parametrize(
    ("lines", "says_so"),
    [([], True), (["create account admin user abc"], True), (["create account user user abc"], False)],
)
def test_a_default_account_that_is_gone_stays_gone(console: Typist, lines: list[str], says_so: bool) -> None:
    """Typed back, the configuration has no account `user`, or the one that was made in its place."""
    console.run("delete account user", *lines)
    assert ("delete account user" in console.lines("aaa")) == says_so
    assert console.typed_back() == console.configuration()
    kinds = [line.split()[2] for line in console.lines("aaa") if line.startswith("create account")]
    assert kinds == [line.split()[2] for line in lines]


@pytest.mark.parametrize(
    "line", ["configure account nobody abc", "delete account nobody", "clear account nobody lockout"]
)
def test_account_that_does_not_exist(console: Typist, line: str) -> None:
    """It is named in the refusal."""
    assert console.refuse(line) == "Error: Account nobody does not exist."


@pytest.mark.parametrize("name", ["9guest", "a" * 31, "guest.1"])
def test_names_that_are_none(console: Typist, name: str) -> None:
    """A letter first, 30 characters, no dots."""
    assert "Invalid account name" in console.refuse(f"create account user {name} pass")


def test_account_goes_with_all_that_is_known_of_it(console: Typist) -> None:
    """Its policy and its old passwords go too."""
    console.run("create account user guest pass1", "configure account guest pass2", "delete account guest")
    store = console.lab.session.node.store
    assert "guest" not in [row.name for row in store.rows(AccountPolicy)]
    assert "guest" not in [row.name for row in store.rows(PasswordHistory)]


def test_policy_is_asked_of_passwords(console: Typist) -> None:
    """Length, variety, and none that was used before."""
    console.run(
        "create account user guest Start1",
        "configure account all password-policy min-length 8",
        "configure account guest password-policy char-validation all-char-groups",
        "configure account guest password-policy history 3",
    )
    assert "8 characters" in console.refuse("configure account guest AAbb11!")
    assert "upper-case" in console.refuse("configure account guest AAbb1122")
    console.run("configure account guest AAbb11!!", "configure account guest AAbb22!!")
    assert "before" in console.refuse("configure account guest AAbb11!!")


def test_policy_prints_and_is_typed_again(console: Typist, switch: Callable[..., Typist]) -> None:
    """What differs from a new switch, for all and for one."""
    lines = [
        "configure account all password-policy min-length 8",
        "configure account user password-policy lockout-on-login-failures on",
    ]
    console.run(*lines)
    assert console.lines("aaa")[-2:] == lines
    other = switch()
    other.run(*console.lines("aaa"))
    assert other.lines("aaa") == console.lines("aaa")


def test_three_failures_lock_an_account_out(console: Typist) -> None:
    """Until somebody lets it in again."""
    console.run(
        "create account user guest pass", "configure account guest password-policy lockout-on-login-failures on"
    )
    console.type("exit", "n")
    session = console.lab.session
    for password in ("a", "b", "c", "pass"):
        session.feed("guest")
        session.feed(password)
    assert session.account == ""
    assert "guest*" in console.run("show accounts")
    console.run("clear account guest lockout")
    assert AAA.authenticate(session.node, "guest", "pass") is not None


def test_show_accounts_counts_logins(console: Typist) -> None:
    """The screen of the older system, with what was counted here."""
    assert "           admin    R/W        1       0     Admin\n" in console.run("show accounts")


# -- servers ----------------------------------------------------------------------------------------------------------


def test_show_radius_and_tacacs_are_the_captured_ones(console: Typist, capture: Callable[[str], str]) -> None:
    """Without servers, as a real switch prints them."""
    for command in ("radius", "tacacs"):
        text = capture(f"two-node-stack-12.5.4.5/show-{command}.txt").partition("\n")[2]
        assert console.run(f"show {command}") == text


def test_server_is_shown_and_printed(console: Typist, switch: Callable[..., Typist]) -> None:
    """What is typed of a server prints back, and can be typed again."""
    console.run(
        "configure radius mgmt-access primary server 10.1.1.1 client-ip 10.1.1.2",
        'configure radius mgmt-access primary shared-secret "two words"',
        "configure radius mgmt-access timeout 10",
        "enable radius mgmt-access",
        "configure tacacs secondary server host1 4949 client-ip 10.1.1.2 vr VR-Default",
        "configure tacacs secondary shared-secret encrypted abc",
    )
    assert "    IP address     : 10.1.1.1\n" in console.run("show radius")
    assert "Secondary TACACS+ Server:\n    Server name    : host1\n" in console.run("show tacacs")
    other = switch()
    other.run(*console.lines("aaa"))
    assert other.lines("aaa") == console.lines("aaa")
    console.run("unconfigure radius mgmt-access", "unconfigure tacacs", "disable radius")
    assert console.lines("aaa") == switch().lines("aaa")


def test_radius_and_tacacs_exclude_each_other(console: Typist) -> None:
    """Only one of them can be on."""
    console.run("enable tacacs")
    assert "at the same time" in console.refuse("enable radius netlogin")
    console.run("disable tacacs", "enable radius")
    assert "at the same time" in console.refuse("enable tacacs")


def test_without_a_set_both_are_meant(console: Typist) -> None:
    """Management access and network login."""
    console.run("configure radius timeout 7", "configure radius-accounting netlogin timeout 9")
    assert console.run("show radius").count(": 7 seconds") == 2
    assert "Netlogin Radius Accounting server connect time out: 9 seconds" in console.run(
        "show radius-accounting netlogin"
    )


def test_a_secret_may_come_before_its_server(console: Typist) -> None:
    """It is printed, and so not lost when the configuration is typed back; of TACACS+ as of RADIUS."""
    lines = [
        'configure tacacs primary shared-secret encrypted "purple"',
        'configure tacacs-accounting secondary shared-secret encrypted "red"',
    ]
    console.run(*lines)
    assert [text for text in console.lines("aaa") if "shared-secret" in text] == lines
    assert console.typed_back() == console.configuration()


@pytest.mark.parametrize("name", ["admin", "bob", "nobody", "", "ADMIN"])
def test_a_wrong_password_takes_the_same_time(console: Typist, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """One comparison, whether there is such an account, whether it has a password, or is locked out."""
    console.run('create account admin bob "bobs word"')
    compared: list[str] = []

    def counted(kept: str, password: str) -> bool:
        compared.append(kept)
        return matches(kept, password)

    monkeypatch.setattr(facts, "matches", counted)
    assert facts.authenticate(console.machine.nodes["MSM-A"], name, "wrong") is None
    assert len(compared) == 1
    assert compared[0], "with no password at all nothing is worked out"
