"""The configuration manager of a node: its history, the file read at boot, and `save`."""

import pathlib
import re
from collections.abc import Callable

import pytest
import toy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from toy import Only, Setting

from xos_cli.errors import FlashError
from xos_cli.program.flash_folder import FolderStorage
from xos_cli.program.resources import read_chassis
from xos_cli.switch.flash import MemoryStorage
from xos_cli.switch.machine import Machine
from xos_cli.switch.saved.savedfile import read


def files(machine: Machine, name: str = "primary.cfg") -> list[bytes]:
    """A file as each MSM has it."""
    return [node.flash.read(name) for node in machine.nodes.values()]


def saved(machine: Machine, *rows: Setting, name: str = "primary.cfg") -> bool:
    """Put the rows and save."""
    toy.put(machine, *rows)
    return toy.save(machine, name)


# -- history ----------------------------------------------------------------------------------------------------------


def test_history_of_a_boot_with_a_backup(capture_history: list[tuple[str, float]]) -> None:
    """The master goes through the states of a real one in their order, at about the same seconds after power-on."""
    machine = toy.cold()
    machine.power_on()
    machine.settle()
    history = toy.master(machine).config.history
    found: list[tuple[str, float]] = []
    for change in history:
        if not found or found[-1][0] != change.cm_state:
            found.append((change.cm_state, change.at - toy.START))
    assert [state for state, _ in found] == [state for state, _ in capture_history]
    for (state, at), (_, real) in zip(found, capture_history, strict=True):
        assert at == pytest.approx(real, abs=20.0), state
    assert [change.node_state for change in history][:2] == ["INIT", "STANDBY"]
    assert {change.node_state for change in list(history)[2:]} == {"MASTER"}


@pytest.fixture
def capture_history(capture: Callable[[str], str]) -> list[tuple[str, float]]:
    """State and seconds after power-on in the capture, up to the first RUNNING behind the checkpoint."""
    text = capture("two-node-stack-12.5.4.5/debug-cfgmgr-show-history.txt")
    found: list[tuple[str, float]] = []
    for state, hour, minute, second in re.findall(r"0x\w{6}.{15}(\w+) .*Jun 29 (\d+):(\d+):(\d+) 2026", text):
        if not found or found[-1][0] != state:
            found.append((state, int(hour) * 3600 + int(minute) * 60 + int(second) - (18 * 3600 + 47 * 60 + 29)))
    return found


def test_a_backup_that_asks_too_early_waits() -> None:
    """CHKP_START comes while the master still loads; the checkpoint begins when it runs.  evidence: capture 12.5"""
    machine = toy.cold()
    machine.power_on()
    machine.settle()
    lines = [(change.cm_state, change.event) for change in toy.master(machine).config.history]
    asked = next(place for place, (_, event) in enumerate(lines) if event == "CHKP_START")
    assert lines[asked][0].startswith("BOOT_")
    assert lines.index(("RUNNING", "-")) > asked
    assert lines.index(("CHKP_DRAINING", "-")) > lines.index(("RUNNING", "-"))


def test_show_configuration_goes_through_its_states() -> None:
    """evidence: capture 12.5"""
    config = toy.master(toy.warm()).config
    config.shown()
    assert [change.cm_state for change in config.history][-4:] == [
        "SHCFG_DRAINING",
        "SHCFG_SYNC",
        "SHCFG_COMPLETE",
        "RUNNING",
    ]


# -- booting ----------------------------------------------------------------------------------------------------------


def booted_from(data: bytes) -> Machine:
    """A toy that was reset with *data* as the selected file of both MSMs, at the election."""
    machine = toy.warm()
    for node in machine.nodes.values():
        node.flash.write("primary.cfg", data, toy.START)
        node.flash.change(config_selected="primary.cfg")
    machine.backplane.reset_all()
    machine.settle()
    return machine


def good() -> bytes:
    """A file that a toy saved."""
    machine = toy.warm()
    saved(machine, Setting("a", 1), Setting("b", 2, 1, "10.0.0.1"))
    return files(machine)[0]


def test_a_good_file_is_loaded() -> None:
    """The rows of the file are the running configuration, not dirty, and nothing is said of it."""
    machine = booted_from(good())
    master = toy.master(machine)
    assert master.store.get(Setting, "b") == Setting("b", 2, 1, "10.0.0.1")
    assert (master.config.booted, master.config.dirty) == ("primary.cfg", False)
    assert toy.backup(machine).config.booted == "primary.cfg"
    assert "Error" not in master.console.take()


DAMAGED = {
    "empty": (b"", "it is empty"),
    "not XML": (b"configure vlan", "line 1"),
    "cut short": (good()[:-60], "cut short"),
    "not a configuration": (b"<html></html>", "it holds html"),
    "a document type": (good().replace(b"<xos-conf", b"<!DOCTYPE x><xos-conf", 1), "document type"),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_file_is_reported_and_kept(kind: str) -> None:
    """The console says which file and why, the switch comes up with factory defaults, and the file stays as it is."""
    data, reason = DAMAGED[kind]
    machine = booted_from(data)
    for node in machine.nodes.values():
        screen = node.console.take()
        assert "Error: Configuration file primary.cfg cannot be loaded: " in screen
        assert reason in screen
        assert [entry.name for entry in node.log.entries if entry.severity == "Error"] == ["cm.file.loadFail"]
        assert node.store.rows(Setting) == [Setting("factory", 1)]
        assert (node.config.booted, node.flash.nvram.config_selected) == ("", "primary.cfg")
    assert files(machine) == [data, data]
    assert saved(machine, Setting("a"))
    assert read(files(machine)[0]).header.creator == "admin"


WRONG = {
    "a word for a number": (b"<value>2<", b"<value>two<", 'Setting: value cannot be "two"'),
    "a row without its key": (b"<name><![CDATA[b]]></name>", b"", "Setting without name"),
    "a number that means nothing": (b"<kind>1<", b"<kind>7<", 'Setting: kind cannot be "7"'),
    "no address": (b"<address>10.0.0.1<", b"<address>10.0.0.256<", 'Setting: address cannot be "10.0.0.256"'),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_element_is_reported_and_kept(kind: str) -> None:
    """The rest of the file applies, the console says what does not, and the element stays in the file as it is."""
    right, wrong, reason = WRONG[kind]
    data = good().replace(right, wrong)
    assert data != good()
    machine = booted_from(data)
    master = toy.master(machine)
    assert f"Warning: Configuration file primary.cfg: {reason}; what does not apply is kept.\n" in master.console.take()
    assert (master.store.get(Setting, "a"), master.store.get(Setting, "b")) == (Setting("a", 1), None)
    assert saved(machine, Setting("c"))
    assert all(wrong in file and b"<![CDATA[c]]>" in file for file in files(machine))


def test_a_missing_file_is_reported() -> None:
    """A selected file that is not there: the same."""
    machine = toy.warm()
    for node in machine.nodes.values():
        node.flash.change(config_selected="gone.cfg")
    machine.backplane.reset_all()
    machine.settle()
    assert "gone.cfg cannot be loaded: no such file" in toy.master(machine).console.take()
    assert toy.master(machine).config.booted == ""


def test_what_a_file_lacks_is_the_factorys() -> None:
    """A module that is not in the file, and the one row of a table that has only one, have the factory's rows."""
    data = good()
    without_module = re.sub(rb"<xos-module-aaa.*</xos-module-aaa>\n", b"", data, flags=re.DOTALL)
    without_row = data.replace(b"<Only><value>7</value></Only>\n", b"")
    changed = data.replace(b"<Only><value>7<", b"<Only><value>8<")
    assert len({data, without_module, without_row, changed}) == 4
    for file, value in ((without_module, 7), (without_row, 7), (changed, 8)):
        assert toy.master(booted_from(file)).store.rows(Only) == [Only(value)]
    emptied = re.sub(rb"<Setting>.*</Setting>\n", b"", data, flags=re.DOTALL)
    assert toy.master(booted_from(emptied)).store.rows(Setting) == []  # keyed rows were deleted on purpose


@settings(max_examples=150, deadline=None)
@given(at=st.floats(0, 1), length=st.integers(0, 40), instead=st.binary(max_size=8))
@example(at=0.0, length=10_000, instead=b"")
def test_no_file_whatever_stops_the_boot(at: float, length: int, instead: bytes) -> None:
    """However a file is mutilated the switch comes up, with what it says or with factory defaults, and says which."""
    data = good()
    place = int(at * len(data))
    node = toy.warm().nodes["MSM-A"]
    node.flash.write("primary.cfg", data[:place] + instead + data[place + length :], 0.0)
    node.flash.change(config_selected="primary.cfg")
    node.console.take()
    node.config.read()
    node.config.load()
    assert node.store.rows(Only) != []
    assert ("cannot be loaded" in node.console.take()) == (node.config.booted == "")


# -- saving -----------------------------------------------------------------------------------------------------------


def test_save_writes_both_flashes_equal() -> None:
    """To the byte, with the same date, selected on both, and not dirty any more on either."""
    machine = toy.warm()
    assert saved(machine, Setting("a"))
    one, other = files(machine)
    assert one == other
    dates = {node.flash.modified("primary.cfg") for node in machine.nodes.values()}
    assert len(dates) == 1
    assert dates.pop() == pytest.approx(machine.clock.now, abs=0.1)
    assert [node.flash.nvram.config_selected for node in machine.nodes.values()] == ["primary.cfg"] * 2
    assert [node.config.dirty for node in machine.nodes.values()] == [False, False]


def test_the_file_says_what_it_is() -> None:
    """Release, date, account and platform stand in its head.  evidence: capture 11.2"""
    machine = toy.warm()
    saved(machine, Setting("a"))
    header = read(files(machine)[0]).header
    assert (header.version, header.creator, header.platform) == ("11.3.1.3", "admin", "BD10K")
    assert header.date == toy.master(machine).date()


def test_save_with_the_channel_cut_reaches_one_flash() -> None:
    """It says that the backup has it not; after the join the backup has it."""
    machine = toy.warm()
    machine.backplane.cut()
    assert not saved(machine, Setting("a"))
    assert "primary.cfg" not in toy.backup(machine).flash.names()
    machine.advance(1.0)
    machine.backplane.join()
    machine.settle()
    one, other = files(machine)
    assert one == other
    assert toy.backup(machine).flash.nvram.config_selected == "primary.cfg"


def test_dirty_follows_what_the_next_boot_would_bring() -> None:
    """A change makes dirty on both MSMs; saving elsewhere does not clean, saving to the selected file does."""
    machine = toy.warm()
    saved(machine, Setting("a"))
    config = toy.master(machine).config
    toy.put(machine, Setting("b"))
    assert [node.config.dirty for node in machine.nodes.values()] == [True, True]
    toy.save(machine, "other.cfg")
    assert [node.config.dirty for node in machine.nodes.values()] == [True, True]
    config.select("other.cfg")
    machine.drain()
    assert [node.config.dirty for node in machine.nodes.values()] == [False, False]
    toy.put(machine, Setting("c"))
    config.select("primary.cfg")
    config.select("other.cfg")
    assert [node.config.dirty for node in machine.nodes.values()] == [True, True]


def test_the_mark_survives_a_failover_and_a_new_backup() -> None:
    """Unsaved stays unsaved, on whichever MSM."""
    machine = toy.warm()
    toy.put(machine, Setting("a"))
    toy.master(machine).step_down()
    machine.settle()
    assert [node.config.dirty for node in machine.nodes.values()] == [True, True]


def test_what_is_saved_comes_back() -> None:
    """Save and reboot: the same rows; a second save writes the same modules."""
    machine = toy.warm()
    saved(machine, Setting("a", 3), Setting("b & <c>", 4))
    before, text = toy.content(toy.master(machine)), files(machine)[0]
    machine.backplane.reset_all()
    machine.settle()
    assert toy.content(toy.master(machine)) == before
    saved(machine)
    assert read(files(machine)[0]).modules == read(text).modules


class Full(MemoryStorage):
    """A flash on which no configuration has room."""

    def keep(self, name: str, make: Callable[[], bytes]) -> None:
        self.write(name, make(), 0.0)

    def write(self, name: str, data: bytes, when: float) -> None:
        if name.endswith(".cfg"):
            raise OSError("no space left")
        super().write(name, data, when)


def test_a_save_that_fails_selects_nothing() -> None:
    """If the flash cannot be written the old state stands: nothing selected, still dirty."""
    machine = Machine(read_chassis("bd10808"), toy.Toy(), toy.START, lambda name: Full())
    machine.power_on()
    machine.settle()
    toy.put(machine, Setting("a"))
    with pytest.raises(FlashError, match=r"Cannot write primary\.cfg: no space left"):
        toy.save(machine)
    assert toy.master(machine).flash.nvram.config_selected == ""
    assert toy.master(machine).config.dirty


class Forgetful(MemoryStorage):
    """A flash whose NVRAM can no longer be written once it is *worn*."""

    worn = False

    def keep(self, name: str, make: Callable[[], bytes]) -> None:
        self.write(name, make(), 0.0)

    def write(self, name: str, data: bytes, when: float) -> None:
        if self.worn and name == ".nvram":
            raise OSError(5, "Input/output error")
        super().write(name, data, when)


@pytest.mark.parametrize("before", [None, b"older"])
def test_a_save_that_cannot_be_selected_is_none(before: bytes | None) -> None:
    """The file is what it was, or as absent as it was; the switch goes on, and boots again."""
    machine = Machine(read_chassis("bd10808"), toy.Toy(), toy.START, lambda name: Forgetful())
    machine.power_on()
    machine.settle()
    toy.put(machine, Setting("a"))
    node = toy.master(machine)
    node.flash.put("primary.cfg", before, toy.START)
    node.flash.storage.worn = True  # type: ignore[attr-defined]
    with pytest.raises(FlashError, match="Cannot write the NVRAM: Input/output error"):
        node.config.save("primary.cfg", "admin")
    assert [node.flash.read(name) for name in node.flash.names()] == ([before] if before else [])
    assert (node.flash.nvram.config_selected, node.config.dirty) == ("", True)
    assert toy.backup(machine).flash.names() == []
    machine.backplane.reset_all()
    machine.settle()
    assert node.flash.nvram.boot_count == 2


def test_folders_outlive_the_machine(tmp_path: pathlib.Path) -> None:
    """What one program saved another boots with."""

    def machine() -> Machine:
        made = Machine(read_chassis("bd10808"), toy.Toy(), toy.START, lambda name: FolderStorage(f"{tmp_path}/{name}"))
        made.power_on()
        made.settle()
        return made

    saved(machine(), Setting("kept", 9))
    again = machine()
    assert toy.master(again).store.get(Setting, "kept") == Setting("kept", 9)
    assert toy.content(toy.master(again)) == toy.content(toy.backup(again))
    assert [node.flash.nvram.boot_count for node in again.nodes.values()] == [2, 2]
