"""The files that both MSMs have, also where the host does not write them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import toy
from conftest import Typist
from toy import Learned, Setting

from xos_cli.errors import LabError
from xos_cli.processes import PROCESSES
from xos_cli.program.flash_folder import FolderStorage
from xos_cli.program.resources import read_chassis
from xos_cli.program.switch_on import START, moment
from xos_cli.switch.channel.end import Reply
from xos_cli.switch.flash import MemoryStorage
from xos_cli.switch.machine import Machine
from xos_cli.switch.messages import Failsafe, SelectImage


class Disk(MemoryStorage):
    """A flash whose host refuses to write, read, remove and list what is *blocked*."""

    def __init__(self, *blocked: str) -> None:
        super().__init__()
        self.blocked = set(blocked)

    def names(self) -> list[str]:
        self._ask("the folder")
        return super().names()

    def _ask(self, name: str) -> None:
        if name in self.blocked:
            raise OSError(28, "No space left on device")

    def keep(self, name: str, make: Callable[[], bytes]) -> None:
        self.write(name, make(), 0.0)

    def write(self, name: str, data: bytes, when: float) -> None:
        self._ask(name)
        super().write(name, data, when)

    def read(self, name: str) -> bytes:
        self._ask(name)
        return super().read(name)

    def remove(self, name: str) -> None:
        self._ask(name)
        super().remove(name)

    def rename(self, old: str, new: str) -> None:
        self._ask(new)
        super().rename(old, new)


def with_disks(software: Any, start: float, make: Callable[[str], Disk]) -> Machine:
    """A switch that is up, each MSM's flash on a disk of its own."""
    machine = Machine(read_chassis("bd10808"), software, start, make)
    machine.power_on()
    machine.settle()
    return machine


def disk(machine: Machine, letter: str) -> Disk:
    """The disk of an MSM."""
    storage = machine.node(letter).flash.storage
    assert isinstance(storage, Disk)
    return storage


@pytest.fixture
def console() -> Typist:
    """Somebody at the console of MSM-A of such a switch, which was saved once."""
    typist = Typist(with_disks(PROCESSES, moment(START), lambda name: Disk()))
    typist.say("create vlan one", "save", "y")
    return typist


def both(console: Typist, name: str = "primary.cfg") -> list[bytes | None]:
    """A file as each MSM has it."""
    nodes = console.machine.nodes.values()
    return [node.flash.read(name) if name in node.flash.names() else None for node in nodes]


# -- on the master ----------------------------------------------------------------------------------------------------


def test_a_save_that_the_host_refuses(console: Typist) -> None:
    """It is the switch's own refusal: the star stays, and no file changes on either MSM."""
    before = both(console)
    disk(console.machine, "A").blocked.add("primary.cfg")
    assert console.refuse("create vlan two", "save", "y") == "Error: Cannot write primary.cfg: No space left on device."
    disk(console.machine, "A").blocked.clear()
    assert both(console) == before
    assert console.lab.session.prompt.startswith("* ")
    console.say("save", "y")
    assert both(console) != before
    assert not console.lab.session.prompt.startswith("* ")


@pytest.mark.parametrize("line", ["cp primary.cfg b.cfg", "mv c.cfg b.cfg", "rm b.cfg"])
def test_file_commands_that_the_host_refuses(console: Typist, line: str) -> None:
    """Nothing is done on either MSM."""
    console.say("cp primary c", "y", *(("cp primary b", "y") if line.startswith("rm") else ()))
    before = [both(console, name) for name in ("b.cfg", "c.cfg")]
    disk(console.machine, "A").blocked.add("b.cfg")
    assert console.refuse(line, "y").endswith(": No space left on device.")
    disk(console.machine, "A").blocked.clear()
    assert [both(console, name) for name in ("b.cfg", "c.cfg")] == before


def test_a_reboot_whose_save_is_refused_is_none(console: Typist) -> None:
    """Nobody loses what he wanted to keep."""
    disk(console.machine, "A").blocked.add("primary.cfg")
    console.refuse("create vlan two", "reboot", "y")
    assert console.machine.nodes["MSM-A"].boots == 1
    assert 'create vlan "two"' in console.lines("vlan")


def test_an_unconfigure_whose_save_is_refused_changes_nothing(console: Typist) -> None:
    """The configuration stays in force, and the switch does not reboot."""
    before = console.lines("vlan")
    disk(console.machine, "A").blocked.add("primary.cfg")
    node = console.machine.nodes["MSM-A"]
    node.flash.change(config_selected="")
    assert console.refuse("unconfigure switch", "y").startswith("Error: Cannot ")
    assert console.lines("vlan") == before
    assert node.boots == 1
    assert not node.config.dirty


def test_a_switch_whose_disk_fails_goes_on() -> None:
    """Boots, events and checkpoints go by however much of it the host refuses."""
    machine = with_disks(toy.Toy(), toy.START, lambda name: Disk(".nvram", "primary.cfg"))
    assert machine.in_sync
    for letter in "AB":
        disk(machine, letter).blocked.add("the folder")
    toy.put(machine, Setting("a"), Learned(1))
    machine.backplane.reset_all()
    machine.settle()
    assert [node.flash.nvram.boot_count for node in machine.nodes.values()] == [2, 2]


def test_a_file_that_the_host_does_not_give(console: Typist) -> None:
    """At a boot it is as good as damaged; what the backup has of it stays, and it is not in sync without the file."""
    good = both(console)[1]
    disk(console.machine, "A").blocked.add("primary.cfg")
    out = console.say("reboot", "y", ":wait booted", ":wait 60", "show node")
    assert not console.machine.in_sync
    assert "Error: Configuration file primary.cfg cannot be loaded: Cannot read primary.cfg: No space" in out
    assert console.refuse("show switch").startswith("Error: Cannot read primary.cfg")
    disk(console.machine, "A").blocked.clear()
    assert both(console)[1] == good


def test_a_restore_that_the_host_refuses(console: Typist) -> None:
    """The switch goes on as it is."""
    snapshot = console.machine.snapshot()
    console.say("create vlan two", "save", "y", ":wait 5")
    disk(console.machine, "B").blocked.add("primary.cfg")
    now = console.machine.clock.now
    with pytest.raises(LabError, match="the flash of MSM-B cannot be restored: No space left"):
        console.machine.restore(snapshot)
    assert console.machine.clock.now == now


def test_a_snapshot_that_the_host_refuses(tmp_path: Path) -> None:
    """Is none, and the reason is named."""
    machine = Machine(read_chassis("bd10808"), toy.Toy(), toy.START, lambda name: FolderStorage(str(tmp_path / name)))
    (tmp_path / "MSM-A").rename(tmp_path / "elsewhere")
    with pytest.raises(LabError, match="the flash cannot be copied: No such file"):
        machine.snapshot()


# -- on the backup ----------------------------------------------------------------------------------------------------


def test_a_save_that_the_backups_host_refuses(console: Typist) -> None:
    """The save says so, and the backup is neither in sync nor without its star until it has the file."""
    old = both(console)[1]
    machine = console.machine
    disk(machine, "B").blocked.add("primary.cfg")
    out = console.say("create vlan two", "save", "y")
    assert "Synchronizing configuration to backup MSM .. failed!\nConfiguration saved to primary.cfg succ" in out
    assert not machine.in_sync
    assert "  BACKUP                  \n" in console.run("show switch")
    assert [node.config.dirty for node in machine.nodes.values()] == [False, True]
    row = console.run("show checkpoint-data cfgmgr").splitlines()[-1].split()
    assert row[3] == "1"
    assert console.refuse("run msm-failover").startswith("Error: The backup MSM is not in sync.")
    events = [entry.text for entry in machine.nodes["MSM-B"].log.entries if entry.severity == "Error"]
    assert events == ["Cannot write primary.cfg: No space left on device"]
    disk(machine, "B").blocked.clear()
    assert both(console)[1] == old
    out = console.say("save", "y")
    assert "Synchronizing configuration to backup MSM .. done!\n" in out
    assert machine.in_sync
    assert [node.config.dirty for node in machine.nodes.values()] == [False, False]


def test_counters_count_what_was_taken(console: Typist) -> None:
    """What the backup's flash refused is an error on both MSMs; it was sent and received all the same."""
    a, b = [node.checkpoint.counters["cfgmgr"] for node in console.machine.nodes.values()]
    disk(console.machine, "B").blocked.add("primary.cfg")
    console.say("save", "y")
    assert (a.transmitted, a.errors, b.errors) == (b.received, 1, 1)


def test_a_checkpoint_whose_files_the_backup_cannot_write() -> None:
    """It ends without In Sync, and the switch settles for that; the unsaved mark is on the backup after a failover."""
    machine = with_disks(toy.Toy(), toy.START, lambda name: Disk(*["primary.cfg"] * (name == "MSM-B")))
    toy.save(machine)
    machine.backplane.reset_all()
    machine.settle()
    a, b = machine.nodes.values()
    assert (a.checkpoint.in_sync, b.checkpoint.in_sync, machine.in_sync) == (False, False, False)
    assert b.checkpoint.configured
    assert a.peer is not None
    assert a.peer.config_booted == "primary.cfg"
    assert (a.config.dirty, b.config.dirty) == (False, True)
    assert [entry.text for entry in a.log.entries if "not in sync" in entry.text] == [
        "Node MSM-B is not in sync: files are missing there"
    ]
    toy.put(machine, Setting("late"))
    assert b.store.get(Setting, "late") is not None


def test_a_selection_that_the_backup_cannot_write(console: Typist) -> None:
    """It boots from another file than the master: it is not in sync."""
    console.say("cp primary other", "y")
    disk(console.machine, "B").blocked.add(".nvram")
    console.say("use configuration other")
    assert [node.flash.nvram.config_selected for node in console.machine.nodes.values()] == ["other.cfg", "primary.cfg"]
    assert not console.machine.in_sync


@pytest.mark.parametrize("message", [SelectImage("secondary"), Failsafe("a", "b")])
def test_other_messages_are_refused_too(message: SelectImage | Failsafe) -> None:
    """The sender is told that they were not taken, and nothing of them is in force."""
    machine = with_disks(toy.Toy(), toy.START, lambda name: Disk())
    disk(machine, "B").blocked.add(".nvram")
    before = toy.backup(machine).flash.nvram
    reply = Reply()
    assert toy.master(machine).checkpoint.send(message, reply.expect())
    machine.drain()
    assert (reply.answered, reply.taken) == (True, False)
    assert toy.backup(machine).flash.nvram._replace(log=()) == before._replace(log=())


def test_synchronize_says_what_it_could_not_do(console: Typist) -> None:
    """It ends before the second reboot."""
    disk(console.machine, "B").blocked.add("primary.cfg")
    assert console.refuse("synchronize") == "Error: The backup MSM cannot write all files."
    assert console.machine.nodes["MSM-B"].boots == 2


# -- a file that is removed while the backup is away ------------------------------------------------------------------


def test_what_was_removed_meanwhile_is_removed_from_a_backup_that_comes(console: Typist) -> None:
    """However often the master boots before; a file that the master never had stays.  evidence: recalled (5.16)"""
    console.say(
        "cp primary a", "y", "cp primary b", "y", ":remove msm-b", ":wait 1", "rm a.cfg", "y", "mv b.cfg c", "y"
    )
    console.machine.nodes["MSM-B"].flash.write("own.pol", b"own", 0.0)
    console.say("reboot", "y", ":wait booted", ":insert msm-b", ":wait in-sync")
    a, b = console.machine.nodes.values()
    assert b.flash.names() == ["c.cfg", "own.pol", "primary.cfg"]
    assert (a.flash.nvram.removals, b.flash.nvram.removals) == ((), ())


def test_a_file_that_is_made_again_is_not_removed(console: Typist) -> None:
    """What counts is what the master has when the backup comes."""
    console.say("cp primary a", "y", ":remove msm-b", ":wait 1", "rm a.cfg", "y", "cp primary a", "y")
    console.say(":insert msm-b", ":wait in-sync")
    assert None not in both(console, "a.cfg")


def test_a_master_that_became_the_backup_removes_nothing(console: Typist) -> None:
    """Of what it removed before nobody is told any more: the other MSM has been master since."""
    console.say("cp primary a", "y", ":remove msm-b", ":wait 1", "rm a.cfg", "y", ":remove msm-a", ":insert msm-b")
    console.say(":console msm-b", ":wait booted", ":insert msm-a", ":wait in-sync")
    assert None not in both(console, "a.cfg")
    console.say("rm a.cfg", "y", "cp primary a", "y", "run msm-failover", "y", ":console msm-a", ":wait in-sync")
    assert None not in both(console, "a.cfg")
    assert console.machine.nodes["MSM-A"].is_master


def test_a_stand_alone_switch_remembers_no_removal(switch: Callable[..., Typist]) -> None:
    """There is nobody to be told."""
    console = switch("summit-x450-24t")
    console.say("save", "y", "cp primary a", "y", "rm a.cfg", "y")
    assert console.machine.nodes["Switch"].flash.nvram.removals == ()


# -- two versions of a file -------------------------------------------------------------------------------------------


def versions(console: Typist) -> list[str]:
    """What the logs say of the versions of files, in the order of their events."""
    entries = [entry for node in console.machine.nodes.values() for entry in node.log.entries]
    return [entry.text for entry in sorted(entries, key=lambda entry: entry.at) if entry.name == "cm.file.version"]


#: Ways to make test.cfg again after it was removed, and the answers to their questions.
MADE_AGAIN = [
    ("save configuration test", "y", "n"),
    ("cp primary test", "y"),
    ("mv spare test", "y"),
    ("tftp 10.0.0.1 -v VR-Mgmt -g -r test.cfg",),
]


@pytest.mark.parametrize("again", MADE_AGAIN, ids=lambda lines: lines[0].split()[0])
@pytest.mark.parametrize("seconds", [0, 60, 75, 80, 84, 88, 90, 92, 95, 98])
def test_a_file_made_while_its_removal_is_on_its_way(console: Typist, again: tuple[str, ...], seconds: float) -> None:
    """Whenever in a checkpoint a removed file is made again, in sync means that both flashes have it."""
    console.say("cp primary test", "y", "cp primary spare", "y", "tftp 10.0.0.1 -v VR-Mgmt -p -l test.cfg")
    console.say(":remove msm-b", "rm test", "y", ":insert msm-b", f":wait {seconds}", *again, ":wait in-sync")
    assert None not in both(console, "test.cfg")
    a, b = console.machine.nodes.values()
    assert {name: a.flash.read(name) for name in a.flash.names()} == {n: b.flash.read(n) for n in b.flash.names()}


def test_an_older_removal_deletes_no_newer_file(console: Typist) -> None:
    """A file made on one MSM after it was removed on the other is on both when they meet; the log says so."""
    console.say("cp primary work", "y", ":remove msm-b", "rm work", "y", ":remove msm-a", ":insert msm-b")
    console.say(":console msm-b", "create vlan new", "cp primary work", "y")
    newer = console.machine.nodes["MSM-B"].flash.read("work.cfg")
    console.say(":remove msm-b", ":insert msm-a", ":console msm-a", "show node", ":insert msm-b", ":wait in-sync")
    assert both(console, "work.cfg") == [newer, newer]
    older, copied = versions(console)
    assert older.startswith("work.cfg: the removal on MSM-A of Tue Nov  1 09:0")
    assert " is older than the file of MSM-B of Tue Nov  1 09:0" in older
    assert copied.startswith("work.cfg: the file of MSM-B of Tue Nov  1 09:0")
    assert console.machine.nodes["MSM-A"].flash.nvram.removals == ()


def test_a_later_removal_deletes_an_older_file(console: Typist) -> None:
    """A removal after the other MSM wrote the file counts, also when the clock was set back before the removal."""
    console.say("cp primary work", "y", "configure time 10 1 2005 0 0 0", ":remove msm-b", "rm work", "y")
    console.say(":insert msm-b", ":wait in-sync")
    assert both(console, "work.cfg") == [None, None]


def test_of_two_versions_the_masters_wins(console: Typist) -> None:
    """The saved files of the master go to the backup; the log says so.

    evidence: guide 11.3 p.72
    """
    console.say(":remove msm-a", ":console msm-b", "show node", "create vlan new", "save", "y", ":remove msm-b")
    console.say(":insert msm-a", ":console msm-a", "show node", ":insert msm-b", ":wait in-sync")
    a, b = both(console)
    assert a == b
    assert b'"new"' not in (a or b"")
    assert [text.split(" of Tue")[0] for text in versions(console)] == ["primary.cfg: the file of MSM-A"]


def test_a_file_that_only_the_backup_has_is_copied_to_the_master(console: Typist) -> None:
    """In sync every file is on both MSMs; a file that the master cannot write keeps them out of sync."""
    for name in ("own.pol", "other.pol"):
        console.machine.nodes["MSM-B"].flash.write(name, b"entry e {}", 0.0)
    disk(console.machine, "A").blocked.add("other.pol")
    console.say("reboot msm B", "y", ":wait 130")
    assert both(console, "own.pol") == [b"entry e {}"] * 2
    assert not console.machine.in_sync
    assert both(console, "other.pol") == [None, b"entry e {}"]
    disk(console.machine, "A").blocked.clear()
    console.say("reboot msm B", "y", ":wait in-sync")
    assert both(console, "other.pol") == [b"entry e {}"] * 2


def test_a_damaged_file_gives_way_to_a_sound_one(console: Typist) -> None:
    """In sync the master has the good configuration of the backup again; where both are damaged they are the same."""
    good = both(console)[1]
    a, b = console.machine.nodes.values()
    a.flash.write("primary.cfg", b"<html/>", 0.0)
    console.say("reboot msm B", "y", ":wait in-sync")
    assert both(console) == [good, good]
    a.flash.write("two.cfg", b"<html/>", 0.0)
    b.flash.write("two.cfg", b"<body/>", 0.0)
    console.say("reboot msm B", "y", ":wait in-sync")
    assert both(console, "two.cfg") == [b"<html/>"] * 2


# -- a selection ------------------------------------------------------------------------------------------------------


def test_a_backup_selects_no_file_that_it_could_not_write(console: Typist) -> None:
    """Its old selection stays, so that it boots with its good file when it is alone; a second save mends it."""
    machine = console.machine
    disk(machine, "B").blocked.add("test.cfg")
    out = console.say("create vlan two", "save configuration test", "y", "y")
    assert "Synchronizing configuration to backup MSM .. failed!" in out
    assert [node.flash.nvram.config_selected for node in machine.nodes.values()] == ["test.cfg", "primary.cfg"]
    assert not machine.in_sync
    console.say(":remove msm-b", ":insert msm-b", ":wait 140")
    assert machine.nodes["MSM-B"].flash.nvram.config_selected == "primary.cfg"
    console.say(":remove msm-a", ":remove msm-b", ":insert msm-b", ":console msm-b")
    assert 'create vlan "one"' in console.lines("vlan")
    disk(machine, "B").blocked.clear()
    console.say(":insert msm-a", ":wait in-sync")


def test_the_file_that_a_selection_waited_for(console: Typist) -> None:
    """As soon as the backup has the file, by whatever command, it selects it and is in sync."""
    machine = console.machine
    disk(machine, "B").blocked.add("test.cfg")
    console.say("cp primary test", "y", "use configuration test")
    assert [node.flash.nvram.config_selected for node in machine.nodes.values()] == ["test.cfg", "primary.cfg"]
    disk(machine, "B").blocked.clear()
    console.say("cp primary test", "y")
    assert [node.flash.nvram.config_selected for node in machine.nodes.values()] == ["test.cfg", "test.cfg"]
    assert machine.in_sync


def test_a_folder_where_a_file_should_be(tmp_path: Path) -> None:
    """A folder in the flash of the backup has the name of the file: the backup keeps the file it had selected."""
    machine = Machine(read_chassis("bd10808"), PROCESSES, moment(START), lambda n: FolderStorage(str(tmp_path / n)))
    machine.power_on()
    machine.settle()
    console = Typist(machine)
    console.say("create vlan one", "save", "y")
    (tmp_path / "MSM-B" / "test.cfg").mkdir()
    console.say("save configuration test", "y", "y")
    assert machine.nodes["MSM-B"].flash.nvram.config_selected == "primary.cfg"
    assert not machine.in_sync


def test_a_file_under_way_is_not_in_sync(console: Typist) -> None:
    """While a saved file is on its way over a slow channel a failover is refused, and so is the word In Sync."""
    machine = console.machine
    console.say(":channel slow 9600")
    session = console.lab.session
    session.feed("create vlan two")
    session.feed("save")
    session.feed("y")
    machine.advance(5.0)
    before, after = both(console)
    assert before != after
    assert not machine.in_sync
    session.take()
    machine.wait(lambda: session.at_prompt, "the end of the save")
    machine.wait(lambda: machine.in_sync, "in sync")
    before, after = both(console)
    assert before == after


def test_a_file_that_comes_slowly_from_the_backup(console: Typist) -> None:
    """The switch waits for it before it says whether the MSMs are in sync."""
    machine = console.machine
    machine.nodes["MSM-B"].flash.write("own.pol", bytes(3_000_000), 0.0)
    console.say("reboot msm B", "y", ":channel slow 9600", ":wait in-sync")
    assert both(console, "own.pol") == [bytes(3_000_000)] * 2
    log = [entry.text for entry in machine.nodes["MSM-A"].log.entries]
    assert not any("not in sync" in text for text in log)
