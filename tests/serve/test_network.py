"""Switches on the network: telnet, the consoles, what the switch's settings and states do to connections."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable
from typing import Any

import pytest

from xos_cli.serve.connection_limits import Limits
from xos_cli.serve.line_editor import LONGEST

Serving = Callable[..., Any]


def test_telnet(serving: Serving) -> None:
    """Offers and `login:` at once, an answer with the prompt in one piece, the end at `quit`."""

    async def talk() -> None:
        async with serving() as network:
            wire = await network.connect()
            assert await wire.until(b"login: ") == bytes.fromhex("fffb01fffb03fffd1ffffd18") + b"\r\nlogin: "
            await wire.say("admin\r\n", "password: ")
            assert (await wire.say("\r\n")).endswith("BD-10808.1 # ")
            wire.writer.write(b"show session\r\n")
            assert (await wire.reader.read(4096)).endswith(b"  telnet  local  dis  127.0.0.1\r\nBD-10808.2 # ")
            wire.writer.write(b"quit\r\n")
            assert await wire.rest() == b"quit\r\n"
            assert not network.served[0].connections

    asyncio.run(talk())


def test_two_see_each_others_changes(serving: Serving) -> None:
    """At once."""

    async def talk() -> None:
        async with serving() as network:
            one, other = await network.telnet(), await network.telnet()
            await one.say("configure snmp sysName core\r\n")
            assert (await other.say("\r\n")).endswith("* core.1 # ")

    asyncio.run(talk())


def test_the_window_tells_the_height(serving: Serving) -> None:
    """NAWS, and pages of that many lines."""

    async def talk() -> None:
        async with serving() as network:
            wire = await network.telnet()
            wire.writer.write(bytes([255, 251, 31, 255, 250, 31, 0, 80, 0, 10, 255, 240]))
            assert (await wire.say("show configuration\r\n", "\x1b[m")).count("\r\n") == 10

    asyncio.run(talk())


def test_a_command_that_takes_time(serving: Serving) -> None:
    """Its output comes as time goes on, at the speed that was asked for."""

    async def talk() -> None:
        async with serving() as network:
            wire = await network.telnet()
            await wire.say("save\r\n", "(y/n) ")
            assert (await wire.say("y\r\n")).endswith("successfully.\r\nBD-10808.2 # ")

    asyncio.run(talk())


# -- consoles --------------------------------------------------------------------------------------------------------


def test_consoles(serving: Serving) -> None:
    """One at a time; whoever is logged in there stays so, and sees what was printed meanwhile."""

    async def talk() -> None:
        async with serving("console-a", "console-b") as network:
            a = await network.connect("console-a")
            await a.log_in()
            second = await network.connect("console-a")
            assert (await second.rest()).endswith(b"\r\nThis console is in use\r\n")
            a.writer.close()
            await asyncio.sleep(0.05)
            b = await network.connect("console-b")
            await b.log_in(end="> ")
            again = await network.connect("console-a")
            assert (await again.until(b"# ")).endswith(b"BD-10808.1 # ")
            await again.say("run msm-failover\r\n", "(y/n) ")
            assert "bootstrap" in await again.say("y", "bootstrap")
            again.writer.close()
            assert (await b.say("show node\r\n")).endswith("BD-10808.2 # ")
            third = await network.connect("console-a")
            assert (await third.until(b"login: ")).endswith(b"\r\nlogin: ")

    asyncio.run(talk())


def test_a_console_that_nobody_reads_keeps_so_much(serving: Serving) -> None:
    """The last 64 KiB, however long nobody is there."""

    async def talk() -> None:
        async with serving("console-a") as network:
            served = network.served[0]
            port = served.consoles["console-a"]
            for number in range(3000):
                port.session.node.say(f"line {number:050}\n")
            assert len("".join(port.session.out)) < 100_000
            wire = await network.connect("console-a")
            assert (await wire.until(b"login: ")).endswith(b"2999\r\n\r\nlogin: ")

    asyncio.run(talk())


def test_a_stand_alone_switch_has_a_console(serving: Serving) -> None:
    """One, whatever it is called."""

    async def talk() -> None:
        async with serving("console-a", chassis="summit-x450-24t") as network:
            wire = await (await network.connect("console-a")).log_in()
            assert await wire.say("show switch\r\n", "SysName:          SummitX450-24t\r\n")

    asyncio.run(talk())


# -- the switch's own settings ---------------------------------------------------------------------------------------


def test_disable_telnet(serving: Serving) -> None:
    """Nobody else can connect; those who are there stay."""

    async def talk() -> None:
        async with serving("telnet") as network:
            wire = await network.telnet()
            await wire.say("disable telnet\r\n")
            with pytest.raises(ConnectionRefusedError):
                await network.connect()
            await wire.say("enable telnet\r\n")
            await network.telnet()

    asyncio.run(talk())


def test_another_port(serving: Serving) -> None:
    """`configure telnet port` moves the listener there, `default` back to where it was."""

    async def talk() -> None:
        async with serving("telnet") as network:
            wire, door = await network.telnet(), network.served[0].listeners["telnet"]
            planned, other = door.port, _free()
            await wire.say(f"configure telnet port {other}\r\n")
            assert door.port == other
            await network.telnet()
            await wire.say("configure telnet port default\r\n")
            assert door.port == planned

    asyncio.run(talk())


def test_another_port_that_is_taken(serving: Serving, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said where the program was started, and those who are there stay."""

    async def talk() -> None:
        async with serving("telnet") as network:
            wire = await network.telnet()
            with socket.create_server(("127.0.0.1", 0)) as taken:
                await wire.say(f"configure telnet port {taken.getsockname()[1]}\r\n")

    asyncio.run(talk())
    assert "switch-1: telnet on 127.0.0.1 port" in capsys.readouterr().err


def test_a_port_that_is_taken_is_tried_again_now_and_then(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a second, however much is typed meanwhile."""
    tries: list[int] = []

    async def talk() -> None:
        async with serving("telnet") as network:
            wire, door = await network.telnet(), network.served[0].listeners["telnet"]
            opened = door.open

            def tried(port: int) -> None:
                tries.append(port)
                opened(port)

            monkeypatch.setattr(door, "open", tried)
            with socket.create_server(("127.0.0.1", 0)) as taken:
                await wire.say(f"configure telnet port {taken.getsockname()[1]}\r\n")
                for _ in range(50):
                    await wire.say("\r\n")
                assert len(tries) < 5

    asyncio.run(talk())


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_session_limit(serving: Serving) -> None:
    """The switch's own, unless another was asked for."""

    async def talk() -> None:
        async with serving("telnet") as network:
            wires = [await network.telnet() for _ in range(8)]
            assert (await wires[0].say("show session\r\n", "8.2 # ")).count("telnet") == 8
            ninth = await network.connect()
            await ninth.until(b"login: ")
            await ninth.say("admin\r", "password: ")
            ninth.writer.write(b"\r")
            assert b"Error: No more than 8 sessions are allowed.\r\n" in await ninth.rest()
        async with serving("telnet", limits=Limits(sessions=12)) as network:
            assert len([await network.telnet() for _ in range(12)]) == 12

    asyncio.run(talk())


def test_clear_session(serving: Serving) -> None:
    """The connection goes with the session."""

    async def talk() -> None:
        async with serving("telnet") as network:
            one, other = await network.telnet(), await network.telnet()
            await one.say("clear session 2\r\n")
            assert await other.rest() == b"\r\n\r\nThis session was ended by another.\r\n"

    asyncio.run(talk())


def test_idle_time_out(serving: Serving) -> None:
    """After twenty minutes of whoever sits there, however fast the switch's time goes; or when they are jumped over."""

    async def talk() -> None:
        async with serving("telnet") as network:
            wire, clock = await network.telnet(), network.served[0].machine.clock
            before = clock.now
            while clock.now < before + 1300.0:
                await asyncio.sleep(0.05)
            await wire.say("\r\n")
            clock.advance(1200.0)
            assert b"Session was idle for 20 minutes" in await wire.rest()

    asyncio.run(talk())


# -- failovers and reboots -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["run msm-failover", "reboot"])
def test_management_sessions_drop(serving: Serving, command: str) -> None:
    """The connection ends with the MSM, and one can connect again when there is a master to log in at."""

    async def talk() -> None:
        async with serving("telnet", speed=5000.0) as network:
            wire, idle = await network.telnet(), await network.telnet()
            await wire.say("configure snmp sysName core\r\nsave\r\n", "(y/n) ")
            await wire.say("y\r\n")
            await wire.say(f"{command}\r\n", "(y/n) ")
            wire.writer.write(b"y\r\n")
            assert (await wire.rest()).startswith(b"Yes\r\n")
            assert await idle.rest() == b""
            back = await network.back()
            await back.log_in()
            assert (await back.say("\r\n")).endswith("core.1 # ")

    asyncio.run(talk())


# -- faults of the emulator ------------------------------------------------------------------------------------------


def test_a_fault_ends_one_connection(serving: Serving, capsys: pytest.CaptureFixture[str]) -> None:
    """And no other, nor the time that passes."""

    def fail() -> None:
        raise RuntimeError("a fault")

    async def talk() -> None:
        async with serving("telnet", speed=20.0) as network:
            wire, other = await network.telnet(), await network.telnet()
            served = network.served[0]
            served.machine.clock.after(0.0, fail)
            assert (await wire.say("show node\r\n")).endswith(".2 # ")
            next(line for line in served.connections if line.terminal.session.id == 2).terminal.take = fail
            other.writer.write(b"\r")
            assert await other.rest() == b""
            assert (await wire.say("show node\r\n")).endswith(".3 # ")

    asyncio.run(talk())
    assert capsys.readouterr().err.count("RuntimeError: a fault") == 2


def test_a_port_that_somebody_else_has_got_meanwhile(
    serving: Serving, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried again until it is free."""
    monkeypatch.setattr("xos_cli.serve.switch_server.AGAIN", 0.05)

    async def talk() -> None:
        async with serving("telnet", "console-a") as network:
            console = await (await network.connect("console-a")).log_in()
            await console.say("disable telnet\r\n")
            with socket.create_server(("127.0.0.1", network.served[0].listeners["telnet"].port)):
                await console.say("enable telnet\r\n")
                await asyncio.sleep(0.2)
            await (await network.back()).log_in()

    asyncio.run(talk())
    assert capsys.readouterr().err.count("the port is in use") == 1


# -- limits ----------------------------------------------------------------------------------------------------------


def test_silence_before_the_login(serving: Serving) -> None:
    """Whoever does not log in in time is told so and closed; typing does not help."""

    async def talk() -> None:
        async with serving("telnet", limits=Limits(login=0.1)) as network:
            silent, typing, inside = await network.connect(), await network.connect(), await network.telnet()
            typing.writer.write(b"a")
            assert (await silent.rest()).endswith(b"\r\nlogin: \r\nLogin timed out!\r\n")
            assert (await typing.rest()).endswith(b"\r\nLogin timed out!\r\n")
            assert (await inside.say("show node\r\n")).endswith("BD-10808.2 # ")

    asyncio.run(talk())


def test_connections_per_address(serving: Serving) -> None:
    """One too many is told so and closed; when another has gone there is room again."""

    async def talk() -> None:
        async with serving("telnet", limits=Limits(per_address=2)) as network:
            first, _ = await network.connect(), await network.connect()
            await first.until(b"login: ")
            assert await (await network.connect()).rest() == b"\r\nToo many connections from your address\r\n"
            first.writer.close()
            await asyncio.sleep(0.05)
            await network.telnet()

    asyncio.run(talk())


def test_connections_in_all(serving: Serving) -> None:
    """To all switches of the program together."""

    async def talk() -> None:
        async with serving("telnet", count=2, limits=Limits(total=2)) as network:
            wires = [await network.connect(index=0), await network.connect(index=1)]
            assert await (await network.connect(index=1)).rest() == b"\r\nToo many connections\r\n"
            assert len(wires) == 2

    asyncio.run(talk())


def test_a_mass_of_connections(serving: Serving) -> None:
    """Hundreds that come and go at once leave nothing behind, and the switch answers."""

    async def talk() -> None:
        async with serving("telnet", limits=Limits(per_address=50)) as network:
            wires = await asyncio.gather(*(network.connect() for _ in range(300)))
            for wire in wires:
                wire.writer.close()
            served = network.served[0]
            for _ in range(200):
                await asyncio.sleep(0.01)
                if not served.connections:
                    break
            assert not served.connections
            assert served.site.counter.enter("switch-1", "127.0.0.1") == ""
            await network.telnet()

    asyncio.run(talk())


def test_a_line_without_an_end(serving: Serving) -> None:
    """Megabytes are read and dropped; the line is refused, and the session goes on."""

    async def talk() -> None:
        async with serving("telnet") as network:
            wire = await network.telnet()
            reading = asyncio.create_task(wire.until(b"characters\r\nBD-10808.1 # "))
            for _ in range(20):
                wire.writer.write(b"x" * 100_000)
                await wire.writer.drain()
            wire.writer.write(b"\r\n")
            assert f"longer than {LONGEST}".encode() in await reading

    asyncio.run(talk())


def test_a_long_paste_is_answered_whole_and_others_have_their_turn(serving: Serving) -> None:
    """Nobody is cut off who reads what is sent, and nobody waits until all of it is done."""

    async def talk() -> None:
        async with serving("telnet", speed=20.0) as network:
            paster, other = await network.telnet(), await network.telnet()
            await paster.say("disable clipaging\r")
            paster.writer.write(b"show configuration detail\r" * 500)
            reading = asyncio.ensure_future(paster.until(b".502 # ", 60.0))
            answers = 0
            while not reading.done():
                await other.say("\r")
                answers += 1
            assert (await reading).count(b"# Module vlan configuration.") == 500
            assert answers > 5

    asyncio.run(talk())


def test_telnets_urgent_byte(serving: Serving) -> None:
    """It stands where it was sent, and takes nothing along that is typed behind it."""

    async def talk() -> None:
        async with serving("telnet") as network:
            wire = await network.telnet()
            connection = wire.writer.get_extra_info("socket")
            with socket.fromfd(connection.fileno(), socket.AF_INET, socket.SOCK_STREAM) as urgent:
                urgent.send(bytes([255, 244, 255]))
                urgent.send(bytes([242]), socket.MSG_OOB)
            assert "MSM-B  BACKUP" in await wire.say("show node\r\n", ".2 # ")

    asyncio.run(talk())


def test_garbage(serving: Serving) -> None:
    """Any bytes whatever, telnet commands among them, before and after the login."""

    async def talk() -> None:
        async with serving("telnet") as network:
            wire = await network.connect()
            wire.writer.write(bytes(range(256)) * 4 + bytes([255, 240, 3]))
            await wire.until(b"login: ")
            wire.writer.write(b"\x03" * 3)
            inside = await network.telnet()
            inside.writer.write(bytes(n for n in range(256) if n != 255) * 4 + b"\x03")
            assert (await inside.say("\x03show node\r\n")).endswith("# ")

    asyncio.run(talk())


def test_a_client_that_does_not_read(serving: Serving) -> None:
    """It is not read from either: others are served meanwhile, and nothing grows without bound."""

    async def talk() -> None:
        async with serving("telnet", speed=20.0) as network:
            wire, other = await network.telnet(), await network.telnet()
            await wire.say("disable clipaging\r\n")
            wire.writer.transport.pause_reading()
            for _ in range(200):
                wire.writer.write(b"show configuration\r\n" * 100)
            await asyncio.sleep(0.5)
            assert (await other.say("show node\r\n")).endswith("BD-10808.2 # ")
            served = network.served[0]
            unread = [connection.unread() for connection in served.connections]
            assert max(unread) < 2 * Limits().unread
            wire.writer.transport.abort()
            other.writer.write(b"quit\r\n")
            await other.rest()

    asyncio.run(talk())


def test_a_connection_that_is_reset(serving: Serving) -> None:
    """It is gone, and its session with it."""

    async def talk() -> None:
        async with serving("telnet") as network:
            wire, other = await network.telnet(), await network.telnet()
            raw = wire.writer.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            wire.writer.transport.abort()
            await asyncio.sleep(0.05)
            assert (await other.say("show session\r\n", "8.2 # ")).count("telnet") == 1

    asyncio.run(talk())


def test_half_a_connection(serving: Serving) -> None:
    """A client that has said all it has to say gets its answers."""

    async def talk() -> None:
        async with serving("telnet") as network:
            wire = await network.telnet()
            wire.writer.write(b"show node\r\nquit\r\n")
            with contextlib.suppress(OSError):
                wire.writer.write_eof()
            assert (await wire.rest()).endswith(b"quit\r\n")

    asyncio.run(talk())
