"""How many objects a second Net-SNMP reads of a served BlackDiamond 10808, and what the agent alone does of that."""

import time
from pathlib import Path

from conftest import booted
from netsnmp import netsnmp
from serving_program import serve
from snmp_manager import Manager

from xos_cli.processes.snmpMaster.access_control import Principal
from xos_cli.processes.snmpMaster.agent import GET_NEXT, Request, carried_out
from xos_cli.processes.snmpMaster.keys import coded
from xos_cli.processes.snmpMaster.mib.objects import Value
from xos_cli.processes.snmpMaster.requests import snmp_answer

EVERYTHING = ".1.3"
PRIVATE = "-v3 -u admin -l authPriv -a MD5 -A password -x DES -X password"


def test_walks_of_everything(tmp_path: Path) -> None:
    """snmpwalk (GetNext) and snmpbulkwalk (GetBulk), in v2c, and in v3 with MD5 and DES."""
    print()
    with serve(tmp_path, "--snmp", 0) as program:
        port = program.port("snmp")
        for tool in ("snmpwalk", "snmpbulkwalk"):
            for options in ("-v2c -c public", PRIVATE):
                start, before = time.perf_counter(), program.cpu()
                objects = netsnmp(tool, port, *options.split(), EVERYTHING).count("\n")
                seconds, cpu = time.perf_counter() - start, program.cpu() - before
                rate = f"{objects} objects, {objects / seconds:,.0f} a second, CPU {cpu:.2f} s"
                print(f"{tool} {options.split()[0]}: {rate}")
                assert objects > 5000


def test_the_agent_alone() -> None:
    """Messages answered a second, and how many of them there would be without decoding and encoding."""
    node = booted("bd10808").master
    assert node is not None
    count, oid = 2000, (1, 3, 6, 1, 2, 1, 2, 2, 1, 10, 1001)
    message = Manager(lambda sent: b"").message("next", (oid, None))
    start = time.perf_counter()
    for _ in range(count):
        assert snmp_answer(node, message, "10.0.0.1")
    whole = time.perf_counter() - start
    who, request = Principal(2, coded("v1v2c_ro")), Request(GET_NEXT, ((oid, Value("Null", None)),))
    start = time.perf_counter()
    for _ in range(count):
        assert carried_out(node, who, request).bindings
    inside = time.perf_counter() - start
    print(f"\n{count / whole:,.0f} messages a second; without the codec {count / inside:,.0f}")
