"""SNMP of a served switch, as Net-SNMP reads it: all versions, and traps to a real address."""

import asyncio
import contextlib
import importlib
import os
import socket
from argparse import Namespace
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

pytest.importorskip("pysnmp", reason="pysnmp is not installed (pip install 'xos-cli[snmp]')")

from conftest import Typist, booted
from netsnmp import FOUND, need_netsnmp, netsnmp

from xos_cli.errors import XosError
from xos_cli.processes.snmpMaster import notifications
from xos_cli.processes.snmpMaster.mib.system import counted, engine_octets
from xos_cli.serve import fleet, snmp
from xos_cli.serve.connection_limits import ConnectionCounter, Limits
from xos_cli.serve.site import ServePlan, Site
from xos_cli.serve.switch_server import SwitchServer

NAME, UP_TIME = ".1.3.6.1.2.1.1.5.0", ".1.3.6.1.2.1.1.3.0"
USERS = {
    "initial": "-l noAuthNoPriv",
    "initialmd5": "-l authNoPriv -a MD5 -A initialmd5",
    "initialsha": "-l authNoPriv -a SHA -A initialsha",
    "initialmd5Priv": "-l authPriv -a MD5 -A initialmd5Priv -x DES -X initialmd5Priv",
    "admin": "-l authPriv -a MD5 -A password -x DES -X password",
}


@contextlib.asynccontextmanager
async def serving(traps: int = 0) -> AsyncIterator[SwitchServer]:
    """Serve a booted switch over SNMP, with its traps to a port of this host."""
    site = Site(asyncio.get_running_loop(), "127.0.0.1", ConnectionCounter(Limits()))
    target = ("127.0.0.1", traps) if traps else None
    plan = ServePlan("core", {"snmp": 0}, lambda ssh: booted("bd10808"), 1.0, True, traps=target)
    server = SwitchServer(plan, site)
    try:
        yield server
    finally:
        server.close()


async def ask(server: SwitchServer, tool: str, words: str, wait: str = "10") -> str:
    """Return what a tool prints about the switch."""
    return await asyncio.to_thread(netsnmp, tool, server.ports["snmp"], *words.split(), wait=wait)


def typed(server: SwitchServer, *lines: str) -> str:
    """Type lines at the switch; return what the last one prints."""
    return Typist(server.machine).run(*lines)


def test_every_version_is_answered() -> None:
    """v1, v2c, and v3 without authentication, with MD5 or SHA, and with DES; a wrong password is refused."""
    asyncio.run(_every_version_is_answered())


async def _every_version_is_answered() -> None:
    need_netsnmp()
    async with serving() as server:
        for version in ("1", "2c"):
            assert f'{NAME} = STRING: "BD-10808"' in await ask(server, "snmpget", f"-v{version} -c public {NAME}")
        for user, options in USERS.items():
            assert f"{UP_TIME} = Timeticks" in await ask(server, "snmpget", f"-v3 -u {user} {options} {UP_TIME}")
        wrong = "-v3 -u initialmd5 -l authNoPriv -a MD5 -A other-password"
        assert "Authentication failure" in await ask(server, "snmpget", f"{wrong} {UP_TIME}")
        assert "Unknown user name" in await ask(server, "snmpget", f"-v3 -u nobody -l noAuthNoPriv {UP_TIME}")
        assert "No Response" in await ask(server, "snmpget", f"-v2c -c wrong {NAME}", wait="1")
        shown = typed(server, "show snmpv3 counters")
        counted = dict(line.split(":") for line in shown.splitlines() if ":" in line)
        found = {name.strip(): int(number) for name, number in counted.items()}
        assert (found["usmStatsWrongDigests"], found["usmStatsUnknownUserNames"]) == (1, 1)
        assert found["usmStatsUnknownEngineIDs"] >= len(USERS)  # how a manager finds out the engine


def test_time_and_decryption_are_checked() -> None:
    """A message with an old time and one that DES cannot read are reported and counted, and not answered."""
    asyncio.run(_time_and_decryption())


async def _time_and_decryption() -> None:
    need_netsnmp()
    async with serving() as server:
        late = f"-v3 -u admin {USERS['admin']} -Z 7,7 {UP_TIME}"
        assert "Timeticks" not in await ask(server, "snmpget", late, wait="1")
        wrong = f"-v3 -u admin {USERS['admin'].replace('-X password', '-X other-password')} {UP_TIME}"
        assert "Timeticks" not in await ask(server, "snmpget", wrong)
        shown = [line.split(":") for line in typed(server, "show snmpv3 counters").splitlines() if ":" in line]
        found = {name.strip(): int(number) for name, number in shown}
        assert found["usmStatsNotInTimeWindows"] >= 1
        assert found["usmStatsDecryptionErrors"] == 1


def test_walks_and_sets() -> None:
    """snmpbulkwalk and snmpwalk find the same names of interfaces; snmpset changes the prompt."""
    asyncio.run(_walks_and_sets())


async def _walks_and_sets() -> None:
    need_netsnmp()
    async with serving() as server:
        names = ".1.3.6.1.2.1.31.1.1.1.1"
        walked = await ask(server, "snmpwalk", f"-v2c -c public {names}")
        assert walked == await ask(server, "snmpbulkwalk", f"-v2c -c public {names}")
        assert f'{names}.1001 = STRING: "1:1"' in walked
        assert walked.count(" = STRING: ") == len(server.machine.chassis.ports) + 2
        assert 'STRING: "core7"' in await ask(server, "snmpset", f"-v2c -c private {NAME} s core7")
        assert "SysName:          core7" in typed(server, "show switch")
        assert "noAccess" in await ask(server, "snmpset", f"-v2c -c public {NAME} s other")


ENGINE = ".1.3.6.1.6.3.10.2.1"


def test_a_manager_goes_on_after_a_failover() -> None:
    """The new master counts one more start of the same engine, and its time begins anew; the old ones are refused."""
    asyncio.run(_a_manager_goes_on_after_a_failover())


async def _a_manager_goes_on_after_a_failover() -> None:
    need_netsnmp()
    async with serving() as server:
        user = f"-v3 -u admin {USERS['admin']}"
        assert "INTEGER: 1" in await ask(server, "snmpget", f"{user} {ENGINE}.2.0")
        engine = await ask(server, "snmpget", f"{user} {ENGINE}.1.0")
        server.machine.advance(500.0)
        typed(server, "save", "y")
        server.machine.remove("MSM-A")
        server.machine.advance(60.0)
        assert "INTEGER: 2" in await ask(server, "snmpget", f"{user} {ENGINE}.2.0")
        assert await ask(server, "snmpget", f"{user} {ENGINE}.1.0") == engine
        time = await ask(server, "snmpget", f"{user} {ENGINE}.3.0")
        assert int(time.rsplit(" ", 1)[1]) < 120
        node = server.master
        assert node is not None
        before = counted(node).not_in_time
        await ask(server, "snmpget", f"{user} -Z 1,600 {ENGINE}.2.0")
        assert counted(node).not_in_time == before + 1


ADMIN, ALARM, EVENT = ".1.3.6.1.2.1.2.2.1.7.1002", ".1.3.6.1.2.1.16.3.1.1", ".1.3.6.1.2.1.16.9.1.1"


def test_ports_and_alarms_are_set() -> None:
    """snmpset disables a port and creates an alarm of RMON, as a walk and the switch show; bad values are refused."""
    asyncio.run(_ports_and_alarms())


async def _ports_and_alarms() -> None:
    need_netsnmp()
    async with serving() as server:
        assert "INTEGER: 2" in await ask(server, "snmpset", f"-v2c -c private {ADMIN} i 2")
        assert "disable ports 1:2" in typed(server, "show configuration vlan")
        assert "wrongValue" in await ask(server, "snmpset", f"-v2c -c private {ADMIN} i 9")
        assert "wrongType" in await ask(server, "snmpset", f"-v2c -c private {ADMIN} s down")
        assert "noAccess" in await ask(server, "snmpset", f"-v2c -c public {ADMIN} i 1")
        assert "INTEGER: 3" not in await ask(server, "snmpget", f"-v2c -c public {ALARM}.12.5")
        await ask(server, "snmpset", f"-v2c -c private {EVENT}.7.1 i 2 {EVENT}.2.1 s busy {EVENT}.3.1 i 2")
        await ask(server, "snmpset", f"-v2c -c private {EVENT}.7.1 i 1")
        object_ = f"{ALARM}.12.5 i 2 {ALARM}.2.5 i 1 {ALARM}.3.5 o .1.3.6.1.2.1.1.3.0 {ALARM}.7.5 i 1 {ALARM}.9.5 i 1"
        await ask(server, "snmpset", f"-v2c -c private {object_}")
        await ask(server, "snmpset", f"-v2c -c private {ALARM}.12.5 i 1")
        assert f"{ALARM}.12.5 = INTEGER: 1" in await ask(server, "snmpwalk", f"-v2c -c public {ALARM}")
        server.machine.advance(5.0)
        logged = await ask(server, "snmpwalk", "-v2c -c public .1.3.6.1.2.1.16.9.2.1.4")
        assert 'STRING: "busy: alarm 5 is rising' in logged


#: Targets of each version beside the trap receiver, which is one of v2c; admin's notifications are private.
TARGETS = (
    "target-params old user v1v2c_ro mp-model snmpv1 sec-model snmpv1 sec-level noauth",
    "target-params new user admin mp-model snmpv3 sec-model usm sec-level priv",
    "target-addr old param old ipaddress 10.0.0.8 tag-list defaultNotify",
    "target-addr new param new ipaddress 10.0.0.7 tag-list defaultNotify",
)
DAEMON = ["-f", "-Lo", "-On", "-C", "-F", "%P|%N %w %q|%v\n"]


def test_traps_go_to_a_real_address(tmp_path: Path) -> None:
    """A trap receiver is told of a link that falls and of a wrong community, in v1, v2c and v3, as snmptrapd says."""
    asyncio.run(_traps_go_to_a_real_address(tmp_path / "snmptrapd.conf"))


async def _traps_go_to_a_real_address(settings: Path) -> None:
    need_netsnmp()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with serving(port) as server:
        program, node = FOUND["snmptrapd"], server.master
        assert program
        assert node is not None
        user = f"createUser -e 0x{engine_octets(node).hex()} admin MD5 password DES password\nauthUser log admin priv\n"
        settings.write_text(f"{user}authCommunity log public\nauthCommunity log lab\n")
        words = [*DAEMON, "-c", str(settings), f"127.0.0.1:{port}"]
        private = {**os.environ, "MIBS": "", "SNMP_PERSISTENT_DIR": str(settings.parent)}
        pipe = asyncio.subprocess.PIPE
        daemon = await asyncio.create_subprocess_exec(program, *words, stdout=pipe, env=private)
        assert daemon.stdout is not None
        try:
            await _until(daemon.stdout, b"NET-SNMP")
            typed(server, "configure snmp add trapreceiver 10.0.0.9 community lab")
            for line in TARGETS:
                typed(server, f"configure snmpv3 add {line}")
            server.machine.break_part("port", "1:1", True)
            await ask(server, "snmpget", f"-v2c -c wrong {NAME}", wait="1")
            server.catch_up()
            heard = b""
            while not all(word in heard for word in EXPECTED):
                heard += await asyncio.wait_for(daemon.stdout.readline(), 20)
        finally:
            daemon.terminate()
            await daemon.wait()


#: What snmptrapd prints: of v1 the enterprise and the numbers, of the others the objects.
TRAP = b".1.3.6.1.6.3.1.1.4.1.0 = OID: .1.3.6.1.6.3.1.1.5."
EXPECTED = (
    b"TRAP, SNMP v1, community public|.1.3.6.1.4.1.1916.2.56 2 0|.1.3.6.1.2.1.2.2.1.1.1001 = INTEGER: 1001",
    b"TRAP, SNMP v1, community public|.1.3.6.1.4.1.1916.2.56 4 0|",
    b"TRAP2, SNMP v2c, community lab|",
    b"TRAP2, SNMP v3, user admin, context |",
    TRAP + b"3",
    TRAP + b"5",
)


async def _until(stream: asyncio.StreamReader, word: bytes) -> None:
    """Read lines up to one with this word."""
    while word not in await asyncio.wait_for(stream.readline(), 20):
        pass


def test_an_unknown_receiver_of_traps_is_one_line() -> None:
    """It names the option and the address."""
    with pytest.raises(OSError, match=r"--traps nowhere\.invalid:162: "):
        snmp.Outlet(("nowhere.invalid", 162))


def test_without_the_library_the_reason_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """`serve --snmp` says what to install."""
    monkeypatch.setattr(snmp, "has_library", lambda: False)
    options = Namespace(network=None, telnet=None, ssh=None, snmp=0, console_a=None, console_b=None)
    more = Namespace(
        count=1,
        flash=None,
        seed=0,
        chassis="bd10808",
        admin_password_file=None,
        cold=False,
        traps=None,
        ssh_module=False,
    )
    rest = {"speed": 1.0, "start": None, "tftp": None, "load": None}
    with pytest.raises(XosError, match=r"pip install 'xos-cli\[snmp\]'"):
        fleet.plans(Namespace(**vars(options), **vars(more), **rest))
    assert importlib.import_module("pysnmp")
    assert notifications.has_library()
