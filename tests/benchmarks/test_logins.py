"""What logins by RADIUS and by TACACS+ cost; run by hand: pytest tests/benchmarks/test_logins.py -s"""

import time

import pytest

from xos_cli import Network
from xos_cli.session.session import Session

SERVERS = {"radius": "radius mgmt-access", "tacacs": "tacacs"}
USERS = {
    "radius": {"alice": {"password": "root", "service": "administrative"}},
    "tacacs": {"alice": {"password": "root", "level": 15}},
}


@pytest.mark.parametrize("kind", sorted(SERVERS))
def test_a_hundred_logins(kind: str) -> None:
    """A hundred logins one after the other, each accepted by the server, in less than ten seconds of CPU."""
    lines = [
        "configure vlan Default ipaddress 10.0.0.254/24",
        f"configure {SERVERS[kind]} primary server 10.0.0.1 client-ip 10.0.0.254 vr VR-Default",
        f"configure {SERVERS[kind]} primary shared-secret s3",
        f"enable {SERVERS[kind]}",
    ]
    noc = {"address": "10.0.0.1/24", kind: {"secret": "s3", "users": USERS[kind]}}
    found = Network.build({"core": {"lines": lines}}, {"noc": noc}, [("noc", "core 1:1")])
    machine = found.switches["core"]._machine
    assert machine.master is not None
    begun, virtual = time.process_time(), machine.clock.now
    for _ in range(100):
        session = Session(machine, machine.master.name, "telnet", "10.0.0.9")
        session.feed("alice")
        session.feed("root")
        machine.wait(lambda here=session: here.wants != "time", "an answer")  # type: ignore[misc]
        assert session.account == "alice"
        session.close()
    seconds = time.process_time() - begun
    print(f"\n100 logins by {kind}: {seconds:.3f} s CPU, {machine.clock.now - virtual:.2f} s of virtual time")
    assert seconds < 10
