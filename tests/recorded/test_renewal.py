"""A saved file has recorded lines of commands that have a handler now: they are carried out when it is loaded."""

from conftest import Typist

from xos_cli.switch.recorded import Recorded
from xos_cli.switch.saved.savedfile import Unknown

#: Lines as an earlier version could have recorded them; their modules stand in the order of the file, not of the lines.
OLD = [
    Recorded("ospf", "configure ospf add vlan=sales", "configure ospf add vlan sales area 0.0.0.0", " vlan=sales "),
    Recorded("vlan", "create vlan=sales", "create vlan sales", " vlan=sales "),
    Recorded("vlan", "configure vlan=sales", "configure vlan sales ipaddress 10.1.1.1/24", " vlan=sales "),
    Recorded("vlan", "create vlan=sales", "create vlan 1bad"),
    Recorded("ems", "gone", "configure no-such thing"),
]


def boot_with(console: Typist, rows: list[Recorded]) -> str:
    """Restart the switch with a file that has these rows; return what the console shows."""
    console.say(":wait in-sync")
    for node in console.machine.nodes.values():
        node.store.fill(rows)
    return console.say("save", "y", "reboot", "y", ":wait booted", ":wait in-sync")


def test_what_was_recorded_is_carried_out(console: Typist) -> None:
    """In the order of `show configuration`; the switch runs with it, has nothing to save, and shares it."""
    boot_with(console, OLD)
    shown = console.configuration().replace('"', "")
    assert "create vlan sales\n" in shown
    assert "configure vlan sales ipaddress 10.1.1.1 255.255.255.0\n" in shown
    assert "configure ospf add vlan sales area 0.0.0.0\n" in shown
    for node in console.machine.nodes.values():
        assert not node.store.rows(Recorded)
        assert node.store.rows(Unknown) == console.machine.nodes["MSM-A"].store.rows(Unknown)
    assert not console.machine.nodes["MSM-A"].config.unsaved
    assert not console.machine.nodes["MSM-A"].config.dirty


def test_what_is_refused_stays_in_the_file(console: Typist) -> None:
    """The boot says so, and after a save the next boot says so again."""
    said = boot_with(console, OLD)
    assert "Configuration file primary.cfg: create vlan 1bad: " in said
    assert "; configure no-such thing: " in said
    assert "what does not apply is kept" in said
    assert "1bad" not in console.configuration()
    again = console.say("create vlan other", "save", "y", "reboot", "y", ":wait booted")
    assert "Configuration file primary.cfg: create vlan 1bad: " in again
    assert b"<![CDATA[create vlan 1bad]]>" in console.machine.nodes["MSM-A"].flash.read("primary.cfg")
