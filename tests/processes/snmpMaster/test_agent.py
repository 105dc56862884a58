"""The SNMP agent: what it answers, whom, and what it counts."""

import ast
import subprocess
import sys
from collections import Counter
from functools import cache

import pytest
from conftest import Typist, booted
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pysnmp", reason="pysnmp is not installed (pip install 'xos-cli[snmp]')")

from snmp_manager import NAME, SYSTEM, Manager

from xos_cli.processes.snmpMaster.mib.tree import MIB
from xos_cli.processes.snmpMaster.rows import SnmpCounters
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.machine import Machine

INTERFACES, EXTENSIONS = (1, 3, 6, 1, 2, 1, 2, 2, 1), (1, 3, 6, 1, 2, 1, 31, 1, 1, 1)
#: Errors of SNMPv2.
NO_SUCH_NAME, NO_ACCESS, WRONG_TYPE, WRONG_VALUE, NOT_WRITABLE = 2, 6, 7, 10, 17


def manager(console: Typist, community: str = "public", version: int = 1) -> Manager:
    """Return a manager of the switch that is typed at."""

    def send(data: bytes) -> bytes:
        node = console.lab.session.node
        answer: bytes = node.software.ask("snmpMaster", "snmp_answer", node, data, "10.0.0.1")
        return answer

    return Manager(send, community, version)


@pytest.fixture
def summit() -> Typist:
    """A switch with few ports: a walk is short."""
    return Typist(booted("summit-x450-24t"))


def counters(console: Typist) -> SnmpCounters:
    """Return what the MSM has counted."""
    return console.lab.session.node.store.one(SnmpCounters)


def test_a_walk_finds_every_port_and_vlan_in_order(summit: Typist) -> None:
    """Each column of ifTable has a row for each port, those that VLANs have one for each VLAN too."""
    node = summit.lab.session.node
    found = Counter(oid[len(INTERFACES)] for oid, _ in manager(summit).walk(INTERFACES))
    ports, vlans = len(node.chassis.ports), node.store.count(Vlan)
    assert found[1] == found[2] == found[8] == ports + vlans
    assert found[10] == found[16] == found[20] == ports


def test_values_follow_the_switch(console: Typist) -> None:
    """The name, a disabled port, a broken link, a port's display string, a new VLAN."""
    snmp = manager(console)
    console.run("configure snmp sysName core")
    console.run("configure snmp sysLocation lab")
    assert (snmp.get(NAME), snmp.get((*SYSTEM, 6, 0))) == (b"core", b"lab")
    assert [snmp.get((*INTERFACES, column, 1001)) for column in (7, 8)] == [1, 1]
    console.say(":fail port 1:1")
    assert [snmp.get((*INTERFACES, column, 1001)) for column in (7, 8)] == [1, 2]
    console.run("disable ports 1:2")
    assert [snmp.get((*INTERFACES, column, 1002)) for column in (7, 8)] == [2, 2]
    console.run("configure ports 1:2 display-string uplink")
    assert [snmp.get((*EXTENSIONS, column, 1002)) for column in (1, 18)] == [b"1:2", b"uplink"]
    before = dict(snmp.walk((*EXTENSIONS, 1)))
    console.run("create vlan sales")
    added = dict(snmp.walk((*EXTENSIONS, 1))).items() - before.items()
    assert [value.content for _, value in added] == [b"sales"]


def test_time_addresses_and_the_vendors_objects(console: Typist) -> None:
    """sysUpTime counts hundredths of seconds; an address has its row; the images, the master, a failed supply."""
    snmp = manager(console)
    before = snmp.get((*SYSTEM, 3, 0))
    assert isinstance(before, int)
    console.lab.machine.advance(2.5)
    assert snmp.get((*SYSTEM, 3, 0)) == before + 250
    console.run("configure vlan Default ipaddress 10.1.1.1/24")
    assert snmp.get((1, 3, 6, 1, 2, 1, 4, 20, 1, 3, 10, 1, 1, 1)) == "255.255.255.0"
    system = (1, 3, 6, 1, 4, 1, 1916, 1, 1)
    node = console.lab.session.node
    assert snmp.get((*system, 1, 13, 0)) == dict(node.flash.nvram.images)["primary"].encode()
    assert (snmp.get((*system, 2, 1, 0)), snmp.get((*system, 1, 33, 0))) == (1, 1)
    assert snmp.get((*system, 1, 27, 1, 2, 1)) == 2
    console.say(":fail psu 1")
    assert snmp.get((*system, 1, 27, 1, 2, 1)) == 3


def test_the_cause_of_a_failover(console: Typist) -> None:
    """The new master says that its slot has the master, and that the other MSM was removed."""
    snmp = manager(console)
    console.say(":remove msm-a", ":console msm-b", ":wait 30")
    vendor = (1, 3, 6, 1, 4, 1, 1916, 1, 1)
    assert (snmp.get((*vendor, 2, 1, 0)), snmp.get((*vendor, 1, 33, 0))) == (2, 4)


def test_a_wrong_community_is_not_answered(console: Typist) -> None:
    """It is counted and logged; so is a request while SNMP, or SNMPv1 and v2c, are disabled."""
    wrong = manager(console, "secret")
    assert wrong.send(wrong.message("get", (NAME, None))) == b""
    assert counters(console).auth_errors == 1
    assert "AuthErrors 1" in console.run("show management")
    assert "bad community name (secret)" in console.run("show log")
    right = manager(console)
    for line, dropped in (("snmp-v1v2c", 1), ("", 2)):
        console.run(f"disable snmp access {line}")
        assert right.send(right.message("get", (NAME, None))) == b""
        assert counters(console).drops == dropped
    console.run("enable snmp access")
    assert right.get(NAME)


def test_a_community_with_a_tag_is_for_the_targets_of_that_tag(console: Typist) -> None:
    """Another address is not answered."""
    for line in (
        "community near name near user v1v2c_ro tag desk",
        "target-params any user v1v2c_ro mp-model snmpv2c sec-model snmpv2c sec-level noauth",
        "target-addr desk1 param any ipaddress 10.0.0.2 tag-list desk",
    ):
        console.run(f"configure snmpv3 add {line}")
    snmp = manager(console, "near")
    assert snmp.send(snmp.message("get", (NAME, None))) == b""
    console.run("configure snmpv3 add target-addr desk2 param any ipaddress 10.0.0.1 tag-list desk")
    assert snmp.get(NAME)


@pytest.mark.parametrize("version", [0, 1])
def test_views_restrict(console: Typist, version: int) -> None:
    """A community whose view has the system group but not the name walks past the name, and sees nothing else."""
    model = ("snmpv1", "snmpv2c")[version]
    for line in (
        "mib-view few subtree 1.3.6.1.2.1.1 type included",
        "mib-view few subtree 1.3.6.1.2.1.1.5 type excluded",
        f"access few sec-model {model} sec-level noauth read-view few",
        f"group few user guest sec-model {model}",
        "community guest name guest user guest",
    ):
        console.run(f"configure snmpv3 add {line}")
    snmp = manager(console, "guest", version)
    assert [oid[7] for oid, _ in snmp.walk()] == [1, 2, 3, 4, 6, 7]
    if version:
        assert snmp.ask("get", NAME)[1][0][1].kind == "NoSuchInstance"
    else:
        assert snmp.get(NAME) == NO_SUCH_NAME


def test_names_are_set_as_the_views_allow(console: Typist) -> None:
    """private may, public may not; a name that a command refuses is refused, and the rest of the request undone."""
    assert manager(console).ask("set", NAME, text="other")[0] == NO_ACCESS
    snmp = manager(console, "private")
    assert snmp.ask("set", NAME, text="core")[0] == 0
    assert console.run("show switch").split("SysName:")[1].split()[0] == "core"
    assert console.lab.session.node.config.dirty
    assert snmp.ask("set", (*SYSTEM, 6, 0), NAME, text="7 wrong")[0] == WRONG_VALUE
    assert (snmp.get(NAME), snmp.get((*SYSTEM, 6, 0))) == (b"core", b"")
    assert snmp.ask("set", (*SYSTEM, 1, 0), text="other")[0] == NOT_WRITABLE
    assert manager(console, "private", 0).ask("set", (*SYSTEM, 1, 0), text="other")[0] == NO_SUCH_NAME


def test_a_port_is_switched_off_and_on(console: Typist) -> None:
    """As `disable ports` does, saved and on the backup; other values, a VLAN and another type are refused."""
    snmp = manager(console, "private")
    admin, oper = (*INTERFACES, 7, 1001), (*INTERFACES, 8, 1001)
    assert snmp.set((admin, 2)) == 0
    assert (snmp.get(admin), snmp.get(oper)) == (2, 2)
    assert "disable ports 1:1" in "\n".join(console.lines("vlan"))
    assert snmp.set((admin, 3)) == WRONG_VALUE
    assert snmp.set(((*INTERFACES, 7, 1000004), 2)) == WRONG_VALUE
    assert snmp.set((admin, "2")) == WRONG_TYPE
    assert snmp.set((admin, 1), ((*INTERFACES, 7, 1002), 2), ((*INTERFACES, 7, 1003), 9)) == WRONG_VALUE
    assert (snmp.get(admin), snmp.get((*INTERFACES, 7, 1002))) == (2, 1)
    assert snmp.set((admin, 1)) == 0
    console.lab.machine.advance(5.0)
    assert (snmp.get(admin), snmp.get(oper)) == (1, 1)
    console.say(":wait in-sync", "show node")
    assert snmp.set((admin, 2)) == 0
    console.say("run msm-failover", "y", ":console msm-b", ":wait in-sync", "show node")
    assert "disable ports 1:1" in "\n".join(console.lines("vlan"))


def test_the_spanning_tree_of_the_bridge(console: Typist) -> None:
    """The bridge's own times and priority; with STP on it is the root, and ports have cost and state."""
    snmp, stp = manager(console), (1, 3, 6, 1, 2, 1, 17, 2)
    console.run("configure stpd s0 priority 4096", "configure stpd s0 forwarddelay 20")
    assert (snmp.get((*stp, 2, 0)), snmp.get((*stp, 14, 0))) == (4096, 2000)
    assert snmp.get((*stp, 15, 1, 3, 1)) == 1
    console.run("enable stpd s0")
    console.lab.machine.advance(60.0)
    own = bytes.fromhex("1000" + console.machine.chassis.mac.replace(":", ""))
    assert (snmp.get((*stp, 5, 0)), snmp.get((*stp, 6, 0)), snmp.get((*stp, 7, 0))) == (own, 0, 0)
    assert [snmp.get((*stp, 15, 1, column, 1)) for column in (1, 3, 4, 5)] == [1, 5, 1, 4]
    assert snmp.get((*stp, 15, 1, 8, 1)) == own


def test_the_vendors_vlans_and_processor(console: Typist) -> None:
    """A VLAN with its tag and address; the share of the processor is a text; the memory is that of the MSM."""
    snmp, vendor = manager(console), (1, 3, 6, 1, 4, 1, 1916, 1)
    console.run("create vlan sales", "configure vlan sales tag 77", "configure vlan sales ipaddress 10.7.7.1/24")
    rows = dict(snmp.walk((*vendor, 2, 1, 2, 1, 2)))
    index = next(oid[-1] for oid, value in rows.items() if value.content == b"sales")
    assert snmp.get((*vendor, 2, 1, 2, 1, 10, index)) == 77
    assert snmp.get((*vendor, 2, 4, 1, 1, 1, index)) == "10.7.7.1"
    used = snmp.get((*vendor, 32, 1, 4, 1, 9, 1))
    assert isinstance(used, bytes)
    assert 0 <= float(used) <= 100
    assert snmp.get((*vendor, 32, 2, 2, 1, 2, 1)) == str(console.machine.chassis.dram).encode()


def test_the_slots_have_the_msms(console: Typist) -> None:
    """A module, an empty slot and both MSMs have their states; an MSM that is removed is not present."""
    snmp, states = manager(console), (1, 3, 6, 1, 4, 1, 1916, 1, 1, 2, 2, 1, 5)
    slots = len(console.machine.chassis.slots)
    console.say(":wait in-sync", "show node")
    assert [snmp.get((*states, number)) for number in (1, slots, slots + 1, slots + 2)] == [5, 1, 5, 5]
    console.say(":remove msm-b")
    assert [snmp.get((*states, number)) for number in (slots + 1, slots + 2)] == [5, 1]


def test_the_probe_says_what_it_can_do(console: Typist) -> None:
    """Four groups of RMON and the probe's own; its time is that of the switch; nobody sets it."""
    snmp, probe = manager(console, "private"), (1, 3, 6, 1, 2, 1, 16, 19)
    assert snmp.get((*probe, 1, 0)) == bytes.fromhex("f0400010")
    assert snmp.get((*probe, 2, 0)) == console.lab.session.node.version.encode()
    console.run("configure time 11 24 2006 10 20 30")
    time = snmp.get((*probe, 4, 0))
    assert isinstance(time, bytes)
    assert time[:6] == bytes((2006 >> 8, 2006 & 255, 11, 24, 10, 20))
    assert snmp.set(((*probe, 5, 0), 2)) == NOT_WRITABLE


def test_version_1_has_no_counters_of_64_bits(console: Typist) -> None:
    """A walk leaves them out, and to ask for one is an error."""
    old, new = manager(console, version=0), manager(console)
    row = (*EXTENSIONS, 6, 1001)
    assert (old.get(row), new.get(row)) == (NO_SUCH_NAME, 0)
    assert old.ask("next", row)[1][0][0] == (*EXTENSIONS, 15, 1001)


def test_a_bulk_request_fills_a_message_and_no_more(console: Typist) -> None:
    """Objects follow each other as in a walk, and the answer fits into a frame however many are asked for."""
    snmp = manager(console)
    answer = snmp.send(snmp.message("bulk", ((1, 3), None), often=1000))
    assert 1000 < len(answer) <= 1472
    found = snmp.ask("bulk", (1, 3))[1]
    walked = snmp.walk()
    assert [oid for oid, _ in found] == [next(walked)[0] for _ in found]


def test_requests_are_counted(console: Typist) -> None:
    """`show management` has the packets, and the requests by kind."""
    snmp = manager(console, "private")
    snmp.get(NAME)
    snmp.ask("next", NAME)
    snmp.ask("set", NAME, text="core")
    shown = console.run("show management")
    assert "InPkts 3       OutPkts   3       Errors 0" in shown
    assert "Gets   1       GetNexts  1       Sets   1" in shown


@cache
def _switch() -> Machine:
    """Return one switch for all examples."""
    return booted("summit-x450-24t")


@given(st.data())
def test_damaged_messages_are_counted_and_end_nothing(data: st.DataObject) -> None:
    """A message in which octets were changed, cut off or added is answered or not, and never an error of the agent."""
    node = _switch().master
    assert node is not None
    good = Manager(lambda sent: b"").message("get", (NAME, None))
    octets = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(octets)[: data.draw(st.integers(0, len(octets)))] + data.draw(st.binary(max_size=4))
    before = node.store.get(SnmpCounters) or SnmpCounters()
    node.software.ask("snmpMaster", "snmp_answer", node, cut, "10.0.0.1")
    assert node.store.one(SnmpCounters).in_packets == before.in_packets + 1


def test_a_walk_of_everything_is_in_order_and_complete(summit: Typist) -> None:
    """Each object is greater than the one before, and reading it alone gives a value of the same type."""
    snmp = manager(summit)
    found = list(snmp.walk())
    read = [(oid, snmp.ask("get", oid)[1][0][1].kind) for oid, _ in found[::25]]
    assert read == [(oid, value.kind) for oid, value in found[::25]]
    tables = {table.entry for table in MIB.tables}
    walked = {oid[: len(entry)] for oid, _ in found for entry in tables if oid[: len(entry)] == entry}
    chassis = {(1, 3, 6, 1, 4, 1, 1916, 1, 1, 2, *end) for end in ((1,), (2, 1))}
    learned = {(1, 3, 6, 1, 2, 1, *end) for end in ((4, 20, 1), (4, 21, 1), (4, 22, 1), (17, 4, 3, 1))}
    learned |= {(1, 3, 6, 1, 4, 1, 1916, 1, *end) for end in ((2, 4, 1, 1), (16, 1, 1))}
    rmon = (1, 1), (2, 1), (2, 2), (3, 1), (9, 1), (9, 2)
    learned |= {(1, 3, 6, 1, 2, 1, 16, *end, 1) for end in rmon}
    assert tables - walked == learned | chassis


def test_a_switch_that_nobody_asks_loads_nothing_of_snmp() -> None:
    """Neither the library nor the MIB, nor what makes notifications, is imported to boot a switch."""
    program = (
        "import sys; from xos_cli import Switch; Switch('bd10808');"
        "print([name for name in sys.modules if name.startswith(('pysnmp', 'pyasn1', 'xos_cli.processes.snmpMaster'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = {name.rpartition(".")[2] for name in ast.literal_eval(done.stdout)}
    assert loaded <= {"snmpMaster", "process", "rows", "facts", "factory", "build", "keys", "lines", "engine"}
