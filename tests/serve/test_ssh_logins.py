"""SSH connections and the logins behind them: channels one after the other, or none at all."""

import asyncio
from collections.abc import Callable
from typing import Any

import asyncssh
import pytest

Serving = Callable[..., Any]


def connect(network: Any, account: str = "admin", password: str = "") -> Any:
    """An SSH connection to the first switch."""
    port = network.served[0].listeners["ssh"].port
    options = {"username": account, "password": password, "known_hosts": None, "client_keys": None, "config": None}
    return asyncssh.connect("127.0.0.1", port, **options)


async def closed(connection: Any) -> None:
    """Wait until the connection is over."""
    await asyncio.wait_for(connection.wait_closed(), 5.0)


def test_a_connection_that_has_proved_itself_needs_no_second_proof(serving: Serving) -> None:
    """Commands go on after the account's password was changed."""

    async def talk() -> None:
        async with serving("ssh") as network, connect(network) as connection:
            changed = await connection.run('configure account admin "s3cret"')
            assert changed.exit_status == 0
            after = await asyncio.wait_for(connection.run("show node", stdin=asyncssh.PIPE), 5.0)
            assert after.exit_status == 0
            assert "MSM-B  BACKUP" in after.stdout

    asyncio.run(talk())


def test_an_account_that_is_gone(serving: Serving) -> None:
    """Its connection gets no further channel, and no failed login is counted."""

    async def talk() -> None:
        async with serving("ssh") as network, connect(network) as admin:
            await admin.run('create account admin bob "bobs word"')
            async with connect(network, "bob", "bobs word") as bob:
                assert (await bob.run("show node")).exit_status == 0
                await admin.run("delete account bob")
                with pytest.raises(asyncssh.ChannelOpenError):
                    await bob.run("show node")
            assert "Login failed" not in (await admin.run("show log")).stdout

    asyncio.run(talk())


@pytest.mark.parametrize("how", ["clear session all", "run msm-failover"])
def test_a_connection_without_a_channel(serving: Serving, how: str) -> None:
    """It ends as a login does that is cleared, or whose MSM goes."""

    async def talk() -> None:
        async with serving("ssh", "telnet") as network:
            idle = await connect(network)
            used = await connect(network)
            assert (await used.run("show node")).exit_status == 0
            wire = await network.telnet()
            wire.writer.write(f"{how}\r\ny\r\n".encode())
            await closed(idle)
            if "failover" in how:
                await closed(used)
            else:
                used.close()
            await asyncio.sleep(0.05)
            assert not network.served[0].ssh_logins

    asyncio.run(talk())


def test_commands_that_were_not_done_are_a_failure(serving: Serving) -> None:
    """One login too many, and one that was ended meanwhile; who leaves has done what was asked for."""

    async def talk() -> None:
        async with serving("ssh") as network, connect(network) as connection, connect(network) as other:
            await connection.run("configure cli max-sessions 3")
            waiting = await connection.create_process("save")
            assert (await waiting.stdout.readuntil("(y/n) ")).endswith("(y/n) ")
            one = await connection.create_process("save")
            assert (await one.stdout.readuntil("(y/n) ")).endswith("(y/n) ")
            refused = await connection.run("show node")
            assert (refused.exit_status, "No more than 3 sessions" in str(refused.stdout)) == (1, True)
            await other.run("clear session all")
            assert (await waiting.wait()).exit_status == 1
            async with connect(network) as third:
                assert (await third.run("exit\nshow node", input="n\n")).exit_status == 0

    asyncio.run(talk())


def test_a_restored_snapshot_ends_every_connection(serving: Serving) -> None:
    """With a channel or without one, as nobody is logged in there then; a new one finds the snapshot."""

    async def talk() -> None:
        async with serving("ssh", "console-a") as network:
            console = await (await network.connect("console-a")).log_in()
            await console.say(":snapshot before\r")
            bare, used = await connect(network), await connect(network)
            shell = await used.create_process(term_type="vt100", encoding=None)
            await shell.stdout.readuntil(b".1 # ")
            assert (await bare.run("create vlan sales")).exit_status == 0
            assert len(network.served[0].ssh_logins) == 2
            await console.say(":restore before\r")
            await asyncio.gather(closed(bare), closed(used))
            assert not network.served[0].ssh_logins
            async with connect(network) as again:
                assert "sales" not in (await again.run("show vlan")).stdout

    asyncio.run(talk())


@pytest.mark.parametrize("name", ["admin", "nobody", " "])
def test_every_failed_try_counts(serving: Serving, name: str) -> None:
    """Three end the connection, whether there is such an account or not, and whatever the name is."""
    tries = 0

    class Guessing(asyncssh.SSHClient):
        def password_auth_requested(self) -> str:
            nonlocal tries
            tries += 1
            return "wrong"

    async def talk() -> None:
        async with serving("ssh") as network:
            port = network.served[0].listeners["ssh"].port
            options: dict[str, Any] = {"known_hosts": None, "client_keys": None, "config": None, "username": name}
            with pytest.raises(asyncssh.DisconnectError):
                await asyncssh.connect("127.0.0.1", port, client_factory=Guessing, **options)

    asyncio.run(talk())
    assert tries == 3
