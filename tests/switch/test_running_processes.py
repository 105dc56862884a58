"""Which processes of a node do their work."""

from copy import deepcopy

from xos_cli.switch.running_process import RunningProcess, RunningProcesses


def test_working_follows_every_change() -> None:
    """A process works from its start on, not while it is stopped, and again when it is continued."""
    processes = RunningProcesses()
    assert processes.working == frozenset()
    processes["vlan"] = RunningProcess(1.0)
    processes["fdb"] = RunningProcess(2.0)
    assert processes.working == {"vlan", "fdb"}
    assert not processes.set("fdb", ready=False).ready
    assert processes.working == {"vlan"}
    assert processes["fdb"].state == "Stopped"
    processes.set("fdb", ready=True)
    assert processes.working == {"vlan", "fdb"}


def test_a_copy_changes_by_itself() -> None:
    """A snapshot keeps which processes worked."""
    processes = RunningProcesses()
    processes["vlan"] = RunningProcess(1.0)
    assert processes.working == {"vlan"}
    copy = deepcopy(processes)
    processes.set("vlan", ready=False)
    assert processes.working == frozenset()
    assert copy.working == {"vlan"}
