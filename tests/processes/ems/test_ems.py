"""Event management: filters, targets, what gets where, and how it looks."""

from collections.abc import Callable

import pytest
from conftest import Typist

from xos_cli.processes.ems.format import DEFAULT, changed, given_format, line, words
from xos_cli.processes.ems.rows import EmsTarget
from xos_cli.switch.log import LogEntry
from xos_cli.switch.timing.calendar import seconds

AT = seconds(2004, 6, 25, 22, 49, 10) + 0.63
SUPPLY = LogEntry(AT, "Info", "dm.Info", "MSM-A", "PowerSupply:4 Powered On")


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines, blanks at their ends included."""
    assert switch("summit-x450-24t").lines("ems") == section("ems")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (words(DEFAULT), "06/25/2004 22:49:10.63 <Info:dm.Info> MSM-A: PowerSupply:4 Powered On\n"),
        (
            "timestamp seconds date mm-dd-yyyy event-name component",
            "06/25/2004 22:49:10 <dm> PowerSupply:4 Powered On\n",
        ),
        (
            "timestamp hundredths date Mmm-dd event-name condition process-name",
            "Jun 25 22:49:10.63 <dm.Info> devmgr: PowerSupply:4 Powered On\n",
        ),
    ],
)
def test_formats_of_the_guide(form: str, text: str) -> None:
    """The line of the guide in its three forms."""
    assert line(SUPPLY, 0.0, given_format(form.split())) == text


def test_format_is_one_number() -> None:
    """The words of the default format make the number of the capture."""
    assert given_format(words(DEFAULT).split()) == DEFAULT == 66010
    assert words(changed(DEFAULT, ["date", "none"])) == words(DEFAULT).replace("mm-dd-yyyy", "none")


def said(typist: Typist, severity: str, name: str, text: str) -> str:
    """What the console prints when something happens."""
    typist.lab.session.take()
    typist.lab.session.node.event(severity, name, text)
    return typist.lab.session.take()


def test_console_target(console: Typist) -> None:
    """Off at first; then what is urgent enough, in its format."""
    assert said(console, "Critical", "HAL.Sys.Alert", "first") == ""
    console.run("enable log target console", "configure log target console severity warning")
    assert said(console, "Notice", "DM.Notice", "too quiet") == ""
    assert said(console, "Error", "HAL.Sys.Error", "loud").endswith("<Erro:HAL.Sys.Error> MSM-A: loud\n")
    console.run("configure log target console format event-name component")
    assert said(console, "Error", "HAL.Sys.Error", "loud") == "<HAL> loud\n"
    console.run("configure log target console filter DefaultFilter severity warning only")
    assert said(console, "Error", "HAL.Sys.Error", "loud") == ""
    console.run("disable log display")
    assert said(console, "Warning", "HAL.Sys.Warning", "loud") == ""


def test_session_target_is_for_one_login(console: Typist) -> None:
    """It is no part of the configuration."""
    before = console.lines("ems")
    console.run("enable log target session", "configure log target session format event-name condition")
    assert said(console, "Info", "DM.Info", "hello") == "<DM.Info> hello\n"
    assert console.lines("ems") == before


def test_memory_and_flash(console: Typist) -> None:
    """What goes into memory and what is kept in the flash is the targets' to say."""
    node = console.lab.session.node
    console.run("configure log target nvram severity notice", "disable log target memory-buffer")
    node.event("Notice", "DM.Notice", "kept in the flash")
    node.event("Info", "DM.Info", "kept nowhere")
    console.run("enable log target memory-buffer")
    assert "kept" not in console.run("show log")
    flash = console.run("show log messages nvram")
    assert "kept in the flash" in flash
    assert "kept nowhere" not in flash


def test_number_of_messages(console: Typist) -> None:
    """The oldest go; the backup, which has the same configuration, keeps as many."""
    console.run("configure log target memory-buffer number-of-messages 200")
    for number in range(300):
        console.lab.session.node.event("Info", "DM.Info", f"number {number}")
    out = console.run("show log")
    assert "A total of 200 log messages were displayed." in out
    assert "number 299\n" in out
    assert "number 99\n" not in out
    backup = console.machine.nodes["MSM-B"]
    backup.event("Info", "DM.Info", "one more")
    assert backup.log.entries.maxlen == 200
    assert console.lines("ems")[7] == "configure log target memory-buffer number-of-messages 200"


def test_match_expression(console: Typist) -> None:
    """Only what has the text; what is no expression is refused."""
    console.run("configure log target memory-buffer match link", "clear log")
    console.lab.session.node.event("Info", "DM.Info", "nothing of the kind")
    console.lab.session.node.event("Info", "vlan.msgs.portLinkStateUp", "Port 1:1 link UP")
    assert "A total of 1 log messages" in console.run("show log")
    assert "not a valid" in console.refuse("configure log target console match (")
    console.run("configure log target memory-buffer match any")


@pytest.mark.parametrize("pattern", ["(x|x)*y", "(a+)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*a){12}"])
def test_no_expression_runs_away(console: Typist, pattern: str) -> None:
    """A text of 20,000 characters is compared within the calls that a short one takes, whatever the expression."""
    node = console.machine.nodes["MSM-A"]
    node.event("Info", "AAA.logout", "x" * 20_000 + "a" * 20)
    console.run(f'configure log target memory-buffer match "{pattern}"', f'show log match "{pattern}"')
    node.event("Info", "AAA.logout", "x" * 20_000 + "!")
    assert "messages were displayed" in console.run(f'show log match "{pattern}"')


@pytest.mark.parametrize(
    "pattern", ["(", "[", "(?=a)b", "(a)\\1", "a{1000}{1000}", "(?P<x", "x" * 300, "(((((a{30}){30}){30})))"]
)
def test_what_is_no_expression(console: Typist, pattern: str) -> None:
    """It is refused as such, for a listing and for a target, and the target stays as it was."""
    for command in ("show log match", "configure log target memory-buffer match"):
        assert console.refuse(f'{command} "{pattern}"') == f"Error: {pattern} is not a valid match expression."
    assert "Match regex : Any" in console.run("show log configuration target memory-buffer")


def test_filters(console: Typist) -> None:
    """A rule that was added later is looked at first."""
    console.run(
        "create log filter links",
        "configure log filter links add events vlan severity info",
        "configure log filter links add exclude events vlan.msgs.portLinkStateDown",
        "configure log target console filter links",
        "enable log target console",
    )
    assert said(console, "Info", "vlan.msgs.portLinkStateDown", "Port 1:9 link down") == ""
    assert "UP" in said(console, "Info", "vlan.msgs.portLinkStateUp", "Port 1:9 link UP")
    assert said(console, "Error", "HAL.Sys.Error", "other") == ""
    console.run("configure log filter links delete exclude events vlan.msgs.portLinkStateDown")
    assert "down" in said(console, "Info", "vlan.msgs.portLinkStateDown", "Port 1:9 link down")
    assert "in use" in console.refuse("delete log filter links")
    console.run("configure log target console filter DefaultFilter", "delete log filter links")
    assert "does not exist" in console.refuse("configure log target console filter links")


def test_filter_is_copied_and_emptied(console: Typist) -> None:
    """With its rules; the default filter gets its own back."""
    console.run("create log filter two copy DefaultFilter", "unconfigure log filter DefaultFilter")
    assert "configure log filter two add event All " in console.lines("ems")
    assert "configure log filter DefaultFilter add event All " in console.lines("ems")
    console.run("unconfigure log filter two")
    assert "configure log filter two add event All " not in console.lines("ems")


def test_filter_is_shown(console: Typist) -> None:
    """The rule that is looked at first stands on top; severities as letters."""
    console.run(
        "create log filter mine",
        "configure log filter mine add events STP",
        "configure log filter mine add exclude events STP.OutBPDU severity debug-data",
    )
    shown = console.run("show log configuration filter mine").splitlines()
    assert shown[4] == "E STP     OutBPDU     *                       CEWNI+++"
    assert shown[5] == "I STP     *           *                       ********"


def test_targets_of_the_other_msm(console: Typist) -> None:
    """backup-msm sends to the backup, whose own targets decide; primary-msm the other way round."""
    backup = console.machine.nodes["MSM-B"]
    backup.log.clear()
    node = console.lab.session.node
    node.event("Error", "HAL.Sys.Error", "stays here")
    console.run("enable log target backup-msm", "enable log target primary-msm")
    node.event("Error", "HAL.Sys.Error", "goes there")
    node.event("Info", "DM.Info", "is not urgent enough")
    console.machine.advance(1.0)
    texts = [entry.text for entry in backup.log.entries]
    assert "goes there" in texts
    assert not {"stays here", "is not urgent enough"} & set(texts)
    assert next(entry.node for entry in backup.log.entries if entry.text == "goes there") == "MSM-A"
    backup.event("Error", "HAL.Sys.Error", "from below")
    console.machine.advance(1.0)
    assert "MSM-B: from below" in console.run("show log")


def test_a_stand_alone_switch_has_no_other_msm(switch: Callable[..., Typist]) -> None:
    """Such targets are refused."""
    assert "stand-alone" in switch("summit-x450-24t").refuse("enable log target backup-msm")


def test_syslog_servers(console: Typist, switch: Callable[..., Typist]) -> None:
    """A server is a target; its lines can be typed again."""
    console.run(
        "configure syslog add 10.1.1.1 local3",
        "enable log target syslog 10.1.1.1 local3",
        "configure log target syslog all severity error",
        "enable syslog",
    )
    lines = console.lines("ems")
    assert "configure syslog add 10.1.1.1 vr VR-Mgmt local3" in lines
    other = switch()
    other.run(*lines)
    assert other.lines("ems") == lines
    assert "not configured" in console.refuse("enable log target syslog 10.1.1.2 local3")
    console.run("configure syslog delete all", "disable syslog")
    assert console.lines("ems") == switch().lines("ems")


def test_show_log_chooses(console: Typist) -> None:
    """By severity, by text, by time, in another format."""
    node = console.lab.session.node
    console.run("clear log")
    node.event("Warning", "HAL.Sys.Warning", "hot")
    console.machine.advance(60.0)
    node.event("Error", "HAL.Sys.Error", "hotter")
    assert console.run("show log severity error").count("<Erro:") == 1
    assert console.run("show log severity warning only").count("<Warn:") == 1
    assert console.run("show log match hotter").count("hot") == 1
    assert "A total of 1 " in console.run("show log starting time 9:01:00")
    assert "A total of 1 " in console.run("show log ending date 11/01/2005 time 9:00:30")
    assert "A total of 0 " in console.run("show log starting date 11/02/2005")
    assert console.run("show log match hotter format event-name condition severity").startswith(
        "<Erro:HAL.Sys.Error> hotter\n"
    )


def test_debug_events_need_debug_mode(console: Typist) -> None:
    """Else nobody sees them."""
    node = console.lab.session.node
    node.event("Debug-Data", "STP.InBPDU.Dump", "bytes")
    console.run("enable log debug-mode")
    node.event("Debug-Data", "STP.InBPDU.Dump", "more bytes")
    out = console.run("show log")
    assert "more bytes" in out
    assert "MSM-A: bytes" not in out


def test_clear_log(console: Typist) -> None:
    """Memory; flash; both."""
    node = console.lab.session.node
    node.event("Error", "HAL.Sys.Error", "bad")
    console.run("clear log")
    assert "bad" not in console.run("show log")
    assert "bad" in console.run("show log messages nvram")
    node.event("Error", "HAL.Sys.Error", "worse")
    console.run("clear log static")
    assert node.flash.nvram.log == ()
    assert "worse" not in console.run("show log")


def test_configuration_of_targets_is_shown(console: Typist) -> None:
    """With the words of the commands."""
    console.run("configure log target nvram severity error only")
    shown = console.run("show log configuration target nvram")
    assert "Log Target      : nvram\n" in shown
    assert "    Severity    : Error (only)\n" in shown
    assert "<Severity:Component.SubComponent.Condition>" in shown


def test_rows_reach_the_backup(console: Typist) -> None:
    """Targets are configuration: both MSMs have the same."""
    console.run("enable log target console")
    rows = [node.store.rows(EmsTarget) for node in console.machine.nodes.values()]
    assert rows[0] == rows[1]


def test_a_syslog_server_with_a_port(console: Typist, switch: Callable[..., Typist]) -> None:
    """``10.1.1.1:1514`` is a server of its own in every command; a port above 65535 is refused."""
    server = "10.1.1.1:1514 vr VR-Mgmt local3"
    console.run(
        f"configure syslog add {server}",
        "configure syslog add 10.1.1.1 local4",
        f"enable log target syslog {server}",
        f"configure log target syslog {server} severity error",
    )
    assert f"enable log target syslog {server}" in console.lines("ems")
    shown = console.run("show log configuration target syslog 10.1.1.1:1514")
    assert "local3" in shown
    assert "local4" not in shown
    other = switch()
    other.run(*console.lines("ems"))
    assert other.lines("ems") == console.lines("ems")
    console.run(f"disable log target syslog {server}", f"configure syslog delete {server}")
    assert not any("1514" in line for line in console.lines("ems"))
    assert "Invalid input" in console.refuse("configure syslog add 10.1.1.1:65536 local3")


def test_all_syslog_servers_of_one_facility(console: Typist) -> None:
    """A facility or a virtual router behind *all* leaves the other servers as they are."""
    console.run(
        "configure syslog add 10.1.1.1 local3",
        "configure syslog add 10.1.1.2 local4",
        "enable log target syslog all local4",
    )
    enabled = [line for line in console.lines("ems") if line.startswith("enable log target syslog")]
    assert enabled == ["enable log target syslog 10.1.1.2 vr VR-Mgmt local4"]
    console.run("disable log target syslog all vr VR-Default")
    assert "enable log target syslog 10.1.1.2 vr VR-Mgmt local4" in console.lines("ems")


def test_all_syslog_servers_get_their_format_back(console: Typist) -> None:
    """`unconfigure log target syslog all format` is about every server."""
    console.run("configure syslog add 10.1.1.1 local0", "configure syslog add 10.1.1.2 local1")
    before = console.lines("ems")
    console.run("configure log target syslog all format timestamp seconds")
    assert console.lines("ems") != before
    console.run("unconfigure log target syslog all format")
    assert console.lines("ems") == before
