"""The pytest plugin, in a pytest of its own."""

import pathlib

import pytest

pytest_plugins = ["pytester"]

SESSION = """\
BD-10808.1 # create vlan sales
* BD-10808.2 # show node
Node   State      Priority  SwHealth HwHealth
...
* BD-10808.3 #
"""


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run pytest with the plugin, as it is where the package is installed."""
    return pytester.runpytest_subprocess("-p", "xos_cli.testing", "-p", "no:cacheprovider", *arguments)


@pytest.fixture(autouse=True)
def _found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is found from wherever pytest runs, installed or not."""
    monkeypatch.setenv("PYTHONPATH", str(pathlib.Path(__file__).resolve().parents[1]))


def test_fixtures_and_markers(pytester: pytest.Pytester) -> None:
    """A switch for each test; chassis, start-up script (a file beside the test, or lines); known markers only."""
    pytester.makefile(".xsf", setup="create vlan prepared\nsave\ny\n")
    pytester.makepyfile(
        """
        import pytest

        def test_one(xos_console, xos_switch):
            xos_console.run("create vlan mine")
            assert xos_switch.unsaved

        def test_another(xos_console):
            assert "mine" not in xos_console.run("show vlan")

        @pytest.mark.xos_chassis("summit-x450-24t")
        @pytest.mark.xos_script("setup.xsf")
        def test_marked(xos_switch):
            assert list(xos_switch.nodes) == ["Switch"]
            assert "prepared" in xos_switch.configuration("vlan")
            assert not xos_switch.unsaved

        @pytest.mark.xos_script(["create vlan lines"])
        def test_lines(xos_console):
            assert "lines" in xos_console.run("show vlan")
        """
    )
    run(pytester, "--strict-markers").assert_outcomes(passed=4)


def test_markers_by_keyword(pytester: pytest.Pytester) -> None:
    """Their arguments have names; a script may be one text with line ends."""
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.xos_chassis(name="bd8806")
        @pytest.mark.xos_script(script="create vlan one\\ncreate vlan two\\n")
        def test_marked(xos_switch):
            assert "BD-8806" in repr(xos_switch)
            assert "two" in xos_switch.configuration("vlan")

        @pytest.mark.xos_speed(factor=100)
        def test_speed(xos_server):
            assert xos_server.call(lambda switch: switch.in_sync)
        """
    )
    run(pytester, "--strict-markers").assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("marker", "words"),
    [
        ('xos_chassis(chassis="bd8806")', "xos_chassis has no chassis (it has name)"),
        ('xos_chassis("bd8806", name="bd8806")', "xos_chassis has one argument: xos_chassis(name)"),
        ("xos_script()", "xos_script has one argument: xos_script(script)"),
        ("xos_speed(20, 30)", "xos_speed has one argument: xos_speed(factor)"),
        ("xos_speed(speed=20)", "xos_speed has no speed (it has factor)"),
        ('xos_chasis("bd8806")', "there is no marker xos_chasis; did you mean xos_chassis?"),
        (
            "xos_q",
            "there is no marker xos_q (there are xos_chassis, xos_script, xos_network, xos_ssh_module, xos_speed)",
        ),
    ],
)
def test_a_marker_with_a_wrong_argument(pytester: pytest.Pytester, marker: str, words: str) -> None:
    """It, or one that does not exist, is an error, before any test runs, that names the test."""
    pytester.makepyfile(f"import pytest\n\n@pytest.mark.{marker}\ndef test_it(xos_switch):\n    pass\n")
    result = run(pytester)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: *::test_it: {words}"])


def test_a_failure_shows_no_inner_frames(pytester: pytest.Pytester) -> None:
    """The traceback ends at the test's own line, unless all of it is asked for."""
    pytester.makepyfile(
        """
        def test_refused(xos_console):
            xos_console.run("show vlanx")

        def test_lab(xos_switch):
            xos_switch.insert("MSM-A")
        """
    )
    result = run(pytester)
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(['>*xos_switch.insert("MSM-A")', "E *LabError: MSM-A is in its slot already*"])
    result.stdout.no_fnmatch_line("*xos_cli/*.py:*")
    run(pytester, "--full-trace").stdout.fnmatch_lines(["*xos_cli/api/console.py:*"])


def test_a_failure_shows_what_clients_saw(pytester: pytest.Pytester) -> None:
    """With `xos_server` the report has the transcript of each connection, and the events on the switch."""
    pytester.makepyfile(
        """
        import socket

        def test_fails(xos_server):
            with socket.create_connection((xos_server.host, xos_server.console_ports["MSM-A"]), timeout=5) as line:
                seen = b""
                for wanted, typed in ((b"login: ", b"admin"), (b"password: ", b""), (b"# ", b"create vlan net")):
                    while wanted not in seen:
                        seen += line.recv(4096)
                    seen = b""
                    line.sendall(typed + b"\\r\\n")
                while b"* BD" not in seen:
                    seen += line.recv(4096)
            assert False
        """
    )
    result = run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*xos-cli, served console of MSM-A (connection 1)*", "login: admin", "BD-10808.1 # create vlan net"]
    )
    result.stdout.fnmatch_lines(
        ["*xos-cli, events*", "2005-11-01 09:00:* MSM-A <Info:AAA.authPass> Login passed for user admin through serial"]
    )


def test_failure_shows_the_session(pytester: pytest.Pytester) -> None:
    """What was on the consoles stands in the report, of a switch that a test made by a fixture of its own as well."""
    pytester.makepyfile(
        """
        import pytest
        from xos_cli import Switch

        @pytest.fixture
        def mine():
            return Switch("bd8810")

        def test_fails(xos_console, mine):
            xos_console.run("create vlan sales")
            mine.console("B").run("show node")
            assert "shop" in xos_console.run("show vlan")

        def test_refused(xos_console):
            xos_console.run("show vlanx")

        def test_passes(xos_console):
            xos_console.run("create vlan quiet")
        """
    )
    result = run(pytester)
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(
        ["*xos-cli, console of MSM-A*", "BD-10808.1 # create vlan sales", "* BD-10808.3 # ", "*console of MSM-B*"]
    )
    result.stdout.fnmatch_lines(["*CommandRefused: show vlanx: %% Invalid input detected at '^' marker."])
    result.stdout.no_fnmatch_line("*quiet*")


def test_server(pytester: pytest.Pytester) -> None:
    """A switch on ports of its own, which can be looked at and pulled about meanwhile; the speed is a marker."""
    pytest.importorskip("asyncssh", reason="asyncssh, for SSH, is not installed")
    pytester.makepyfile(
        """
        import asyncio
        import socket
        import pytest

        @pytest.mark.xos_speed(50)
        def test_telnet(xos_server):
            with socket.create_connection((xos_server.host, xos_server.telnet_port), timeout=5) as line:
                seen = b""
                dialogue = [(b"login: ", b"admin"), (b"password: ", b""), (b"# ", b"create vlan net"), (b"* ", b"")]
                for wanted, typed in dialogue:
                    while wanted not in seen:
                        seen += line.recv(4096)
                    seen = b""
                    line.sendall(typed + b"\\r\\n")
            assert xos_server.call(lambda switch: switch.unsaved)
            xos_server.call(lambda switch: switch.remove("MSM-A"))
            assert xos_server.call(lambda switch: switch.nodes["MSM-A"].state) == "EMPTY"
            with pytest.raises(ZeroDivisionError):
                xos_server.call(lambda switch: 1 / 0)

        def test_no_ssh(xos_server):
            with pytest.raises(Exception, match="lets no SSH in"):
                xos_server.ssh_port

        @pytest.mark.xos_ssh_module(True)
        def test_ssh(xos_server):
            import asyncssh

            async def ask():
                where = dict(port=xos_server.ssh_port, username=xos_server.username, password=xos_server.password)
                async with asyncssh.connect(xos_server.host, known_hosts=None, **where) as connection:
                    return (await connection.run("show node")).stdout

            assert "MSM-B  BACKUP" in asyncio.run(ask())
            assert list(xos_server.console_ports) == ["MSM-A", "MSM-B"]
        """
    )
    run(pytester).assert_outcomes(passed=3)


def test_transcripts_are_tests(pytester: pytest.Pytester) -> None:
    """Each file is one; what differs is shown as a unified diff, and rewritten on demand."""
    good = pytester.path / "good.xos-session"
    bad = pytester.path / "bad.xos-session"
    good.write_text(SESSION)
    bad.write_text(SESSION.replace("BD-10808.2 # show node", "BD-10808.2 # show vlan sales"))
    (pytester.path / "none.xos-session").write_text("nothing typed\n")
    result = run(pytester, "-v")
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(["*good.xos-session::good PASSED*"])
    result.stdout.fnmatch_lines(["--- *bad.xos-session", "-Node   State      Priority  SwHealth HwHealth"])
    result.stdout.fnmatch_lines(["*no transcript: there is no prompt*"])
    run(pytester, "--xos-update", "bad.xos-session").assert_outcomes(passed=1)
    run(pytester, "bad.xos-session").assert_outcomes(passed=1)
    assert good.read_text() == SESSION


def test_costs_nothing_where_it_is_not_used(pytester: pytest.Pytester) -> None:
    """A pytest with the plugin and no switch loads nothing of it."""
    pytester.makepyfile(
        """
        import sys

        def test_other():
            assert [name for name in sys.modules if name.startswith("xos_cli.")] == ["xos_cli.testing"]
        """
    )
    run(pytester).assert_outcomes(passed=1)
