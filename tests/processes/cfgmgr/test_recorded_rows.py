"""A row of a process is a message of that process: it is counted there, and waits for that process on the backup."""

from conftest import Typist

from xos_cli.switch.tables import Scope

GROUP = "configure igmp snooping vlan Default ports 1:1 add static group 224.1.1"
#: Lines of two processes, in turn.
TYPED = ["disable ripng splithorizon", f"{GROUP}.1", "disable ripng poisonreverse", f"{GROUP}.2"]


def sent(console: Typist) -> dict[str, int]:
    """The messages that the master sent, by process."""
    counters = console.lab.session.node.checkpoint.counters
    return {name: counter.transmitted for name, counter in counters.items()}


def lines(console: Typist) -> list[list[str]]:
    """The lines of multicast and of RIPng that MSM-A and MSM-B print of their rows."""
    nodes = console.machine.nodes.values()
    return [
        [
            line
            for process in ("mcmgr", "ripng")
            for line in node.software.configuration(process, node.store, node.chassis, False)
        ]
        for node in nodes
    ]


def test_it_is_counted_with_its_process(console: Typist) -> None:
    """`disable igmp` is a message of mcmgr, `disable ripng splithorizon` one of ripng, and cfgmgr sends nothing."""
    before = sent(console)
    console.run("disable igmp vlan Default")
    after = sent(console)
    assert after["mcmgr"] == before["mcmgr"] + 1
    assert after["cfgmgr"] == before["cfgmgr"]
    console.run("disable ripng splithorizon")
    assert sent(console)["ripng"] == after["ripng"] + 1
    assert lines(console)[0] == lines(console)[1]


def test_it_waits_for_its_process(console: Typist) -> None:
    """While mcmgr does not run on the backup its lines are not relayed; they are when it runs again."""
    console.run(f"{GROUP}.1")
    backup = console.machine.nodes["MSM-B"]
    backup.processes.set("mcmgr", ready=False)
    backup.greet()
    console.run(":wait 2", f"{GROUP}.2", "disable ripng splithorizon", f"{GROUP}.3")
    there = lines(console)[1]
    assert "disable ripng splithorizon" in there
    assert f"{GROUP}.1" in there
    assert not {f"{GROUP}.2", f"{GROUP}.3"} & set(there)
    backup.processes.set("mcmgr", ready=True)
    backup.greet()
    console.run(":wait in-sync")
    assert lines(console)[0] == lines(console)[1]


def test_rows_of_several_modules_come_whole(console: Typist) -> None:
    """A backup that comes in sync has them all, whatever modules they are of."""
    console.run(*TYPED)
    console.say(":remove msm-b", ":insert msm-b", ":wait in-sync", "show node")
    a, b = lines(console)
    assert set(TYPED) <= set(a)
    assert a == b
    first, second = [node.store.content(Scope.CONFIG) for node in console.machine.nodes.values()]
    assert first == second
