"""The event management system: the events there are, and how often they happened."""

import re
from pathlib import Path

import pytest
from conftest import Typist

from xos_cli.processes.ems.catalog import COMPONENTS, EVENTS
from xos_cli.switch.log import SEVERITIES

SOURCES = Path(__file__).resolve().parents[3] / "xos_cli"
#: evidence: guide 11.3 p.201
STP = """Comp    SubComp     Condition               Severity      Parameters
------- ----------- ----------------------- ------------- ----------
STP     InBPDU      Drop                    Error         2 total
STP     InBPDU      Dump                    Debug-Data    3 total
STP     InBPDU      Trace                   Debug-Verbose 2 total
STP     InBPDU      Ign                     Debug-Summary 2 total
STP     InBPDU      Mismatch                Warning       2 total
"""


def counted(typist: Typist, event: str) -> list[str]:
    """What the row of one event has under Occurred, In and Notified."""
    return typist.run(f"show log counters {event}").splitlines()[2].split()[-3:]


def test_every_event_that_is_raised_is_known() -> None:
    """Whatever the switch logs is in the catalogue."""
    text = "".join(path.read_text() for path in SOURCES.rglob("*.py"))
    names = "|".join(SEVERITIES)
    raised = set(re.findall(rf'"(?:{names})", "(\w+(?:\.\w+)+)"', text))
    assert raised <= {event.name for event in EVENTS}


def test_every_event_has_a_component() -> None:
    """Its own and, where it is of a part, that part."""
    known = {component.name for component in COMPONENTS}
    assert {".".join(part for part in event.parts[:2] if part) for event in EVENTS} <= known


def test_events_of_a_component(console: Typist) -> None:
    """Name, severity and number of parameters, as in the guide."""
    assert console.run("show log events stp.inbpdu") == STP
    assert console.run("show log events STP.InBPDU.Drop").splitlines()[2:] == STP.splitlines()[2:3]


@pytest.mark.parametrize(
    ("words", "severities"), [("severity error", {"Error"}), ("severity warning only", {"Warning"})]
)
def test_events_by_severity(console: Typist, words: str, severities: set[str]) -> None:
    """That one and what is more urgent, or exactly that one."""
    rows = console.run(f"show log events stp {words}").splitlines()[2:]
    assert {row.split()[3] for row in rows} == severities


def test_components(console: Typist) -> None:
    """Title and threshold, parts below their component, to the column."""
    rows = console.run("show log components").splitlines()
    assert rows[:3] == [
        " " * 67 + "Severity",
        "Component           Title                                          Threshold",
        "------------------- ---------------------------------------------- -------------",
    ]
    at = rows.index("STP                 Spanning-Tree Protocol (STP)                   Error")
    assert rows[at + 1] == "    InBPDU          STP In BPDU subcomponent                       Warning"
    assert len(console.run("show log components vlan.msgs").splitlines()) == 5


@pytest.mark.parametrize("what", ["events", "components", "counters"])
def test_what_is_not_there_is_refused(console: Typist, what: str) -> None:
    """By its name."""
    assert console.refuse(f"show log {what} nothing") == "Error: There is no event or component nothing."


def test_counters_count(console: Typist) -> None:
    """Each event that happens, since the boot or the last `clear log counters`."""
    console.run("clear log counters")
    assert counted(console, "vlan.msgs.portLinkStateDown") == ["0", "Y", "0"]
    console.run("disable ports 1:1", "disable ports 1:2")
    assert counted(console, "vlan.msgs.portLinkStateDown") == ["2", "Y", "2"]
    console.run("clear log")
    assert counted(console, "vlan.msgs.portLinkStateDown") == ["2", "Y", "2"]
    console.run("clear log counters aaa")
    assert counted(console, "vlan.msgs.portLinkStateDown") == ["2", "Y", "2"]


def test_counters_know_the_filters(console: Typist) -> None:
    """An event that no target asks for is counted, but nobody was notified; one for debugging is not included."""
    assert counted(console, "STP.InBPDU.Dump") == ["0", "N", "0"]
    console.run("clear log counters", "configure log filter DefaultFilter add exclude events vlan", "disable ports 1:1")
    assert counted(console, "vlan.msgs.portLinkStateDown") == ["1", "N", "0"]


def test_the_other_node_counts_for_itself(console: Typist) -> None:
    """Its counters are those of its own events."""
    console.run("disable ports 1:1")
    before = counted(console, "EPM.start")
    console.say(":console msm-b")
    assert before == ["1", "Y", "1"]
    assert counted(console, "vlan.msgs.portLinkStateDown")[0] == "0"
