"""The IP interfaces, which follow the rows that they are made of."""

import random

import pytest
from conftest import booted

from xos_cli.processes.vlan.ip.facts import IpInterfaces, interfaces
from xos_cli.session.session import Session

LINES = """create vlan a
create vlan b
delete vlan a
configure vlan b name a
configure vlan a name B
configure a ipaddress 10.1.0.1/24
configure b ipaddress 10.2.0.1/16
configure a add secondary-ipaddress 10.3.0.1/24
configure a delete secondary-ipaddress 10.3.0.1
unconfigure a ipaddress
unconfigure b ipaddress
configure a add ports 1:1,2:3
configure b add ports 1:2 tagged
configure a delete ports 1:1
configure Default delete ports all
disable port 1:1
enable port 1:1
enable sharing 1:1 grouping 1:1,1:3
disable sharing 1:1
enable loopback-mode vlan a
enable ipforwarding vlan b
configure a tag 7""".splitlines()


@pytest.mark.parametrize("seed", range(4))
def test_they_are_those_of_a_look_at_everything(seed: int) -> None:
    """After each of many commands, refused ones too."""
    machine, dice = booted("bd10808"), random.Random(seed)
    session = Session(machine, "MSM-A", "telnet", "10.0.0.1")
    for line in ("admin", "", "configure Default delete ports 1:1-3"):
        session.feed(line)
    for _ in range(60):
        session.feed(dice.choice(LINES))
        store = machine.nodes["MSM-A"].store
        assert interfaces(store) == IpInterfaces().all(store)
