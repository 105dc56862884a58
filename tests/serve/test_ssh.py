"""SSH to a switch on the network."""

import asyncio
import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asyncssh
import pytest
from asyncssh.connection import SSHConnection
from conftest import booted

from xos_cli.errors import FlashError
from xos_cli.processes import PROCESSES
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.program.flash_folder import FolderStorage
from xos_cli.program.resources import read_chassis
from xos_cli.program.switch_on import START, moment
from xos_cli.serve.connection_limits import Limits
from xos_cli.serve.host_keys import ED25519, RSA, HostKeys
from xos_cli.serve.ssh_channel import SshChannel
from xos_cli.serve.ssh_packets import DATA, IGNORE
from xos_cli.switch.machine import Machine

Serving = Callable[..., Any]
#: SSH_MSG_NEWKEYS (RFC 4253, 12).
KEYS = 21


def connect(network: Any, password: str | None = "", **options: Any) -> Any:
    """An SSH connection to the first switch."""
    port = network.served[0].listeners["ssh"].port
    options = {"username": "admin", "password": password, "known_hosts": None, "client_keys": None} | options
    return asyncssh.connect("127.0.0.1", port, config=None, **options)


class Shell:
    """A shell with a terminal."""

    def __init__(self, process: Any) -> None:
        self.process = process

    @classmethod
    async def open(cls, connection: Any, **options: Any) -> "Shell":
        """Begin, and read up to the first prompt."""
        shell = cls(await connection.create_process(term_type="vt100", encoding=None, **options))
        assert (await shell.until(b".1 # ")).endswith(b"\r\n\r\nBD-10808.1 # ")
        return shell

    async def until(self, end: bytes) -> bytes:
        """Everything up to *end*."""
        return bytes(await asyncio.wait_for(self.process.stdout.readuntil(end), 5.0))

    async def say(self, typed: str, end: str = "# ") -> str:
        """Type, and read up to *end*."""
        self.process.stdin.write(typed.encode())
        return (await self.until(end.encode())).decode()


def test_a_shell(serving: Serving) -> None:
    """The banner, the prompt, the echo, the location in `show session`, the end."""

    async def talk() -> None:
        async with serving("ssh") as network, connect(network) as connection:
            shell = await Shell.open(connection)
            assert (await shell.say("show node\r")).startswith("show node\r\n")
            assert "*1  " in await shell.say("show session\n", ".3 # ")
            assert "ssh     local  dis  127.0.0.1" in await shell.say("show session\n", ".4 # ")
            shell.process.stdin.write(b"quit\r")
            assert (await shell.process.wait()).exit_status == 0

    asyncio.run(talk())


def test_the_terminals_size(serving: Serving) -> None:
    """Pages as long as it is high, also when it changes."""

    async def talk() -> None:
        async with serving("ssh") as network, connect(network) as connection:
            shell = await Shell.open(connection, term_size=(80, 10))
            assert (await shell.say("show configuration\r", "\x1b[m")).count("\r\n") == 10
            shell.process.change_terminal_size(80, 30)
            await asyncio.sleep(0.05)
            await shell.say("q", "# ")
            assert (await shell.say("show configuration\r", "\x1b[m")).count("\r\n") == 30

    asyncio.run(talk())


def test_commands(serving: Serving) -> None:
    """Output without prompts, the status, questions answered by the input; several on one connection."""

    async def talk() -> None:
        async with serving("ssh") as network, connect(network) as connection:
            shown = await connection.run("show version")
            assert (shown.stdout[:11], shown.exit_status) == ("\nChassis   ", 0)
            refused = await connection.run("show vlanx")
            assert (refused.stdout.splitlines()[-1], refused.exit_status) == (
                "%% Invalid input detected at '^' marker.",
                1,
            )
            saved = await connection.run("save", input="y\n")
            assert saved.stdout.endswith("Configuration saved to primary.cfg successfully.\n")
            assert (await connection.run("save", stdin=asyncssh.DEVNULL)).stdout.endswith("cancelled.\n")
        assert network.served[0].machine.master.sessions == {}

    asyncio.run(talk())


def test_a_script_without_a_terminal(serving: Serving) -> None:
    """``ssh -T switch < script``: no echo, no pages; the end of the input is the end, after what was typed."""

    async def talk() -> None:
        async with serving("ssh") as network, connect(network) as connection:
            done = await connection.run(None, input="show configuration\nsave\ny\nshow node\n")
            assert "show node" not in done.stdout
            assert "successfully." in done.stdout
            assert done.stdout.endswith(".4 # ")

    asyncio.run(talk())


@pytest.mark.parametrize("method", ["password", "keyboard-interactive"])
def test_ways_to_prove_oneself(serving: Serving, method: str) -> None:
    """Both take the password, an empty one too."""

    async def talk() -> None:
        async with serving("ssh") as network:
            async with connect(network, preferred_auth=method) as connection:
                await connection.run("create account admin secured secret1")
            async with connect(network, "secret1", username="secured", preferred_auth=method) as connection:
                assert (await connection.run("show session")).stdout.count("secured") == 1

    asyncio.run(talk())


def test_three_failures_end_the_connection(serving: Serving) -> None:
    """They are counted and logged as on the console."""

    class Guess(asyncssh.SSHClient):
        tried = 0

        def password_auth_requested(self) -> str:
            self.tried += 1
            return "wrong"

    async def talk() -> None:
        async with serving("ssh") as network:
            guess = Guess()
            with pytest.raises(asyncssh.DisconnectError, match="Too many failures"):
                async with connect(network, None, preferred_auth="password", client_factory=lambda: guess):
                    pass
            assert guess.tried == 3
            log = [entry.text for entry in network.served[0].machine.master.log.entries]
            assert log.count("Login failed for user admin through ssh (127.0.0.1)") == 3

    asyncio.run(talk())


def test_there_is_no_way_around_the_password(serving: Serving) -> None:
    """An account that does not exist, none at all, no method."""

    async def talk() -> None:
        async with serving("ssh") as network:
            for options in ({"username": "nobody"}, {"username": " "}, {"preferred_auth": "none"}):
                with pytest.raises(asyncssh.PermissionDenied):
                    async with connect(network, **options):
                        pass

    asyncio.run(talk())


def test_nothing_else_is_offered(serving: Serving) -> None:
    """No files, no forwarding."""

    async def talk() -> None:
        async with serving("ssh") as network, connect(network) as connection:
            with pytest.raises(asyncssh.ChannelOpenError):
                await connection.open_connection("127.0.0.1", network.served[0].listeners["ssh"].port)
            with pytest.raises(asyncssh.Error):
                await connection.start_sftp_client()

    asyncio.run(talk())


def test_the_banner_comes_before_the_password(serving: Serving) -> None:
    """`configure banner`."""

    class Reader(asyncssh.SSHClient):
        banner = ""

        def auth_banner_received(self, msg: str, lang: str) -> None:
            self.banner = msg

    async def talk() -> None:
        async with serving("ssh") as network:
            async with connect(network) as connection:
                await connection.run("configure banner", input="Keep out\n\n")
            reader = Reader()
            async with connect(network, client_factory=lambda: reader):
                assert reader.banner == "Keep out\n"

    asyncio.run(talk())


def test_one_session_too_many(serving: Serving) -> None:
    """It is told so in its shell."""

    async def talk() -> None:
        async with serving("ssh", limits=Limits(sessions=1)) as network, connect(network) as first:
            await Shell.open(first)
            async with connect(network) as second:
                shown = await second.run("show node")
                assert "Error: No more than 1 sessions are allowed." in shown.stdout

    asyncio.run(talk())


@pytest.mark.parametrize("command", ["run msm-failover", "reboot"])
def test_a_failover_drops_the_connection(serving: Serving, command: str) -> None:
    """One can connect to the new master with the same host key."""

    async def talk() -> None:
        async with serving("ssh", speed=5000.0) as network:
            async with connect(network, server_host_key_algs=["ssh-ed25519"]) as connection:
                key = connection.get_server_host_key().get_fingerprint()
                shell = await Shell.open(connection)
                await shell.say(f"{command}\r", "(y/n) ")
                shell.process.stdin.write(b"y\r")
                await asyncio.wait_for(connection.wait_closed(), 5.0)
            (await network.back("ssh")).writer.close()
            async with connect(network, server_host_key_algs=["ssh-ed25519"]) as connection:
                assert connection.get_server_host_key().get_fingerprint() == key
                await Shell.open(connection)

    asyncio.run(talk())


def test_disable_ssh2(serving: Serving) -> None:
    """Nobody else can connect; those who are there stay."""

    async def talk() -> None:
        async with serving("ssh") as network, connect(network) as connection:
            assert (await connection.run("disable ssh2")).exit_status == 0
            with pytest.raises(ConnectionRefusedError):
                await network.connect("ssh")
            assert "SSH Access                       : Disabled" in (await connection.run("show management")).stdout
            assert (await connection.run("enable ssh2")).exit_status == 0
            async with connect(network) as other:
                assert "Enabled (Key valid, tcp port 22 vr all)" in (await other.run("show management")).stdout

    asyncio.run(talk())


def test_a_new_key(serving: Serving) -> None:
    """`configure ssh2 key`: those who come have the new one."""

    async def talk() -> None:
        async with serving("ssh") as network, connect(network) as connection:
            before = connection.get_server_host_key().get_fingerprint()
            assert (await connection.run("configure ssh2 key")).exit_status == 0
            async with connect(network) as other:
                assert other.get_server_host_key().get_fingerprint() != before
                shown = (await other.run("show ssh2 private-key")).stdout
                private = asyncssh.import_private_key(base64.b64decode(shown))
                assert private.get_algorithm() == "ssh-rsa"

    asyncio.run(talk())


def test_a_key_of_another_switch(serving: Serving) -> None:
    """`configure ssh2 key pregenerated` takes over what `show ssh2 private-key` printed; what is no key is refused."""

    async def talk() -> None:
        async with serving("ssh") as network, connect(network) as connection:
            theirs = asyncssh.generate_private_key("ssh-rsa", key_size=2048)
            text = base64.b64encode(theirs.export_private_key("pkcs8-der")).decode()
            line = "configure ssh2 key pregenerated"
            assert "Error: Invalid host key." in (await connection.run(line, input=f"{text[:-8]}\n")).stdout
            assert (await connection.run(line, input=f"{text}\n")).exit_status == 0
            assert "".join((await connection.run("show ssh2 private-key")).stdout.split()) == text
            async with connect(network, server_host_key_algs=["rsa-sha2-256"]) as other:
                assert other.get_server_host_key().get_fingerprint() == theirs.get_fingerprint()

    asyncio.run(talk())


def test_ssh_waits_for_its_module(serving: Serving) -> None:
    """The port is closed until the module was downloaded and started, and SSH enabled; then it lets clients in."""

    async def talk() -> None:
        async with serving("telnet", "ssh", module=False) as network:
            with pytest.raises(ConnectionRefusedError):
                await network.connect("ssh")
            wire = await network.telnet()
            assert "Error: ssh module not loaded." in await wire.say("enable ssh2\r", ".2 # ")
            await wire.say("download image 10.0.0.1 bd10K-11.3.1.3-ssh.xmod\r", "cancel) ")
            await wire.say("y", ".3 # ")
            assert "Error: ssh module not loaded." in await wire.say("enable ssh2\r", ".4 # ")
            await wire.say("run update\r", ".5 # ")
            with pytest.raises(ConnectionRefusedError):
                await network.connect("ssh")
            await wire.say("enable ssh2\r", ".6 # ")
            async with connect(network) as connection:
                assert "Key valid" in (await connection.run("show management")).stdout

    asyncio.run(talk())


def test_silence(serving: Serving) -> None:
    """Whoever does not log in in time is closed; so is who speaks no SSH."""

    async def talk() -> None:
        async with serving("ssh", limits=Limits(login=0.2)) as network:
            silent, garbage = await network.connect("ssh"), await network.connect("ssh")
            garbage.writer.write(b"GET / HTTP/1.0\r\n\r\n" * 100)
            assert (await silent.rest()).startswith(b"SSH-2.0-XOS\r\n")
            await garbage.rest()
            await asyncio.sleep(0.05)
            assert not network.served[0].site.counter._open

    asyncio.run(talk())


def test_connections_per_address(serving: Serving) -> None:
    """One too many is told so before anything else."""

    async def talk() -> None:
        async with serving("ssh", limits=Limits(per_address=1)) as network, connect(network):
            assert await (await network.connect("ssh")).rest() == b"\r\nToo many connections from your address\r\n"

    asyncio.run(talk())


def test_a_client_that_does_not_read(serving: Serving) -> None:
    """It is not read from either, or cut off: nothing grows without bound."""

    async def talk() -> None:
        async with serving("ssh", speed=20.0) as network, connect(network) as connection:
            shell = await Shell.open(connection, term_size=(80, 0))
            await shell.say("disable clipaging\r")
            for _ in range(200):
                shell.process.stdin.write(b"show configuration\r" * 100)
            await asyncio.sleep(0.5)
            unread = [line.unread() for line in network.served[0].connections]  # none, if it was cut off
            assert max(unread, default=0) < 2 * Limits().unread
            async with connect(network) as other:
                assert (await other.run("show version")).exit_status == 0

    asyncio.run(talk())


def folder_switch(path: Path) -> Machine:
    """A booted switch whose flashes are kept under *path*."""
    machine = Machine(
        read_chassis("bd10808"), PROCESSES, moment(START), lambda name: FolderStorage(str(path / name))
    )  # fmt: skip
    machine.power_on()
    machine.settle()
    return machine


def test_host_keys_are_made_once_for_a_flash(tmp_path: Path) -> None:
    """An Ed25519 and an RSA key, kept in both MSMs' flashes; no command sees them."""

    async def keys() -> list[bytes]:
        machine = folder_switch(tmp_path)
        found = HostKeys(asyncio.get_running_loop()).of(machine)
        assert all(node.flash.names() == [] for node in machine.nodes.values())
        return [key.export_private_key("pkcs8-pem") for key in found]

    first = asyncio.run(keys())
    assert [key[:27] for key in first] == [b"-----BEGIN PRIVATE KEY-----"] * 2
    assert asyncio.run(keys()) == first
    assert {path.name for path in (tmp_path / "MSM-B").iterdir()} >= {ED25519, RSA}


def test_host_keys_of_flashes_in_memory() -> None:
    """One pair for the program; the RSA key has 2048 bits."""

    async def keys() -> None:
        made = HostKeys(asyncio.get_running_loop())
        one, other = booted("bd10808"), booted("bd8810")
        while len(made.made) < 2:
            await asyncio.sleep(0.01)
        assert made.of(one) == made.of(other)
        assert [key.get_algorithm() for key in made.of(one)] == ["ssh-ed25519", "ssh-rsa"]
        assert getattr(made.made[1].pyca_key, "key_size", 0) == 2048

    asyncio.run(keys())


@pytest.mark.parametrize("damage", [b"", b"garbage"])
def test_a_damaged_host_key_is_replaced_by_the_other_ones(tmp_path: Path, damage: bytes) -> None:
    """By that of the other MSM, so that clients know the switch again; by a new one if that is damaged, too."""

    async def keys() -> list[bytes]:
        found = HostKeys(asyncio.get_running_loop()).of(folder_switch(tmp_path))
        return [key.export_private_key("pkcs8-pem") for key in found]

    first = asyncio.run(keys())
    (tmp_path / "MSM-A" / RSA).write_bytes(damage)
    assert asyncio.run(keys()) == first
    assert (tmp_path / "MSM-A" / RSA).read_bytes() == (tmp_path / "MSM-B" / RSA).read_bytes()
    for msm in ("MSM-A", "MSM-B"):
        (tmp_path / msm / RSA).write_bytes(damage)
    made = asyncio.run(keys())
    assert made[0] == first[0]
    assert made[1] != first[1]
    assert asyncio.run(keys()) == made


def test_host_keys_of_a_flash_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are those of the program, the same for every connection; to make new ones is refused."""

    async def keys() -> None:
        machine, made = folder_switch(tmp_path), HostKeys(asyncio.get_running_loop())
        while len(made.made) < 2:
            await asyncio.sleep(0.01)

        def refuse(self: FolderStorage, name: str, data: bytes, when: float) -> None:
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr(FolderStorage, "write", refuse)
        assert made.of(machine) == made.of(machine) == made.made
        with pytest.raises(FlashError, match="read-only"):
            made.new_key(machine)

    asyncio.run(keys())


BROKEN = ("sha1", "md5", "cbc", "arcfour", "3des", "nistp", "group1-", "exchange", "ssh-rsa", "ssh-dss")


@pytest.mark.parametrize("legacy", [False, True])
def test_what_is_offered(serving: Serving, legacy: bool) -> None:
    """Nothing that an audit calls broken, unless old clients are to be served; what today's clients have, always."""
    offers: dict[str, list[str]] = {}

    class Curious(asyncssh.SSHClient):
        def connection_made(self, conn: Any) -> None:
            choose = conn._choose_alg

            def seen(kind: str, ours: Any, theirs: Any) -> Any:
                offers[kind] = [name.decode() for name in theirs]
                return choose(kind, ours, theirs)

            conn._choose_alg = seen

    async def talk() -> None:
        async with serving("ssh") as network:
            server = network.served[0]
            server.site.legacy_ssh = legacy
            while len(server.site.host_keys.made) < 2:
                await asyncio.sleep(0.01)
            port = server.listeners["ssh"].port
            options: dict[str, Any] = {"known_hosts": None, "client_keys": None, "config": None, "username": "admin"}
            await asyncssh.connect(
                "127.0.0.1", port, client_factory=Curious, password="", encryption_algs=["aes128-ctr"], **options
            )

    asyncio.run(talk())
    every = [name for names in offers.values() for name in names]
    assert any(word in name for name in every for word in BROKEN) is legacy
    for wanted in ("curve25519-sha256", "diffie-hellman-group14-sha256", "aes128-ctr", "hmac-sha2-256"):
        assert wanted in every


@pytest.mark.parametrize(
    ("cipher", "signature"),
    [
        ("aes128-ctr", "hmac-sha2-256"),
        ("aes256-ctr", "hmac-sha2-512"),
        ("aes128-ctr", "hmac-sha2-256-etm@openssh.com"),
        ("aes128-gcm@openssh.com", "hmac-sha2-256"),
    ],
)
def test_data_takes_the_direct_way(
    serving: Serving, monkeypatch: pytest.MonkeyPatch, cipher: str, signature: str
) -> None:
    """With any cipher lines of any length arrive whole, also while keys are exchanged; no packet is for nothing."""
    sent: list[int] = []
    usual = SSHConnection.send_packet

    def send_packet(self: Any, kind: int, *fields: bytes, handler: Any = None) -> None:
        if self.is_server():
            sent.append(kind)
        usual(self, kind, *fields, handler=handler)

    monkeypatch.setattr(SSHConnection, "send_packet", send_packet)

    async def talk() -> None:
        options: dict[str, Any] = {"encryption_algs": [cipher], "mac_algs": [signature], "rekey_bytes": 3_000}
        async with serving("ssh") as network, connect(network, **options) as connection:
            shell = await Shell.open(connection)
            await shell.say("disable clipaging\r")
            for length in range(0, 400, 7):
                line = "show " + "x" * length
                assert (await shell.say(f"{line}\r")).startswith(f"{line}\r\n")
            assert "Module vlan" in await shell.say("show configuration\r", ".61 # ")

    asyncio.run(talk())
    assert IGNORE not in sent
    assert sent.count(KEYS) > 3
    assert sent.count(DATA) < 5, "only while keys are exchanged"


def test_a_forged_packet_ends_the_connection(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    """The signature of data that goes the direct way is checked before anything is done with it."""

    async def talk() -> None:
        options: dict[str, Any] = {"encryption_algs": ["aes128-ctr"], "mac_algs": ["hmac-sha2-256"]}
        async with serving("ssh") as network, connect(network, **options) as connection:
            shell = await Shell.open(connection)
            monkeypatch.setattr(connection._send_encryption._mac, "sign", lambda number, packet: bytes(32))
            shell.process.stdin.write(b"create vlan forged\r")
            await asyncio.wait_for(connection.wait_closed(), 5.0)
            assert not network.served[0].machine.master.store.get(Vlan, "forged")

    asyncio.run(talk())


def test_many_small_packets_share_the_loop(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the turn of a round is over, a packet waits for the next round; nothing that was typed is lost."""

    async def talk() -> None:
        options: dict[str, Any] = {"encryption_algs": ["aes128-ctr"], "mac_algs": ["hmac-sha2-256"]}
        async with serving("ssh") as network, connect(network, **options) as connection:
            shell = await Shell.open(connection)
            rounds = 0

            def count() -> None:
                nonlocal rounds
                rounds += 1
                asyncio.get_running_loop().call_soon(count)

            taken: list[int] = []
            count()
            login = next(iter(network.served[0].ssh_logins))
            direct = login.connection._recv_packet.__self__
            monkeypatch.setattr(direct.turn, "over", lambda: bool(taken) and taken[-1] == rounds)
            usual = SshChannel.data_received

            def data_received(self: Any, data: bytes, datatype: int | None) -> None:
                taken.append(rounds)
                usual(self, data, datatype)

            monkeypatch.setattr(SshChannel, "data_received", data_received)
            for _ in range(400):
                shell.process.stdin.write(b"\x01")
            assert await shell.say("show node\r", ".2 # ")
            assert len(taken) == len(set(taken)) == 401

    asyncio.run(talk())
