"""A recorded line is a message of its own process: it is counted there, and waits for that process on the backup."""

from conftest import Typist

from xos_cli.switch.recorded import Recorded
from xos_cli.switch.tables import Scope


def sent(console: Typist) -> dict[str, int]:
    """The messages that the master sent, by process."""
    counters = console.lab.session.node.checkpoint.counters
    return {name: counter.transmitted for name, counter in counters.items()}


def recorded(console: Typist) -> list[list[tuple[str, str]]]:
    """The module and the text of each recorded line on MSM-A and on MSM-B, in their order."""
    stores = [node.store for node in console.machine.nodes.values()]
    return [[(row.module, row.line) for row in store.rows(Recorded)] for store in stores]


def test_it_is_counted_with_its_process(console: Typist) -> None:
    """`create meter` is a message of acl, `enable bgp` one of bgp, and cfgmgr sends nothing."""
    before = sent(console)
    console.run("create meter m1")
    after = sent(console)
    assert after["acl"] == before["acl"] + 1
    assert after["cfgmgr"] == before["cfgmgr"]
    console.run("enable bgp")
    assert sent(console)["bgp"] == after["bgp"] + 1
    assert recorded(console)[0] == recorded(console)[1]


def test_it_waits_for_its_process(console: Typist) -> None:
    """While acl does not run on the backup its lines are not relayed; they are when it runs again."""
    console.run("create meter m1")
    backup = console.machine.nodes["MSM-B"]
    backup.processes.set("acl", ready=False)
    backup.greet()
    console.run(":wait 2", "create meter m2", "enable bgp", "delete meter m1", "create meter m3")
    there = [line for _, line in recorded(console)[1]]
    assert "enable bgp" in there
    assert "create meter m1" in there
    assert not {"create meter m2", "create meter m3"} & set(there)
    backup.processes.set("acl", ready=True)
    backup.greet()
    console.run(":wait in-sync")
    assert recorded(console)[0] == recorded(console)[1]


def test_lines_of_several_modules_keep_their_order(console: Typist) -> None:
    """A backup that comes in sync has them as they were typed, whatever modules they are of."""
    console.run("enable bgp", "create meter m1", "configure bgp routerid 10.1.1.1", "create meter m2")
    console.say(":remove msm-b", ":insert msm-b", ":wait in-sync", "show node")
    a, b = recorded(console)
    assert [line for _, line in a if "bgp" in line or "meter" in line] == [
        "enable bgp",
        "create meter m1",
        "configure bgp routerid 10.1.1.1",
        "create meter m2",
    ]
    assert a == b
    first, second = [node.store.content(Scope.CONFIG) for node in console.machine.nodes.values()]
    assert first == second
