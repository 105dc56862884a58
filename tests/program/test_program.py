"""The program: arguments, exit status, what goes where, and what it does not import."""

import io
import json
import os
import pathlib
import subprocess
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from xos_cli import __version__
from xos_cli.__main__ import main

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Done(NamedTuple):
    """How a run ended."""

    status: int
    out: str
    err: str


Program = Callable[..., Done]


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    """Run the program within this process: its arguments, and what is *typed* into standard input."""

    def run(*arguments: str, typed: str | bytes = "") -> Done:
        data = typed.encode() if isinstance(typed, str) else typed
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        try:
            status = main(arguments)
        except SystemExit as stop:
            status = int(stop.code or 0)
        return Done(status, *capsys.readouterr())

    return run


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Of a process of its own: it finds the checkout, and keeps its byte code in a place of its own."""
    cache = str(tmp_path_factory.mktemp("pycache"))
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}


def process(*arguments: str, environment: dict[str, str], typed: bytes = b"") -> Done:
    """Run Python in a process of its own."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, input=typed, capture_output=True, cwd=ROOT, env=environment, timeout=60, check=False)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


# -- exit status ------------------------------------------------------------------------------------------------------


def test_everything_accepted_is_0(program: Program) -> None:
    """The transcript on standard output, no complaint on standard error."""
    done = program("run", typed="show node\nshow slot\n")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("\nlogin: admin\n")
    assert done.out.endswith("BD-10808.3 # \n")


def test_something_refused_is_1(program: Program, tmp_path: pathlib.Path) -> None:
    """Each refused line with its file and number on standard error; the run goes on through every file."""
    one, two = tmp_path / "one.xsf", tmp_path / "two.xsf"
    one.write_text("# a remark\nshow node\nshw node\n")
    two.write_text("clear slot 77\nshow slot\n")
    done = program("run", str(one), str(two))
    assert done.status == 1
    assert done.err.splitlines()[:2] == [
        f"{one}:3: shw node: %% Invalid input detected at '^' marker.",
        f"{two}:1: clear slot 77: Error: Slot 77 is not a valid slot.",
    ]
    assert done.out.endswith("BD-10808.5 # \n")


def test_stop_ends_the_run(program: Program, tmp_path: pathlib.Path) -> None:
    """At the first refused line, the other files included."""
    one, two = tmp_path / "one.xsf", tmp_path / "two.xsf"
    one.write_text("shw node\nshow node\n")
    two.write_text("show slot\n")
    done = program("run", "--stop", str(one), str(two))
    assert done.status == 1
    assert len(done.err.splitlines()) == 1
    assert "show node" not in done.out
    assert "show slot" not in done.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("nosuch",),
        ("run", "--nosuch"),
        ("run", "--seed", "x"),
        ("run", "/nonexistent/script.xsf"),
        ("run", "--chassis", "nosuch"),
        ("run", "--start", "tomorrow"),
        ("run", "--start", "2005-02-30 00:00:00"),
        ("run", "--flash", "/dev/null/flash"),
        ("--flash", "", "run"),
        *(("--flash", "flash", command, "-") for command in ("lint", "check")),
        *(("--cold", command, "-") for command in ("lint", "check")),
        ("run", "--tftp", "/no/such/folder"),
        *(("--speed", speed, "run") for speed in ("0", "-1", "nan", "inf", "fast")),
        ("commands", "--format", "nosuch"),
    ],
)
def test_wrong_usage_is_2(program: Program, arguments: tuple[str, ...]) -> None:
    """With the reason on standard error, and nothing on standard output."""
    done = program(*arguments, typed="show node\n")
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines()[-1].startswith("xos-cli")


def test_a_process_of_its_own(environment: dict[str, str]) -> None:
    """The same as a program: transcript, complaint, status."""
    done = process("-m", "xos_cli", "run", environment=environment, typed=b"show node\nshw\n")
    assert done.status == 1
    assert done.out.endswith("BD-10808.3 # \n")
    assert done.err == "standard input:2: shw: %% Invalid input detected at '^' marker.\n"
    done = process("-m", "xos_cli", "run", "/nonexistent", environment=environment)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("xos-cli: ")
    assert "Traceback" not in done.err


def test_a_reader_that_has_enough_is_no_error(environment: dict[str, str]) -> None:
    """`xos-cli run ... | head -1`: quiet, and no traceback."""
    with subprocess.Popen(
        [sys.executable, "-m", "xos_cli", "run"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment,
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdin.write(b"show slot\n" * 1000)
        running.stdin.close()
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 141


def test_nothing_printed_is_lost(environment: dict[str, str], tmp_path: pathlib.Path) -> None:
    """What was printed before something went wrong is on standard output, buffered or not."""
    (tmp_path / "differs.txt").write_text("BD-10808.1 # show node\nnothing\n")
    (tmp_path / "empty.txt").touch()
    environment = {name: value for name, value in environment.items() if name != "PYTHONUNBUFFERED"}
    files = [str(tmp_path / name) for name in ("differs.txt", "empty.txt")]
    done = process("-m", "xos_cli", "check", *files, environment=environment)
    assert done.status == 2
    assert "-nothing\n" in done.out


def test_an_encoding_that_lacks_a_letter(environment: dict[str, str]) -> None:
    """It is printed as its escape, and the script goes on."""
    environment = {**environment, "PYTHONIOENCODING": "ascii"}
    done = process("-m", "xos_cli", "run", environment=environment, typed="create vlan café\nshow node\n".encode())
    assert done.status == 1
    assert "create vlan caf\\xe9\n" in done.out
    assert "MSM-B  BACKUP" in done.out


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(environment: dict[str, str], closed: str) -> None:
    """A stream that is closed is an empty one."""
    command = f"printf 'show node\\nfoo\\n' | {{ exec {closed}; {sys.executable} -m xos_cli run; }}"
    done = subprocess.run(
        ["bash", "-c", command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == (0 if "<" in closed else 1)
    assert "Traceback" not in done.stderr


# -- input ------------------------------------------------------------------------------------------------------------


def test_standard_input_can_be_named(program: Program) -> None:
    """``-`` is standard input."""
    assert program("run", "-", typed="show node\n") == program("run", typed="show node\n")
    assert program("run", "-", typed="shw\n").err.startswith("standard input:1: shw: ")


@pytest.mark.parametrize(
    "typed", [b"show node\r\nshow slot\r\n", b"\xef\xbb\xbfshow node\nshow slot", b"show node\nshow slot\n\n"]
)
def test_any_line_end_will_do(program: Program, typed: bytes) -> None:
    """Of whatever system the script is from."""
    assert program("run", typed=typed) == program("run", typed="show node\nshow slot\n")


def test_scripts_may_be_latin_1(program: Program) -> None:
    """A byte that is no UTF-8 is a character of the time when scripts were Latin-1, not the end of the program."""
    done = program("run", typed=b"configure snmp sysContact M\xfcller\nshow switch\n")
    assert done.status == 0
    assert "\nSysContact:       Müller\n" in done.out


def test_an_empty_script_is_no_error(program: Program) -> None:
    """Nothing is refused."""
    assert program("run")[::2] == (0, "")


# -- options ----------------------------------------------------------------------------------------------------------


def test_help_is_for_newcomers(program: Program) -> None:
    """It says what the program is, its uses, and the options of the switch with their defaults."""
    out = program("--help").out
    for text in ("ExtremeWare XOS", "xos-cli run", "xos-cli commands", "--chassis", "--flash", "--start", "--seed"):
        assert text in out
    assert "default: bd10808" in out
    assert ":help" in out
    assert "--stop" in program("run", "--help").out


def test_version(program: Program) -> None:
    """One line."""
    assert program("--version") == (0, f"xos-cli {__version__}\n", "")


def test_options_hold_before_and_behind_the_subcommand(program: Program) -> None:
    """And mean the same."""
    options = ("--chassis", "summit-x450-24t", "--start", "2008-01-19 07:11:45")
    before = program(*options, "run", typed="show switch\n")
    assert before == program("run", *options, typed="show switch\n")
    assert "\nSysName:          SummitX450-24t\n" in before.out
    assert "\nCurrent Time:     Sat Jan 19 07:11:45 2008\n" in before.out


def test_the_same_run_gives_the_same_bytes(program: Program) -> None:
    """Same start, same script, same seed; another seed, another switch."""
    script = "show log\nrun msm-failover\ny\n:console msm-b\nshow log\nshow process\n"
    assert program("run", typed=script) == program("run", typed=script)
    assert program("run", typed=script) != program("run", "--seed", "7", typed=script)


def test_cold_shows_the_boot(program: Program) -> None:
    """From the bootloader to the login."""
    out = program("run", "--cold", typed="show node\n").out
    assert out.startswith("\n\nPress and hold the <spacebar> to enter the bootstrap.\n")
    assert "BD-10808.1 # show node\n" in out


def test_the_flash_is_kept_between_runs(program: Program, tmp_path: pathlib.Path) -> None:
    """Each MSM's in a folder of its own; what was saved is what the next run boots with."""
    program("run", "--flash", str(tmp_path), typed="configure snmp sysName kept\nsave\ny\n")
    done = program("run", "--flash", str(tmp_path), typed="show switch\n")
    assert "kept.1 # show switch\n" in done.out
    assert (tmp_path / "MSM-A/primary.cfg").read_bytes() == (tmp_path / "MSM-B/primary.cfg").read_bytes()


def test_the_flash_is_kept_after_a_snapshot_was_restored(program: Program, tmp_path: pathlib.Path) -> None:
    """What is saved after `:restore` is in the folder, and what the snapshot did not have is gone from it."""
    script = (
        "create vlan one\nsave\ny\n:snapshot s\ncreate vlan two\nsave\ny\nsave configuration secondary\ny\nn\n"
        ":restore s\ncreate vlan three\nsave\ny\n"
    )
    assert program("run", "--flash", str(tmp_path), typed=script).status == 0
    assert sorted(os.listdir(tmp_path / "MSM-B")) == [".nvram", "primary.cfg"]
    out = program("run", "--flash", str(tmp_path), typed="show configuration vlan\n").out
    assert [name for name in ("one", "two", "three") if f'create vlan "{name}"' in out] == ["one", "three"]


def test_a_damaged_file_is_told_of_without_the_boot(program: Program, tmp_path: pathlib.Path) -> None:
    """Whoever sits down at a switch that is up still sees that its saved configuration was not loaded."""
    program("run", "--flash", str(tmp_path), typed="save\ny\n")
    (tmp_path / "MSM-A/primary.cfg").write_bytes(b"<xos")
    done = program("run", "--flash", str(tmp_path), typed="show node\n")
    assert done.out.startswith(
        "\nError: Configuration file primary.cfg cannot be loaded: it is cut short.\n"
        "The switch comes up with factory default configuration; the file is kept.\n\nlogin: admin\n"
    )
    assert (tmp_path / "MSM-B/primary.cfg").stat().st_size > 1000


# -- listing ----------------------------------------------------------------------------------------------------------


def test_commands_lists_the_grammar(program: Program) -> None:
    """Every command, its process, how real it is, and the evidence: for people, for pages, for programs."""
    listed = json.loads(program("commands", "--format", "json").out)
    by_command = {row["command"]: row for row in listed["commands"]}
    assert by_command["show checkpoint-data {<process>}"]["process"] == "devmgr"
    assert by_command["delete vlan <vlan_name>"]["how"] == "acts"
    assert by_command["delete vlan <vlan_name>"]["evidence"]
    assert {row["how"] for row in by_command.values()} <= {"acts", "kept", "recorded", "not measured"}
    assert sum(listed["counts"].values()) == len(listed["commands"])
    assert "run msm-failover" in program("commands").out
    assert program("commands", "--format", "markdown").out.splitlines()[2].startswith("| command")


# -- imports ----------------------------------------------------------------------------------------------------------


def test_a_script_imports_no_terminal(environment: dict[str, str]) -> None:
    """Neither rich nor prompt_toolkit, which a script has no use for and which take as long as all the rest."""
    code = (
        "import sys\n"
        "from xos_cli.__main__ import main\n"
        "main(['run'])\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    done = process("-c", code, environment=environment, typed=b"show node\nconfigure snmp sysName x\n")
    modules = done.err.splitlines()[-1]
    assert "'pyparsing'" in modules
    for name in ("rich", "prompt_toolkit", "passlib", "asyncio"):
        assert f"'{name}'" not in modules, name
