"""SSH logins that a server of the network decides: RADIUS and TACACS+."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import asyncssh
import pytest

from xos_cli import Network
from xos_cli.program.ssh_module import enable_ssh, install_ssh
from xos_cli.serve.connection_limits import ConnectionCounter, Limits
from xos_cli.serve.host_keys import HostKeys
from xos_cli.serve.site import ServePlan, Site
from xos_cli.serve.switch_server import SwitchServer
from xos_cli.switch.machine import Machine, SshKeys

ADDRESS = "configure vlan Default ipaddress 10.0.0.254/24"
CLIENT = "primary server 10.0.0.1 client-ip 10.0.0.254 vr VR-Default"
LINES = {
    "radius": [
        f"configure radius mgmt-access {CLIENT}",
        "configure radius mgmt-access primary shared-secret s3",
        "enable radius mgmt-access",
    ],
    "tacacs": [f"configure tacacs {CLIENT}", "configure tacacs primary shared-secret s3", "enable tacacs"],
}
USERS: dict[str, dict[str, Any]] = {
    "radius": {"alice": {"password": "root", "service": "administrative"}, "bob": "look"},
    "tacacs": {"alice": {"password": "root", "level": 15}, "bob": "look"},
}


@contextlib.asynccontextmanager
async def serving(kind: str) -> AsyncIterator[tuple[Network, SwitchServer]]:
    """Serve a switch of a network over SSH; its logins are decided by a server on a host."""
    loop = asyncio.get_running_loop()
    hosts = {"noc": {"address": "10.0.0.1/24", kind: {"secret": "s3", "users": USERS[kind]}}}
    network = Network.build({"core": {"lines": [ADDRESS, *LINES[kind]]}}, hosts, [("noc", "core 1:1")])

    def build(ssh: SshKeys | None) -> Machine:
        machine = network.switches["core"]._machine
        machine.ssh = ssh
        install_ssh(machine)
        enable_ssh(machine)
        network.settle()
        return machine

    site = Site(loop, "127.0.0.1", ConnectionCounter(Limits()), HostKeys(loop))
    served = SwitchServer(ServePlan("core", {"ssh": 0}, build, 100.0, False, ssh_module=True), site)
    try:
        yield network, served
    finally:
        served.close()
        await asyncio.sleep(0)


def connect(served: SwitchServer, account: str, password: str) -> Any:
    """An SSH connection to the switch."""
    options = {"username": account, "password": password, "known_hosts": None, "client_keys": None, "config": None}
    return asyncssh.connect("127.0.0.1", served.listeners["ssh"].port, **options)


@pytest.mark.parametrize("kind", ["radius", "tacacs"])
def test_a_server_decides_who_logs_in_by_ssh(kind: str) -> None:
    """Its users get in with its rights; a wrong password and the switch's own account do not, until it is silent."""

    async def talk() -> None:
        async with serving(kind) as (network, served):
            async with connect(served, "alice", "root") as alice:
                assert (await alice.run("create vlan red")).exit_status == 0
            async with connect(served, "bob", "look") as bob:
                assert (await bob.run("create vlan blue")).exit_status != 0
            for account, password in (("alice", "toor"), ("admin", "")):
                with pytest.raises(asyncssh.PermissionDenied):
                    await connect(served, account, password)
            network.cable("noc").cut()
            async with connect(served, "admin", "") as admin:
                shown = (await admin.run("show vlan")).stdout
                assert "red" in shown
                assert "blue" not in shown

    asyncio.run(talk())
