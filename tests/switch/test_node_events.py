"""The log of a node's way to its state."""

import toy


def test_each_state_of_a_node_is_a_notice() -> None:
    """States are numbered from the first on, and logged as notices of the device manager."""
    machine = toy.warm()
    for name, last in (("MSM-A", "MASTER"), ("MSM-B", "BACKUP")):
        entries = [entry for entry in machine.node(name).log.entries if entry.text.startswith("Node State[")]
        assert {(entry.severity, entry.name, entry.node) for entry in entries} == {("Notice", "DM.Notice", name)}
        numbers = [int(entry.text.partition("[")[2].partition("]")[0]) for entry in entries]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert entries[-1].text.endswith(f" = {last}")
