"""`show rmon memory`."""

from conftest import Typist

from xos_cli.processes.etmon.rows import HistoryControl


def test_histories_are_counted(console: Typist) -> None:
    """The histories of the switch and the room for their samples, in detail by interval; fewer rows, fewer samples."""
    node = console.lab.session.node
    count = len(node.store.rows(HistoryControl))
    assert console.run("show rmon memory") == (
        f"RMON                    Disabled\nHistories               {count:<8}Samples {count * 50}\n"
        "Alarms                  0\nEvents                  0       Log entries 0\n"
    )
    console.run("enable rmon")
    lines = console.run("show rmon memory detail").splitlines()
    assert lines[0].endswith("Enabled")
    assert lines[2] == f"  every 30 seconds      {count // 2:<8}Samples {count * 25}"
    assert lines[3] == f"  every 1800 seconds    {count // 2:<8}Samples {count * 25}"
    with node.change() as transaction:
        transaction.delete(HistoryControl, node.store.rows(HistoryControl)[0].historyControlIndex)
    assert f"Samples {(count - 1) * 50}" in console.run("show rmon memory")
