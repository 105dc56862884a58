"""`show checkpoint-data`: its form, and that it counts what really goes."""

import re
from typing import Any

ROW = re.compile(r"(\S+) +(\d+) +(\d+) +(\d+) +(\d+) +(\d+) +(\d+)% (ON |OFF) (OK  |ERR ) 1 \(([0-9A-F]{8})\)")


def rows(console: Any, line: str = "show checkpoint-data") -> dict[str, list[str]]:
    """The table by process, its form checked."""
    head, rule, *lines = console.run(line).splitlines()
    assert head == "Process          Tx     Rx  Errors   Sent  Total     % Chkpt    Debug-info"
    assert rule == "-" * 76
    assert {len(text) for text in lines} == {76}
    found = [ROW.fullmatch(text) for text in lines]
    return {match[1]: [group.strip() for group in match.groups()[1:]] for match in found if match}


def test_checkpoint_data_in_sync(console: Any) -> None:
    """A row per process that checkpoints, in the vendor's order; all are ON and OK.  evidence: later 16.2"""
    table = rows(console)
    assert list(table)[:8] == ["devmgr", "dirser", "ems", "nodemgr", "snmpSubagent", "snmpMaster", "cli", "edp"]
    assert set(table) == set(console.machine.chassis.checkpoint_order())
    assert {(row[6], row[7]) for row in table.values()} == {("ON", "OK")}
    assert (table["devmgr"][8], table["cli"][8], table["fdb"][8]) == ("00008853", "000018D3", "000008D3")
    modules = str(len(console.machine.chassis.modules))
    assert table["cfgmgr"][3:6] == [modules, modules, "100"]
    assert table["devmgr"][5] == "100"


def test_checkpoint_data_of_one_process(console: Any) -> None:
    """One row; a process that there is not, or that does not checkpoint, is refused."""
    assert list(rows(console, "show checkpoint-data VLAN")) == ["vlan"]
    for console_of in ("msm-a", "msm-b"):
        console.say(f":console {console_of}", "show node")
        assert console.refuse("show checkpoint-data foo") == "Error: Process foo does not exist."
        assert console.refuse("show checkpoint-data exvlan") == "Error: Process exvlan does not checkpoint."


def test_both_msms_count_the_same_messages(console: Any) -> None:
    """What one sent the other received."""
    a = rows(console)
    console.say(":console msm-b", "show node")
    b = rows(console)
    assert {name: row[:2] for name, row in a.items()} == {name: row[1::-1] for name, row in b.items()}


def test_checkpoint_data_under_way(console: Any) -> None:
    """Percentages grow from 0 to 100; a process is ON only once all that it depends on have finished."""
    console.run(":remove msm-b", ":insert msm-b", ":wait 88")
    chassis, before = console.machine.chassis, dict.fromkeys(console.machine.chassis.checkpoint_order(), 0)
    partly = 0
    while not console.machine.in_sync:
        table = rows(console)
        for name, row in table.items():
            percent, on = int(row[5]), row[6] == "ON"
            assert before[name] <= percent <= 100
            assert on or percent == 0 or name == "cfgmgr"
            waits = [other for other in chassis.processes[name].after if other in table]
            assert not on or all(table[other][6] == "ON" for other in waits)
            assert bool(int(row[8], 16) & 0x80) == (on and bool(chassis.processes[name].flags & 0x80))
            before[name] = percent
        partly += any(0 < int(row[5]) < 100 for row in table.values())
    assert partly > 3


def test_checkpoint_data_without_a_backup(console: Any) -> None:
    """With the backup gone every process is OFF, and the traffic stays."""
    before = rows(console)
    console.run(":remove msm-b", ":wait 1", "show node")
    table = rows(console)
    assert {row[6] for row in table.values()} == {"OFF"}
    assert [row[0] for row in table.values()] == [row[0] for row in before.values()]


def test_every_change_is_counted(console: Any) -> None:
    """A command that changes something is one more message of its process, one that does not is none."""
    before = {name: int(row[0]) for name, row in rows(console).items()}
    console.run("configure snmp sysContact noc", "configure snmp sysContact noc", "show slot")
    after = {name: int(row[0]) for name, row in rows(console).items()}
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {"devmgr": 1}


def test_a_row_keeps_its_form_whatever_it_counts(console: Any) -> None:
    """A count that is too long for its column is shown as the most that fits."""
    counter = console.machine.nodes["MSM-A"].checkpoint.counters["vlan"]
    counter.transmitted = counter.received = counter.errors = counter.sent = counter.total = 123_456_789
    assert rows(console)["vlan"][:6] == ["999999", "999999", "9999999", "999999", "999999", "100"]
    counter.total = 5
    assert rows(console)["vlan"][5] == "100"


def test_who_only_sends_changes_receives_nothing(console: Any) -> None:
    """Acknowledgements of the channel count for nobody.  evidence: later 16.2 (Rx of vlan 1, of fdb 2)"""
    for number in range(20):
        console.say(f"create vlan v{number}")
    sent, received = map(int, rows(console)["vlan"][:2])
    assert (sent > 20, received) == (True, 0)


def test_lost_messages_are_errors(console: Any) -> None:
    """On a lossy channel what is sent again counts as an error, and not as sent once more."""
    before = {name: list(map(int, row[:3])) for name, row in rows(console).items()}
    console.say(":channel loss 0.3")
    for number in range(20):
        console.say(f"configure snmp sysContact c{number}")
    console.say(":channel join", ":wait 1")
    after = {name: list(map(int, row[:3])) for name, row in rows(console).items()}
    assert after["devmgr"][0] - before["devmgr"][0] == 20
    assert after["devmgr"][2] > before["devmgr"][2]
    assert console.machine.in_sync


def test_the_row_of_a_process_that_does_not_run(console: Any) -> None:
    """OFF and ERR on the MSM where it does not run, OFF on the other, and neither sends nor receives."""
    console.say("configure sys-recovery-level none", ":fail process vlan on msm-b")
    before = rows(console)["vlan"]
    console.say("create vlan ghost")
    assert rows(console)["vlan"] == before
    assert before[6:9] == ["OFF", "OK", "00000853"]
    assert not console.machine.in_sync
    console.say(":console msm-b", "show node")
    assert rows(console)["vlan"][6:9] == ["OFF", "ERR", "00000853"]
    assert console.refuse("show vlan") == "Error: Process vlan is not running."
    console.say(":repair process vlan on msm-b", ":console msm-a", ":wait in-sync", ":remove msm-a", ":console msm-b")
    console.say("show vlan ghost")
