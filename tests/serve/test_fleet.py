"""Which switches, on which ports."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xos_cli.errors import XosError
from xos_cli.processes import PROCESSES
from xos_cli.processes.telnetd.facts import ssh_port
from xos_cli.serve.fleet import plans

FLEET = """
[switch.core-1]
sysname = "core-1"
script = "core.xsf"
telnet = 2301
console-b = 0
[switch.edge]
chassis = "summit-x450-24t"
ssh = 0
ssh-module = true
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


def test_the_ssh_module(options: Callable[..., Any], tmp_path: Path) -> None:
    """`--ssh-module` installs it and enables SSH, also in a flash that is used; without it SSH is closed."""
    [plan] = plans(options(ssh=0, flash=tmp_path))
    machine = plan.build(None)
    assert [ssh_port(node) for node in machine.nodes.values()] == [0, 0]
    machine.nodes["MSM-A"].config.save("primary.cfg", "admin")
    [plan] = plans(options(ssh=0, flash=tmp_path, ssh_module=True))
    assert plan.ssh_module
    machine = plan.build(None)
    assert [ssh_port(node) for node in machine.nodes.values()] == [22, 22]
    assert not machine.nodes["MSM-A"].config.unsaved
    [plan] = plans(options(ssh=0, flash=tmp_path))
    assert ssh_port(plan.build(None).nodes["MSM-A"]) == 22  # what was installed and saved stays


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
    core, edge = plans(options(network=tmp_path / "fleet.toml"))
    assert (core.name, core.ports, core.eager) == ("core-1", {"telnet": 2301, "console-b": 0}, True)
    assert (edge.name, edge.ports, edge.eager) == ("edge", {"ssh": 0}, False)
    assert [plan.ssh_module for plan in (core, edge)] == [False, True]
    assert [ssh_port(node) for node in edge.build(None).nodes.values()] == [22]
    machine = core.build(None)
    master = machine.master
    assert master is not None
    assert not master.config.dirty
    assert master.flash.nvram.config_selected == "primary.cfg"
    assert b"core-1" in master.flash.read("primary.cfg")
    assert not any(node.sessions for node in machine.nodes.values())
    assert edge.build(None).chassis.msms[0].name == "Switch"


def test_a_script_is_for_a_new_flash(options: Callable[..., Any], tmp_path: Path) -> None:
    """What was saved since is what the switch comes up with."""
    (tmp_path / "fleet.toml").write_text('[switch.core]\nsysname = "first9"\nflash = "flash"\ntelnet = 0\n')
    [plan] = plans(options(network=tmp_path / "fleet.toml"))
    plan.build(None)
    (tmp_path / "fleet.toml").write_text('[switch.core]\nsysname = "second9"\nflash = "flash"\ntelnet = 0\n')
    [plan] = plans(options(network=tmp_path / "fleet.toml"))
    master = plan.build(None).master
    assert master is not None
    assert b"first9" in master.flash.read("primary.cfg")
    assert b"second9" not in master.flash.read("primary.cfg")


def test_a_script_that_is_refused(options: Callable[..., Any], tmp_path: Path) -> None:
    """Where, and why."""
    (tmp_path / "fleet.toml").write_text('[switch.core]\nscript = "core.xsf"\ntelnet = 0\n')
    (tmp_path / "core.xsf").write_text("create vlan blue\nfoo\n")
    [plan] = plans(options(network=tmp_path / "fleet.toml"))
    with pytest.raises(XosError, match=r"core.xsf:2: foo: %% Invalid input detected at '\^' marker.$"):
        plan.build(None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no switch in it"),
        ("[a]\ntelnet = 3", r"this is an old fleet file: write \[switch.NAME\] instead of \[NAME\]"),
        ("[switch.s]\ntelnet = 1" + "0" * 5000, "nested so deeply, or have such a number"),
        ("x = " + "[" * 20_000, "nested so deeply, or have such a number"),
        ("".join(f"[switch.s{number}]\ntelnet = 0\n" for number in range(10_001)), "more than 10,000 switches"),
        ("[switch.s]\ntelnet = 70000", "switch.s: telnet: expected a port from 0 to 65535"),
        ("[switch.s]\nsysname = 'x'\n[switch.t]\ntelnet = 0", "switch.s: no port to serve it on"),
        ("[switch.s]\nflash='x'\ntelnet=0\n[switch.t]\nflash='./x'\ntelnet=0", "t: .*x is the flash of s"),
        ("[switch.s]\nchassis = 'no-such'\ntelnet = 0", "no-such: neither a chassis file"),
        ("[switch.s]\nchassis = 'summit-x450-24t'\nconsole-b = 0", "switch.s: summit-x450-24t has no MSM-B"),
    ],
)
def test_what_is_wrong_with_a_file(options: Callable[..., Any], tmp_path: Path, text: str, message: str) -> None:
    """The file, the switch and the key."""
    (tmp_path / "fleet.toml").write_text(text)
    with pytest.raises(XosError, match=message):
        plans(options(network=tmp_path / "fleet.toml"))


def test_cabled_switches_are_made_together(options: Callable[..., Any]) -> None:
    """They share a clock and a lab; without ports in the file each is served on a free one."""
    core, edge = plans(options(network="two-switches"))
    assert (core.ports, core.eager, core.group is edge.group) == ({"telnet": 0}, True, True)
    assert core.build(None).clock is edge.build(None).clock


def test_the_example_comes_with_the_program(options: Callable[..., Any]) -> None:
    """By its name."""
    found = plans(options(network="fleet"))
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
