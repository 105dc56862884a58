"""What logins by RADIUS cost; run by hand: pytest tests/benchmarks/test_radius.py -s"""

import time

from xos_cli import Network
from xos_cli.session.session import Session

LINES = [
    "configure vlan Default ipaddress 10.0.0.254/24",
    "configure radius mgmt-access primary server 10.0.0.1 client-ip 10.0.0.254 vr VR-Default",
    "configure radius mgmt-access primary shared-secret s3",
    "enable radius mgmt-access",
]


def test_a_hundred_logins() -> None:
    """A hundred logins one after the other, each accepted by the server, in less than ten seconds of CPU."""
    users = {"alice": {"password": "root", "service": "administrative"}}
    noc = {"address": "10.0.0.1/24", "radius": {"secret": "s3", "users": users}}
    found = Network.build({"core": {"lines": LINES}}, {"noc": noc}, [("noc", "core 1:1")])
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
    print(f"\n100 logins by RADIUS: {seconds:.3f} s CPU, {machine.clock.now - virtual:.2f} s of virtual time")
    assert seconds < 10
