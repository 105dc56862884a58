"""The program's arguments: what is suggested, and what is made from the same texts."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from xos_cli.__main__ import SUBCOMMANDS, main
from xos_cli.lab.network_help import NETWORK_COMMANDS
from xos_cli.program import arguments
from xos_cli.program.completion import subcommands
from xos_cli.program.resources import chassis_names

Out = Callable[..., str]
TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def out(capsys: pytest.CaptureFixture[str]) -> Out:
    """What the program prints, which must end well."""

    def run(*words: str) -> str:
        assert main(words) == 0
        return capsys.readouterr().out

    return run


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The last line of what the program says of arguments that it does not take."""
    with pytest.raises(SystemExit, match="2"):
        main(words)
    return capsys.readouterr().err.splitlines()[-1]


def test_a_file_in_the_place_of_a_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`xos-cli script.xsf` is told what would type it."""
    script = tmp_path / "script.xsf"
    script.write_text("show vlan\n")
    assert refused(capsys, str(script)) == (
        f"xos-cli: {script} is a file: `xos-cli run {script}` types it at the console"
    )


def test_a_mistyped_command(capsys: pytest.CaptureFixture[str]) -> None:
    """The one that it resembles is named, or all there are."""
    assert refused(capsys, "chek") == "xos-cli: there is no command chek; did you mean check?"
    assert "there is no command qqq (there is run, lint," in refused(capsys, "qqq")


def test_every_subcommand_is_carried_out_by_something() -> None:
    """And everything that can be carried out is a subcommand."""
    assert set(arguments.SUBCOMMANDS) == set(SUBCOMMANDS) - {None}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_word(out: Out, shell: str) -> None:
    """Each subcommand, each option, each word of a choice."""
    script = out("completion", shell)
    for one in subcommands():
        for option in one.options:
            assert all(name.lstrip("-") in script for name in option.names)
            assert all(choice in script for choice in option.choices)
        assert one.name in script


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["ser"], ["serve"]),
        (["lint", "--for"], ["--format"]),
        (["lint", "--format", "s"], ["sarif"]),
        (["completion", ""], ["-h", "--help", "bash", "zsh", "fish"]),
        (["--chassis", "README"], ["README.md"]),
        (["run", "--flash", "gram"], ["grammar"]),
    ],
)
def test_completion_in_bash(out: Out, words: list[str], found: list[str]) -> None:
    """What Tab would offer: subcommands, options, values, files and folders."""
    if not shutil.which("bash"):
        pytest.skip("bash is not installed")
    line = " ".join(f"'{word}'" for word in ["xos-cli", *words])
    ask = f'COMP_WORDS=({line}); COMP_CWORD={len(words)}; _xos_cli; printf "%s\\n" "${{COMPREPLY[@]}}"'
    done = subprocess.run(
        ["bash", "-c", out("completion", "bash") + ask], capture_output=True, text=True, check=True, cwd=TOP
    )
    assert done.stdout.split() == found


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_scripts_are_well_formed(out: Out, shell: str) -> None:
    """The shell itself reads the script, where it is installed."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    subprocess.run([shell, "-n", "/dev/stdin"], input=out("completion", shell), text=True, check=True)


def test_man_page(out: Out) -> None:
    """It has the program's own texts: every subcommand, every option with its help, every lab command."""
    page = out("man").replace("\\-", "-")
    assert page.startswith('.TH XOS-CLI 1 "" "xos-cli ')
    for one in subcommands():
        assert one.name in page
        assert all(option.help in page for option in one.options)
    assert all(f".B {command.usage}\n" in page for command in NETWORK_COMMANDS.values())


def test_man_page_can_be_read(out: Out) -> None:
    """groff has nothing to complain about."""
    if not shutil.which("groff"):
        pytest.skip("groff is not installed")
    done = subprocess.run(
        ["groff", "-man", "-Tascii", "-ww"], input=out("man"), capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert "xos-cli - an emulator" in " ".join(done.stdout.split()).replace("\b", "")


def test_samples(out: Out, capsys: pytest.CaptureFixture[str]) -> None:
    """What comes with the package is listed, and printed as it is; another name is refused with those there are."""
    listed = out("chassis").splitlines()
    assert [line.split()[0] for line in listed] == chassis_names()
    assert out("chassis", "show", "bd8806") == (TOP / "configs" / "bd8806.toml").read_text()
    assert "failover-drill   Practise a failover" in out("scripts", "list")
    assert out("scripts", "show", "upgrade") == (TOP / "configs" / "scripts" / "upgrade.xsf").read_text()
    capsys.readouterr()
    assert main(["scripts", "show", "nosuch"]) == 2
    assert capsys.readouterr().err.startswith("xos-cli: nosuch: no script that comes with the program (there is f")
    assert main(["chassis", "show"]) == 2
