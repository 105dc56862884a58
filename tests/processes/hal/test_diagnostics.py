"""Diagnostics of modules: out of service, tested, in service again."""

from conftest import Typist


def test_a_module_is_tested_out_of_service(console: Typist) -> None:
    """After the question its ports are down; it boots when it has been tested, and the result stays."""
    assert "Are you sure" in console.say("run diagnostics normal slot 1", "n", "show slot")
    assert "Operational" in console.run("show slot 1")
    shown = console.say("run diagnostics normal slot 1", "y", "show slot")
    assert "Slot-1   G60X                 G60X                 Testing" in shown
    assert "not present" in console.run("show ports 1:1 information")
    assert "not operational" in console.refuse("run diagnostics normal slot 1")
    console.say(":wait 31", "show slot")
    assert "Booting" in console.run("show slot 1")
    console.say(":wait 120", "show slot")
    assert "active" in console.run("show ports 1:1 information")
    assert "Last normal diagnostics: Tue Nov  1 09:00" in console.run("show diagnostics slot 1")
    assert "Slot-1 passed normal diagnostics" in console.run("show log")


def test_diagnostics_of_all(console: Typist) -> None:
    """Without a slot, every slot and MSM has its block."""
    shown = console.run("show diagnostics")
    assert shown.count("No Diagnostics Data") == 5
    assert "No card in Slot-8" in shown


def test_the_backup_is_tested(console: Typist) -> None:
    """An MSM restarts for its diagnostics; the master keeps the result."""
    console.say("run diagnostics extended slot B", "y", ":wait 1", "show switch")
    assert console.machine.nodes["MSM-B"].state != "BACKUP"
    assert "Last extended diagnostics" in console.run("show diagnostics slot B")
