"""Which switches, on which ports."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xos_cli.errors import XosError
from xos_cli.processes import PROCESSES
from xos_cli.serve.fleet import plans

FLEET = """
[core-1]
sysname = "core-1"
script = "core.xsf"
telnet = 2301
console-b = 0
[edge]
chassis = "summit-x450-24t"
ssh = 0
"""


def test_one_switch(options: Callable[..., Any]) -> None:
    """The ports as they were asked for; without any, telnet on a free one."""
    [plan] = plans(options(telnet=2323, console_a=0))
    assert (plan.name, plan.ports, plan.speed, plan.eager) == (
        "switch-1",
        {"telnet": 2323, "console-a": 0},
        20.0,
        False,
    )
    assert plans(options())[0].ports == {"telnet": 0}


def test_so_many_on_consecutive_ports(options: Callable[..., Any], tmp_path: Path) -> None:
    """Each with a flash of its own; free ports stay free ones."""
    found = plans(options(count=3, telnet=2301, ssh=0, flash=tmp_path))
    assert [plan.ports for plan in found] == [{"telnet": port, "ssh": 0} for port in (2301, 2302, 2303)]
    for plan in found:
        plan.build(None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["switch-1", "switch-2", "switch-3"]


def test_switches_differ(options: Callable[..., Any]) -> None:
    """They boot at times of their own."""
    one, other = (plan.build(None) for plan in plans(options(count=2)))
    assert one.seed != other.seed
    assert one.in_sync
    assert other.in_sync


def test_ports_run_out(options: Callable[..., Any]) -> None:
    """There are 65535."""
    with pytest.raises(XosError, match=r"^--count 2: there is no port 65536$"):
        plans(options(count=2, telnet=65535))


def test_a_stand_alone_switch_has_one_console(options: Callable[..., Any]) -> None:
    """And no MSM-B."""
    plans(options(chassis="summit-x450-24t", console_a=0))
    with pytest.raises(XosError, match=r"^switch-1: summit-x450-24t has no MSM-B"):
        plans(options(chassis="summit-x450-24t", console_b=0))


def test_a_fleet_file(options: Callable[..., Any], tmp_path: Path) -> None:
    """A table per switch; the script is typed and saved, beside the file."""
    (tmp_path / "fleet.toml").write_text(FLEET)
    (tmp_path / "core.xsf").write_text("create vlan blue\nconfigure vlan blue tag 12\n")
    core, edge = plans(options(fleet=tmp_path / "fleet.toml"))
    assert (core.name, core.ports, core.eager) == ("core-1", {"telnet": 2301, "console-b": 0}, True)
    assert (edge.name, edge.ports, edge.eager) == ("edge", {"ssh": 0}, False)
    machine = core.build(None)
    master = machine.master
    assert master is not None
    assert not master.config.dirty
    assert master.flash.nvram.config_selected == "primary.cfg"
    assert b"core-1" in master.flash.read("primary.cfg")
    assert not any(node.console.watchers or node.sessions for node in machine.nodes.values())
    assert edge.build(None).chassis.msms[0].name == "Switch"


def test_a_script_is_for_a_new_flash(options: Callable[..., Any], tmp_path: Path) -> None:
    """What was saved since is what the switch comes up with."""
    (tmp_path / "fleet.toml").write_text('[core]\nsysname = "first9"\nflash = "flash"\ntelnet = 0\n')
    [plan] = plans(options(fleet=tmp_path / "fleet.toml"))
    plan.build(None)
    (tmp_path / "fleet.toml").write_text('[core]\nsysname = "second9"\nflash = "flash"\ntelnet = 0\n')
    [plan] = plans(options(fleet=tmp_path / "fleet.toml"))
    master = plan.build(None).master
    assert master is not None
    assert b"first9" in master.flash.read("primary.cfg")
    assert b"second9" not in master.flash.read("primary.cfg")


def test_a_script_that_is_refused(options: Callable[..., Any], tmp_path: Path) -> None:
    """Where, and why."""
    (tmp_path / "fleet.toml").write_text('[core]\nscript = "core.xsf"\ntelnet = 0\n')
    (tmp_path / "core.xsf").write_text("create vlan blue\nfoo\n")
    [plan] = plans(options(fleet=tmp_path / "fleet.toml"))
    with pytest.raises(XosError, match=r"core.xsf:2: foo: %% Invalid input detected at '\^' marker.$"):
        plan.build(None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no switch in it"),
        ("telnet = 3", "telnet: not the table of a switch"),
        ("[a]\nfoo = 1", "a: there is no 'foo'"),
        ("[a]\ntelnet = 0x1" + "0" * 5000, "a: telnet: that is no port"),
        ("[a]\ntelnet = 1" + "0" * 5000, "nested so deeply, or have such a number"),
        ("x = " + "[" * 20_000, "nested so deeply, or have such a number"),
        ("['a\\nb']\ntelnet = 0".replace("'", '"'), "is no name of a switch"),
        ("".join(f"[s{number}]\ntelnet = 0\n" for number in range(10_001)), "more than 10,000 switches"),
        ("[a]\ntelnet = 'x'", "a: telnet must be a number"),
        ("[a]\ntelnet = true", "a: telnet must be a number"),
        ("[a]\ntelnet = 70000", "a: telnet: 70000 is no port"),
        ("[a]\nsysname = 3", "a: sysname must be text"),
        ("[a]\nsysname = 'x'", "a: no port to serve it on"),
        ("[a", "Expected"),
        ("[a]\nflash='x'\ntelnet=0\n[b]\nflash='./x'\ntelnet=0", "b: .*x is the flash of a"),
        ("[a]\nflash='x'\ntelnet=0\n[b]\nflash='x/MSM-A'\ntelnet=0", "b: .*x/MSM-A is the flash of a"),
        ("[a]\nchassis = 'no-such'\ntelnet = 0", "no-such: neither a chassis file"),
    ],
)
def test_what_is_wrong_with_a_fleet_file(options: Callable[..., Any], tmp_path: Path, text: str, message: str) -> None:
    """The file, the switch and the key."""
    (tmp_path / "fleet.toml").write_text(text)
    with pytest.raises(XosError, match=message):
        plans(options(fleet=tmp_path / "fleet.toml"))


def test_the_example_comes_with_the_program(options: Callable[..., Any]) -> None:
    """By its name."""
    found = plans(options(fleet="example"))
    assert [plan.name for plan in found] == ["core-1", "core-2", "edge-1"]
    for plan in found:
        plan.build(None)


@pytest.mark.parametrize(("option", "message"), [("start", "not a date"), ("tftp", "no such folder")])
def test_what_is_wrong_with_the_options(options: Callable[..., Any], option: str, message: str) -> None:
    """It is said before anybody can connect, though the switch is made only then."""
    with pytest.raises(XosError, match=message):
        plans(options(**{option: "/no/such"}))


def test_too_many_switches(options: Callable[..., Any]) -> None:
    """They are refused at once: a host has 65535 ports."""
    with pytest.raises(XosError, match="--count 70000: a host has no more than 65535 ports"):
        plans(options(count=70_000))


def test_a_password_for_admin(options: Callable[..., Any], tmp_path: Path) -> None:
    """It is given to a switch whose admin has none, saved there, and left alone where there is one."""
    file = tmp_path / "password"
    file.write_text("s3cret\n")
    for secret, flash in (("s3cret", "one"), ("other", "one")):
        file.write_text(f"{secret}\n")
        [plan] = plans(options(admin_password_file=file, flash=tmp_path / flash))
        master = plan.build(None).master
        assert master is not None
        accounts = PROCESSES.modules["aaa"]
        assert accounts.authenticate(master, "admin", "s3cret")
        assert not accounts.authenticate(master, "admin", "")
        assert master.flash.nvram.config_selected == "primary.cfg"


@pytest.mark.parametrize("text", ["", "\n", "x" * 33, "a\x07b", "a\x00b", "a b?"])
def test_no_password(options: Callable[..., Any], tmp_path: Path, text: str) -> None:
    """A file without a usable password is refused, and its content is not printed."""
    (tmp_path / "password").write_text(text)
    with pytest.raises(XosError) as caught:
        plans(options(admin_password_file=tmp_path / "password"))[0].build(None)
    assert text.strip() == "" or text not in str(caught.value)
