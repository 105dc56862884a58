"""The I/O ports that an MSM of the 8800s carries.  evidence: hardware guide p.54, guide 11.3 p.78"""

from collections.abc import Callable
from typing import Any

from xos_cli.processes.vlan.ports.rows import PortLink


def msm_slots(console: Any) -> list[str]:
    """The states of slots 5 and 6 of a bd8810, in which its MSMs are."""
    rows = console.run("show slot").splitlines()
    return [row[51:62].rstrip() for row in rows if row.startswith(("Slot-5", "Slot-6"))]


def links(console: Any) -> set[int]:
    """The slots that have ports."""
    return {link.slot for link in console.machine.master.store.rows(PortLink)}


def test_the_ports_of_an_msm_go_with_it(switch: Callable[..., Any]) -> None:
    """Out of its slot there is no module any more, back in it there is.  evidence: hardware guide p.54"""
    console = switch("bd8810")
    assert msm_slots(console) == ["Operational", "Operational"]
    console.say(":remove msm-b", ":wait 1")
    assert (msm_slots(console), 6 in links(console)) == (["Operational", "Empty"], False)
    console.say(":insert msm-b", ":wait in-sync")
    assert (msm_slots(console), 6 in links(console)) == (["Operational", "Operational"], True)


def test_the_ports_of_the_old_master_need_two_minutes(switch: Callable[..., Any]) -> None:
    """After a failover they are power-cycled; those of the new master go on.  evidence: guide 11.3 p.78"""
    console = switch("bd8810")
    console.say("run msm-failover", "y", ":console msm-b")
    assert (msm_slots(console), 5 in links(console)) == (["Booting", "Operational"], False)
    console.say(":wait 110")
    assert msm_slots(console) == ["Booting", "Operational"]
    console.say(":wait 15")
    assert (msm_slots(console), 5 in links(console)) == (["Operational", "Operational"], True)


def test_the_ports_of_a_removed_master_are_gone(switch: Callable[..., Any]) -> None:
    """And do not come back by themselves."""
    console = switch("bd8810")
    console.say(":remove msm-a", ":console msm-b", ":wait 300")
    assert msm_slots(console) == ["Empty", "Operational"]


def test_a_cut_channel_takes_no_ports(switch: Callable[..., Any]) -> None:
    """The other MSM is there and works, it only cannot be heard."""
    console = switch("bd8810")
    console.say(":cut", ":wait 5")
    assert msm_slots(console) == ["Operational", "Operational"]
