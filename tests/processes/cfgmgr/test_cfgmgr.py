"""The configuration manager: `save` and its questions, which file, `unconfigure switch`, `show configuration`."""

import pathlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Typist

from xos_cli.processes import PROCESSES
from xos_cli.processes.aaa.rows import Account
from xos_cli.program.flash_folder import FolderStorage
from xos_cli.program.resources import read_chassis
from xos_cli.program.switch_on import START, moment
from xos_cli.switch.machine import Machine
from xos_cli.switch.saved.savedfile import read
from xos_cli.switch.tables import Scope, info

NO_DATABASE = """\
BD-10808.1 # save
No default configuration database has been selected to boot up the system.
Save configuration will set the new configuration as the default database.

Do you want to save configuration to primary.cfg? (y/n) """
SAVED = """\
Saving configuration on primary MSM ...... done!
Synchronizing configuration to backup MSM .. done!
Configuration saved to {0} successfully.
"""
OVERWRITE = """\
The configuration file {0} already exists.
Do you want to save configuration to {0} and overwrite it? (y/n) """
OTHER = """
The current selected default configuration database to boot up the system
({0}) is different than the one just saved ({1}).
Do you want to make {1} the default database? (y/n) """
CANCELLED = "Save configuration cancelled.\n"


def files(console: Any) -> list[dict[str, bytes]]:
    """What is in each flash, by name."""
    return [{name: node.flash.read(name) for name in node.flash.names()} for node in console.machine.nodes.values()]


def selected(console: Any) -> list[str]:
    """The selected file of each MSM."""
    return [node.flash.nvram.config_selected for node in console.machine.nodes.values()]


def screen(out: str) -> str:
    """What came after the banner."""
    return out.partition("Remember to save your configuration changes.\n\n")[2] or out


# -- save -------------------------------------------------------------------------------------------------------------


def test_the_first_save(console: Any) -> None:
    """The whole dialogue, and both flashes equal to the byte.  evidence: later captures 15.4 to 30.2, 16.2"""
    out = console.say("save", "y")
    assert screen(out) == NO_DATABASE + "Yes\n" + SAVED.format("primary.cfg")
    assert files(console)[0] == files(console)[1]
    assert selected(console) == ["primary.cfg", "primary.cfg"]
    assert console.lab.session.prompt == "BD-10808.2 # "


@pytest.mark.parametrize("answer", ["n", "", "q"])
def test_a_first_save_can_be_declined(console: Any, answer: str) -> None:
    """Nothing is written or selected."""
    out = console.press("save", answer)
    assert screen(out) == NO_DATABASE + "No\n" + CANCELLED
    assert (files(console), selected(console)) == ([{}, {}], ["", ""])


def test_save_again_asks_before_it_overwrites(console: Any) -> None:
    """No keeps the old file and the star, yes replaces it."""
    console.say("save", "y", "configure snmp sysContact new")
    before = files(console)
    out = console.say("save", "n")
    assert out == "* BD-10808.3 # save\n" + OVERWRITE.format("primary.cfg") + "No\n" + CANCELLED
    assert (files(console), console.lab.session.prompt) == (before, "* BD-10808.4 # ")
    out = console.say("save configuration", "y")
    assert out.endswith(OVERWRITE.format("primary.cfg") + "Yes\n" + SAVED.format("primary.cfg"))
    assert b"<![CDATA[new]]>" in files(console)[1]["primary.cfg"]
    assert console.lab.session.prompt == "BD-10808.5 # "


@pytest.mark.parametrize(("answer", "echo", "chosen"), [("y", "Yes", "test.cfg"), ("n", "No", "primary.cfg")])
def test_save_to_another_file_asks_which_to_boot(console: Any, answer: str, echo: str, chosen: str) -> None:
    """The second question decides the file of the next boot, and with it whether anything is unsaved."""
    console.say("save", "y", "configure snmp sysContact new")
    out = console.say("save configuration test", "y", answer)
    question = "Do you want to save configuration to test.cfg? (y/n) "
    assert out.endswith(f"{question}Yes\n{SAVED.format('test.cfg')}{OTHER.format('primary.cfg', 'test.cfg')}{echo}\n")
    assert selected(console) == [chosen, chosen]
    assert console.lab.session.prompt == ("BD-10808.4 # " if answer == "y" else "* BD-10808.4 # ")
    assert files(console)[0] == files(console)[1]


def test_save_to_primary_and_secondary(console: Any) -> None:
    """The keywords are the two default names; the first of them to be saved becomes the default database."""
    console.say("save configuration secondary", "y")
    assert selected(console) == ["secondary.cfg", "secondary.cfg"]
    out = console.say("save configuration primary", "y", "n")
    assert OTHER.format("secondary.cfg", "primary.cfg") in out
    assert sorted(files(console)[1]) == ["primary.cfg", "secondary.cfg"]


@pytest.mark.parametrize("name", ["../x", ".x", "a/b", "x" * 40, '"a b"', "-x", "é"])
def test_what_no_file_can_be_called_is_refused(console: Any, name: str) -> None:
    """At once, without a question, for all that make a file; nothing is selected by it."""
    console.refuse(f"save configuration {name}")
    assert (files(console), selected(console)) == ([{}, {}], ["", ""])
    console.say("save", "y")
    for command in ("cp", "mv"):
        console.refuse(f"{command} primary.cfg {name}")
    console.refuse(f"use configuration {name}")
    assert list(files(console)[0]) == ["primary.cfg"]


def test_the_star_means_unsaved(console: Any) -> None:
    """A change sets it on both consoles; what is refused, what shows and what changes nothing does not."""
    session = console.lab.session
    for line in ("show switch", "configure snmp sysName BD-10808", "configure time 11 1 2005 12 0 0"):
        console.run(line)
        assert not session.prompt.startswith("*"), line
    console.refuse("configure snmp sysName 1bad")
    assert not session.prompt.startswith("*")
    console.run("configure snmp sysName core")
    assert session.prompt.startswith("* core.")
    out = console.say(":console msm-b", "show node", "show node")
    assert "* core.2 > show node\n" in out


def test_a_save_takes_the_changes_made_meanwhile(console: Any) -> None:
    """What is written is the running configuration at the end of the save, on both MSMs the same."""
    console.say("save", "y")
    machine = console.machine
    machine.clock.visit(2.0, machine.nodes["MSM-A"].put, [])
    console.say("configure snmp sysContact late", "save", "y")
    assert files(console)[0] == files(console)[1]
    assert not machine.nodes["MSM-A"].config.dirty


def test_save_with_the_channel_cut(console: Any) -> None:
    """Only the master's flash is written, and nothing is said of the backup; after the join it has the file too."""
    out = console.say(":cut", ":wait 1", "save", "y")
    assert "Synchronizing" not in out
    assert "Configuration saved to primary.cfg successfully.\n" in out
    assert [list(flash) for flash in files(console)] == [["primary.cfg"], []]
    console.say(":join", ":wait in-sync")
    assert files(console)[0] == files(console)[1]
    assert selected(console) == ["primary.cfg", "primary.cfg"]


def test_save_on_the_backup_is_refused(console: Any) -> None:
    """evidence: later 16.x (the words)"""
    assert console.refuse(":console msm-b", "show node", "save").startswith(
        "Error: This command can only be executed on"
    )
    assert files(console) == [{}, {}]


def test_save_is_what_a_real_switch_writes(switch: Callable[..., Any], capture: Callable[[str], str]) -> None:
    """The head, the order of the modules and their versions are those of a real file."""
    console = switch("summit-x450-24t")
    console.say("save", "y")
    mine, real = (
        read(console.machine.nodes["Switch"].flash.read("primary.cfg")),
        read(capture("summit-x450-11.2.3.3/primary.cfg").encode()),
    )
    assert (mine.header.platform, mine.header.creator, mine.header.version) == ("ASPEN", "admin", "11.3.1.3")
    assert [(module.name, module.version) for module in mine.modules] == [
        (module.name, module.version) for module in real.modules
    ]


# -- power and reboots while a save runs ------------------------------------------------------------------------------


def on_folders(path: pathlib.Path) -> Typist:
    """A switch whose flashes are folders of the host."""
    machine = Machine(read_chassis("bd10808"), PROCESSES, moment(START), lambda name: FolderStorage(str(path / name)))
    machine.power_on()
    machine.settle()
    return Typist(machine)


def interrupted(console: Any, seconds: float, how: str) -> None:
    """Have the power fail, or the reset line pulled, so many seconds into a second save; and let the switch boot."""
    console.say("configure snmp sysContact old", "save", "y", "configure snmp sysContact new")
    old = files(console)[0]["primary.cfg"]
    machine = console.machine
    machine.clock.visit(seconds, machine.power_off if how == "power" else machine.backplane.reset_all)
    machine.clock.visit(seconds + 10.0, machine.power_on)
    console.type("save", "y", "show node")
    machine.settle()
    contents = {flash["primary.cfg"] for flash in files(console)}
    assert len(contents) == 1
    content = contents.pop()
    assert content == old or b"<![CDATA[new]]>" in content
    assert read(content).modules[-1].name == "vrrp"
    contact = "new" if content != old else "old"
    assert f"\nSysContact:       {contact}\n" in console.run("show switch")
    assert not machine.nodes["MSM-A"].config.dirty


@pytest.mark.parametrize("how", ["power", "reset"])
@pytest.mark.parametrize("seconds", [0.6, 1.2, 2.4, 3.4, 4.1, 5.0])
def test_a_save_that_is_interrupted_leaves_a_whole_file(switch: Callable[..., Any], seconds: float, how: str) -> None:
    """Whenever it is, each flash has the old file or the new one, whole, and the switch boots with it."""
    interrupted(switch(), seconds, how)


@pytest.mark.parametrize("seconds", [1.2, 4.1])
def test_an_interrupted_save_into_a_folder(tmp_path: pathlib.Path, seconds: float) -> None:
    """The same with the flash in folders of the host; another program then boots with what is there."""
    console = on_folders(tmp_path)
    interrupted(console, seconds, "power")
    again = on_folders(tmp_path)
    assert files(again) == files(console)
    assert sorted(path.name for path in (tmp_path / "MSM-A").iterdir()) == [".nvram", "primary.cfg"]


def test_a_failover_during_a_save(console: Any) -> None:
    """The old master's save is over; the new one has the changes, unsaved, and can save them."""
    console.say("configure snmp sysContact old", "save", "y", "configure snmp sysContact new")
    machine = console.machine
    machine.clock.visit(2.0, machine.remove, "A")
    console.type("save", "y", ":console msm-b")
    assert machine.nodes["MSM-B"].config.dirty
    assert b"<![CDATA[old]]>" in machine.nodes["MSM-B"].flash.read("primary.cfg")
    console.say("show node", "save", "y")
    assert b"<![CDATA[new]]>" in machine.nodes["MSM-B"].flash.read("primary.cfg")


# -- which file -------------------------------------------------------------------------------------------------------


def test_use_configuration(console: Any) -> None:
    """The file of the next boot, on both MSMs; without its ending too; one there is not is refused."""
    console.say("configure snmp sysContact first", "save", "y")
    console.say("configure snmp sysContact second", "save configuration test", "y", "n")
    console.say("use configuration test")
    assert selected(console) == ["test.cfg", "test.cfg"]
    out = console.say("reboot", "y", "show switch")
    assert "\nSysContact:       second\n" in out
    console.say("use configuration primary", "reboot", "y")
    assert "\nSysContact:       first\n" in console.run("show switch")
    assert console.refuse("use configuration nosuch") == "Error: Configuration file nosuch.cfg does not exist."
    assert console.refuse("use configuration secondary") == "Error: Configuration file secondary.cfg does not exist."
    assert selected(console) == ["primary.cfg", "primary.cfg"]


def test_a_damaged_file_at_boot(console: Any) -> None:
    """The console says so, the switch comes up with factory defaults, and the file is there to be looked at."""
    console.say("configure snmp sysName core", "save", "y")
    for node in console.machine.nodes.values():
        node.flash.write("primary.cfg", files(console)[0]["primary.cfg"][:2000], 0.0)
    out = console.say("reboot", "y", "show switch")
    assert "Error: Configuration file primary.cfg cannot be loaded: it is cut short.\n" in out
    assert "The switch comes up with factory default configuration; the file is kept.\n" in out
    assert "BD-10808.1 # show switch\n" in out
    assert "\nConfig Selected:  primary.cfg                  primary.cfg             \n" in out
    assert "\nConfig Booted:    Factory Default              Factory Default         \n" in out
    assert {len(flash["primary.cfg"]) for flash in files(console)} == {2000}
    assert re.search(r" 2000 \w{3} .\d .\d{4} primary.cfg\n|    2000 .* primary.cfg\n", console.run("ls"))
    assert "<Erro:cm.file.loadFail> MSM-A: Failed to load configuration file primary.cfg" in console.run("show log")


def test_a_missing_file_at_boot(console: Any) -> None:
    """Of a selected file that is not there nobody says that it is kept."""
    console.say("save", "y")
    for node in console.machine.nodes.values():
        node.flash.remove("primary.cfg")
    out = console.say("reboot", "y", "show switch")
    assert "Error: Configuration file primary.cfg cannot be loaded: no such file.\n" in out
    assert "The switch comes up with factory default configuration.\n" in out


def test_a_save_does_not_reach_an_msm_that_boots(console: Any) -> None:
    """Only a backup that runs gets the file at once; one that boots gets it when it is the backup.

    evidence: guide 11.3 p.70
    """
    console.say(":remove msm-b", ":insert msm-b", ":wait 65")
    assert console.machine.nodes["MSM-B"].state == "INIT"
    out = console.say("create vlan early", "save", "y", "cp primary spare", "y", "use configuration spare")
    assert "Synchronizing" not in out
    assert files(console)[1] == {}
    assert selected(console) == ["spare.cfg", ""]
    console.say(":wait in-sync")
    assert files(console)[0] == files(console)[1]
    assert selected(console) == ["spare.cfg", "spare.cfg"]


# -- unconfigure ------------------------------------------------------------------------------------------------------


def accounts(console: Any) -> list[str]:
    """The accounts there are on each MSM."""
    return [row.name for node in console.machine.nodes.values() for row in node.store.rows(Account)]


def hire(console: Any, name: str) -> None:
    """Make one more account."""
    node = console.machine.nodes["MSM-A"]
    node.put([node.store.rows(Account)[0]._replace(name=name)])
    console.machine.drain()


def test_unconfigure_switch_keeps_accounts_and_time(console: Any) -> None:
    """Everything else is the factory's after the reboot.  evidence: recalled"""
    hire(console, "chief")
    console.say("configure snmp sysName core", "save", "y")
    console.say("configure time 12 24 2005 18 0 0")
    before = accounts(console)
    out = console.say("unconfigure switch", "y", ":wait in-sync", "show switch")
    assert "Restore factory defaults and reboot? (y/n) Yes\nRebooting ...\n" in out
    assert "\nSysName:          BD-10808\n" in out
    assert "Current Time:     Sat Dec 24 18:0" in out
    assert accounts(console) == before
    assert before.count("chief") == 2
    assert console.lab.session.prompt.startswith("BD-10808.")


def test_unconfigure_switch_says_what_it_overwrites(console: Any) -> None:
    """The selected file, if there is one: whoever wants to keep it copies it first.  evidence: inferred"""
    question = "Restore factory defaults and reboot? (y/n) No\n"
    assert console.say("unconfigure switch", "n").endswith(f"# unconfigure switch\n{question}")
    console.say("save configuration core", "y")
    out = console.say("unconfigure switch", "n")
    assert out.endswith(f"# unconfigure switch\nThe configuration saved in core.cfg will be overwritten.\n{question}")
    assert "overwritten" not in console.say("unconfigure switch all", "n")


def test_unconfigure_switch_keeps_accounts_that_were_never_saved(console: Any) -> None:
    """Whether a file was ever saved or not."""
    hire(console, "chief")
    before = accounts(console)
    console.say("unconfigure switch", "y", ":wait in-sync")
    assert accounts(console) == before


def test_unconfigure_switch_all(console: Any) -> None:
    """Accounts and the selection go too; the files stay.  evidence: vendor automation (the question)"""
    factory = accounts(console)
    hire(console, "chief")
    console.say("configure snmp sysName core", "save", "y")
    out = console.say("unconfigure switch all", "y", ":wait in-sync", "show switch")
    assert "Restore all factory defaults and reboot? (y/n) Yes\n" in out
    assert "\nConfig Selected:  NONE                         NONE                    \n" in out
    assert accounts(console) == factory
    assert [list(flash) for flash in files(console)] == [["primary.cfg"], ["primary.cfg"]]


@pytest.mark.parametrize("line", ["unconfigure switch", "unconfigure switch all"])
def test_unconfigure_switch_can_be_declined(console: Any, line: str) -> None:
    """Nothing happens."""
    console.say("configure snmp sysName core", line, "n", ":wait 10")
    assert [node.boots for node in console.machine.nodes.values()] == [1, 1]
    assert console.lab.session.prompt.startswith("* core.")


# -- show configuration -----------------------------------------------------------------------------------------------


def test_show_configuration_has_a_banner_per_module(console: Any) -> None:
    """In the order of the capture, a blank line between, and one in front.  evidence: capture 11.2"""
    out = console.configuration()
    assert out.startswith('\n#\n# Module devmgr configuration.\n#\nconfigure snmp sysName "BD-10808"\n')
    assert re.findall(r"^# Module (\w+) configuration\.$", out, re.MULTILINE) == list(console.machine.chassis.modules)
    assert len(re.findall(r"\n\n#\n# Module ", out)) == len(console.machine.chassis.modules) - 1


def test_show_configuration_of_one_module(console: Any) -> None:
    """Whole or abbreviated name; one there is not is refused."""
    whole = console.run("show configuration cfgmgr")
    assert whole.startswith("\n#\n# Module cfgmgr configuration.\n#\n")
    assert whole in console.configuration()
    assert console.run("show configuration cfgm") == whole
    console.refuse("show configuration nosuch")


def test_show_configuration_leaves_its_mark_in_the_history(console: Any) -> None:
    """evidence: capture 12.5 debug-cfgmgr-show-history"""
    console.configuration()
    history = console.machine.nodes["MSM-A"].config.history
    assert [change.cm_state for change in history][-4:] == ["SHCFG_DRAINING", "SHCFG_SYNC", "SHCFG_COMPLETE", "RUNNING"]


def test_every_configuration_row_belongs_to_a_module() -> None:
    """What no module of `show configuration` owned would be neither relayed at a checkpoint nor saved."""
    modules = set(read_chassis("bd10808").modules)
    owners = {owner for row, owner in PROCESSES.owners.items() if info(row).scope is Scope.CONFIG}
    assert owners <= modules


@pytest.mark.parametrize("line", ["use configuration acl.pol", "save configuration acl.pol"])
def test_what_is_no_configuration_is_not_taken_for_one(console: Any, line: str) -> None:
    """A policy is neither selected nor written over."""
    console.policies("acl")
    assert console.refuse(line) == "Error: acl.pol is not a configuration file."


@pytest.mark.parametrize("line", ["cp primary secondary.cfg", "mv primary2 secondary.cfg"])
def test_a_copy_that_was_replaced_takes_no_star_away(console: Any, line: str) -> None:
    """Once the file that the running configuration was saved in is another, it is saved nowhere."""
    console.say("save", "y", "cp primary primary2", "y", "create vlan red", "save configuration secondary", "y", "n")
    console.say(line, "y")
    assert console.lab.session.prompt.startswith("* ")
    console.say("use configuration secondary")
    assert console.lab.session.prompt.startswith("* ")
