"""The list of spanning-tree domains to the letter."""

from collections.abc import Callable

from conftest import Typist

LEGEND = """
Total number of STPDs: {count}
Flags: (C) Topology Change, (D) Disable, (E) Enable, (R) Rapid Root Failover
       (T) Topology Change Detected
"""


def test_the_list_of_domains(switch: Callable[..., Typist]) -> None:
    """A row for each: whether it works, rapid root failover, how many ports; the root of one that works is itself."""
    console = switch("summit-x450-24t")
    console.run(
        *("create vlan v1", "configure v1 tag 20", "configure v1 add ports 3,4 tagged"),
        *("create stpd s1", "configure stpd s1 tag 20", "configure stpd s1 add vlan v1 ports 3"),
        *("configure stpd s1 priority 4096", "enable stpd s1", "enable stpd s1 rapid-root-failover"),
    )
    assert console.run("show stpd") == (
        "Name       Tag  Flags  Ports Bridge ID        Designated Root  Rt Port Rt Cost\n"
        "s0         0000 D----- 26    800000049620acd4 0000000000000000 ------- 0\n"
        "s1         0020 ER---- 1     100000049620acd4 100000049620acd4 ------- 0\n" + LEGEND.format(count=2)
    )
    console.run("delete stpd s1")
    assert console.run("show stpd") == (
        "Name       Tag  Flags  Ports Bridge ID        Designated Root  Rt Port Rt Cost\n"
        "s0         0000 D----- 26    800000049620acd4 0000000000000000 ------- 0\n" + LEGEND.format(count=1)
    )
