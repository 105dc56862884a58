"""Files of earlier versions have ranges and virtual links of OSPF as recorded lines: they act after a boot."""

from conftest import Typist

from xos_cli.processes.ospf.configured import configured
from xos_cli.processes.ospf.protocol.settings import VIRTUAL, Range
from xos_cli.processes.ospf.rows import OspfAseSummary
from xos_cli.switch.recorded import Recorded

#: The order in which an earlier version kept them: that of their keys.
LINES = [
    "configure ospf add virtual-link 2.2.2.2 0.0.0.1",
    "configure ospf area 0.0.0.1 add range 10.8.0.0/16 noadvert",
    "configure ospf ase-summary add 192.0.2.0/24 cost 9 tag 3",
    "configure ospf restart grace-period 77",
    "configure ospf virtual-link 2.2.2.2 0.0.0.1 timer 6 2 20 80",
    "configure ospf virtual-link 2.2.2.2 0.0.0.1 authentication simple-password sesame",
    "configure ospf vlan Default restart-helper planned",
]


def test_lines_of_an_earlier_file_act(console: Typist) -> None:
    """They are settings of the router that runs, and no row has a line any more."""
    console.run("create ospf area 0.0.0.1", "configure vlan Default ipaddress 10.1.1.1/24")
    console.run("enable loopback-mode vlan Default", "configure ospf add vlan Default area 0.0.0.1", "enable ospf")
    for node in console.machine.nodes.values():
        node.store.fill([Recorded("ospf", f"line {number}", line) for number, line in enumerate(LINES)])
    console.say("save", "y", "reboot", "y", ":wait booted", ":wait in-sync")
    master = console.machine.master
    assert master is not None
    assert [node.store.count(Recorded) for node in console.machine.nodes.values()] == [0, 0]
    found = next(iter(configured(master.store).values())).settings
    assert found.grace == 77
    assert [Range(0x0A080000, 16, advertise=False)] == [one for area in found.areas for one in area.ranges]
    (link,) = [interface for interface in found.interfaces if interface.kind == VIRTUAL]
    assert (link.retransmit, link.delay, link.hello, link.dead, link.key.secret) == (6, 2, 20, 80, b"sesame")
    assert [interface.helper for interface in found.interfaces] == ["planned", ""]
    assert master.store.rows(OspfAseSummary) == [OspfAseSummary("192.0.2.0/24", 9, 3)]
