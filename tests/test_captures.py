"""The configuration of a real switch: typed, loaded, saved, and printed back to the byte."""

from collections.abc import Callable
from typing import Any

import pytest
from conftest import Typist

from xos_cli.processes import PROCESSES
from xos_cli.program.resources import read_chassis
from xos_cli.program.switch_on import START, moment
from xos_cli.switch.flash import MemoryStorage
from xos_cli.switch.machine import Machine

FOLDER = "summit-x450-11.2.3.3/"
X450 = "summit-x450-24t"
Read = Callable[[str], str]


def captured(capture: Read) -> str:
    """What the real switch printed for `show configuration`, without the command and the prompt behind it."""
    text = capture(FOLDER + "show-configuration.txt")
    return text[text.index("\n") + 1 : text.rindex("SummitX450-24t.5 # ")]


def printed(typist: Typist) -> str:
    """The same of the emulator, at its console."""
    out = typist.type("show configuration")
    return out[out.index("show configuration\n") + len("show configuration\n") :]


def loaded(data: bytes, chassis: str = X450) -> Typist:
    """A switch that booted from this file; logged in without asking, for the file has passwords of its own."""
    storage = MemoryStorage()
    storage.write("primary.cfg", data, 0.0)
    storage.write(".nvram", b'{"config_selected": "primary.cfg"}', 0.0)
    machine = Machine(read_chassis(chassis), PROCESSES, moment(START), lambda name: storage)
    machine.power_on()
    machine.settle()
    return Typist(machine)


@pytest.fixture
def open_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every password is right: those of the capture are not known."""
    monkeypatch.setattr("xos_cli.processes.aaa.facts.matches", lambda encrypted, password: True)


def test_typed_it_prints_back(switch: Any, capture: Read) -> None:
    """The captured lines, banners and all, are accepted without a refusal and print back byte for byte."""
    typist = switch(X450)
    typist.run(*captured(capture).splitlines())
    assert printed(typist) == captured(capture)


def test_saved_and_rebooted_it_prints_back(switch: Any, capture: Read, open_door: None) -> None:
    """So they do after a save and a reboot."""
    typist = switch(X450)
    typist.run(*captured(capture).splitlines(), "save", "y", "reboot", "y", ":wait booted")
    assert printed(typist) == captured(capture)


def test_file_prints_as_the_real_switch(capture: Read, open_door: None) -> None:
    """The captured primary.cfg, in the flash and booted, gives the captured `show configuration`."""
    typist = loaded(capture(FOLDER + "primary.cfg").encode())
    assert printed(typist) == captured(capture)


def test_file_is_saved_without_a_loss(capture: Read, open_door: None) -> None:
    """Every element and field of the captured file is in the file that is saved, whether it is known or not."""
    text = capture(FOLDER + "primary.cfg")
    typist = loaded(text.encode())
    typist.type("configure snmp sysLocation here", "save", "y")
    node = next(iter(typist.machine.nodes.values()))
    saved = node.flash.read("primary.cfg").decode()
    lines = [line for line in text.splitlines()[3:] if line and "dm_system" not in line]
    assert [line for line in lines if line not in saved.splitlines()] == []


def test_on_a_chassis_it_stays_over_failovers(switch: Any, capture: Read, open_door: None) -> None:
    """On a chassis, what applies of the lines stays to the byte: over two failovers, a save and a reboot."""
    typist = switch("bd10808")
    typist.type(*captured(capture).splitlines())
    before = printed(typist)
    typist.type("run msm-failover", "y", ":console msm-b", ":wait in-sync")
    assert printed(typist) == before
    typist.type("run msm-failover", "y", ":wait in-sync", ":console msm-a", "save", "y", "reboot", "n", ":wait in-sync")
    assert printed(typist) == before


def test_factory_has_the_thirty_modules(switch: Any, capture: Read) -> None:
    """A new switch prints the capture's modules in the capture's order, and its lines but for that switch's own."""
    fresh = printed(switch(X450))
    modules = [line for line in captured(capture).splitlines() if line.startswith("# Module")]
    assert [line for line in fresh.splitlines() if line.startswith("# Module")] == modules
    own = ("10.100.26", "192.168.5.1", "encrypted", "community", "vlan Default", '"Default"', "engine-id", " hex ")
    missing = [
        line
        for line in captured(capture).splitlines()
        if line not in fresh.splitlines() and not any(word in line for word in own)
    ]
    assert missing == []


def test_printed_configuration_is_a_script(switch: Any) -> None:
    """A plain `show configuration` of one's own switch is a script that it accepts."""
    typist = switch("bd10808")
    typist.run("create vlan sales", "configure vlan sales tag 100", "configure vlan Default delete ports 1:1-4")
    typist.run("configure vlan sales add ports 1:1-4 untagged", "configure vlan sales ipaddress 10.1.0.1 255.255.255.0")
    before = printed(typist)
    other = switch("bd10808")
    other.run(*before.splitlines())
    assert printed(other) == before


def test_file_of_another_platform_says_so(capture: Read, open_door: None) -> None:
    """A file of another platform and version boots, says what does not apply, and is kept whole by a save."""
    text = capture(FOLDER + "primary.cfg")
    typist = loaded(text.encode(), "bd10808")
    log = typist.type("show log")
    assert "saved on platform ASPEN, this is BD10K" in log
    assert "saved by version 11.2.3.3, this is 11.3.1.3" in log
    assert 'configure snmp sysName "SummitX450-24t"' in printed(typist)
    assert "<sysName><![CDATA[SummitX450-24t]]>" in typist.machine.nodes["MSM-A"].config.text("admin").decode()


def test_own_file_says_nothing(switch: Any) -> None:
    """A file that this switch saved is loaded without a remark."""
    typist = switch("bd10808")
    typist.run("save", "y", "reboot", "y", ":wait in-sync")
    assert "Configuration file" not in typist.run("show log")
