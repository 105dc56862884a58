"""Access profiles of telnet and SSH: clients whose address the policy does not permit are turned away."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

Serving = Callable[..., Any]
HERE = "entry a { if { source-address 127.0.0.0/8; } then { permit; } }"
NOT_HERE = "entry a { if { source-address 127.0.0.1/32; } then { deny; } } entry b { if { } then { permit; } }"
OTHERS = "entry a { if { source-address 10.0.0.0/8; } then { permit; } }"


def policies(machine: Any, **texts: str) -> None:
    """Put policies into the flash of every MSM."""
    for node in machine.nodes.values():
        for name, text in texts.items():
            node.flash.write(f"{name}.pol", text.encode(), 0.0)


def rejected(machine: Any) -> list[str]:
    """Return what the switch has logged of clients that it turned away."""
    return [entry.text for entry in machine.master.log.entries if entry.name == "telnetd.RejConn"]


@pytest.mark.parametrize("service", ["telnet", "ssh"])
def test_a_client_that_the_policy_denies_is_turned_away(serving: Serving, service: str) -> None:
    """The connection ends at once, and the switch logs it; consoles and those who are there already go on."""

    async def talk() -> None:
        async with serving("telnet", "ssh", "console-a") as network:
            machine = network.served[0].machine
            policies(machine, here=HERE, others=OTHERS, nothere=NOT_HERE)
            admin = await (await network.connect("console-a")).log_in()
            command = "configure telnet" if service == "telnet" else "enable ssh2"
            await admin.say(f"{command} access-profile here\r\n")
            wire = await network.connect(service)
            assert await wire.until(b"login: " if service == "telnet" else b"SSH-2.0")
            for number, name in enumerate(("others", "nothere"), 1):
                await admin.say(f"{command} access-profile {name}\r\n")
                assert await (await network.connect(service)).rest() == b""
                text = f"Rejected {service} connection from 127.0.0.1: access profile {name} denies it"
                assert rejected(machine)[-1] == text
                assert len(rejected(machine)) == number
            await admin.say(f"{command} access-profile none\r\n")
            assert await (await network.connect(service)).until(b"login: " if service == "telnet" else b"SSH-2.0")

    asyncio.run(talk())


def test_many_who_are_turned_away_take_no_place(serving: Serving) -> None:
    """They are not counted among the connections of their address."""

    async def talk() -> None:
        async with serving() as network:
            policies(network.served[0].machine, others=OTHERS)
            admin = await network.telnet()
            await admin.say("configure telnet access-profile others\r\n")
            for _ in range(40):
                assert await (await network.connect()).rest() == b""
            await admin.say("configure telnet access-profile none\r\n")
            await network.telnet()

    asyncio.run(talk())
