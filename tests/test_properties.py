"""What must hold whatever is typed, pulled out, cut or broken, in whatever order."""

from collections.abc import Callable
from typing import Any

import pytest
from conftest import Typist, booted
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from xos_cli.errors import LabError
from xos_cli.switch.tables import Scope

VLANS = st.sampled_from(["red", "green", "blue", "sales"])
MSMS = st.sampled_from(["msm-a", "msm-b"])
SECONDS = st.sampled_from([0.1, 1.0, 7.0, 30.0, 70.0, 90.0, 200.0, 400.0])
#: Lines that mean something and lines that do not, in any order.
LINES = st.one_of(
    st.builds("create vlan {}".format, VLANS),
    st.builds("delete vlan {}".format, VLANS),
    st.builds("configure vlan {} tag {}".format, VLANS, st.integers(0, 4100)),
    st.builds("configure vlan {} add ports 1:{}".format, VLANS, st.integers(1, 62)),
    st.builds("configure snmp sysName {}".format, st.sampled_from(["BD", "core-1", "1bad"])),
    st.builds("configure node slot {} priority {}".format, st.sampled_from("AB"), st.integers(0, 3)),
    st.sampled_from(["save", "y", "n", "", "show switch", "show vlan", "show checkpoint-data", "synchronize", "quit"]),
    st.sampled_from(["run msm-failover", "run msm-failover force", "reboot", "reboot msm A", "reboot msm B"]),
    st.text(max_size=20),
)


class Switch(RuleBasedStateMachine):
    """A bd10808 and somebody who does anything to it."""

    @initialize()
    def begin(self) -> None:
        self.typist = Typist(booted("bd10808"))
        self.machine = self.typist.machine

    @rule(lines=st.lists(LINES, min_size=1, max_size=4))
    def type(self, lines: list[str]) -> None:
        self.typist.type(*lines)

    @rule(seconds=SECONDS)
    def pass_time(self, seconds: float) -> None:
        self.machine.advance(seconds)

    @rule(line=st.sampled_from([":remove", ":insert", ":console", ":fail", ":repair"]), msm=MSMS)
    def handle(self, line: str, msm: str) -> None:
        self.typist.type(f"{line} {msm}")

    @rule(line=st.sampled_from([":cut", ":join", ":power off", ":power on", ":fail process vlan", ":fail psu 1"]))
    def break_something(self, line: str) -> None:
        self.typist.type(line)

    @rule(line=st.sampled_from([":snapshot one", ":restore one"]))
    def go_back(self, line: str) -> None:
        self.typist.type(line)

    @invariant()
    def one_master_at_most(self) -> None:
        """At most one node manages the switch."""
        assert [node.is_master for node in self.machine.nodes.values()].count(True) <= 1

    @precondition(lambda self: self.machine.in_sync)
    @invariant()
    def in_sync_is_equal(self) -> None:
        """In sync means that the backup's running rows are the master's."""
        contents = [node.store.content(Scope.CONFIG, Scope.STATE) for node in self.machine.nodes.values()]
        assert contents[0] == contents[1]
        assert len({node.config.dirty for node in self.machine.nodes.values()}) == 1

    @precondition(lambda self: self.machine.in_sync)
    @invariant()
    def what_is_saved_is_saved_twice(self) -> None:
        """While in sync both flashes hold the same files, equal to the byte, and select the same one."""
        a, b = (node.flash for node in self.machine.nodes.values())
        assert a.nvram.config_selected == b.nvram.config_selected
        assert {name: a.read(name) for name in a.names()} == {name: b.read(name) for name in b.names()}

    @precondition(lambda self: self.machine.in_sync)
    @rule()
    def fail_over(self) -> None:
        """After a failover in sync the configuration is unchanged."""
        master = self.machine.master
        assert master is not None
        before = master.store.content(Scope.CONFIG)
        self.machine.remove(master.name)
        self.machine.advance(2.0)
        assert self.machine.master is not None
        assert self.machine.master is not master
        assert self.machine.master.store.content(Scope.CONFIG) == before
        self.machine.insert(master.name)

    def teardown(self) -> None:
        """With power, both MSMs and the channel, a prompt and the sync come back from anything."""
        if not hasattr(self, "machine"):
            return
        self.typist.type("")  # answers a question that may be open
        for line in (":join", ":power on", ":insert msm-a", ":insert msm-b", ":repair msm-a", ":repair msm-b"):
            self.typist.type(line)
        self.machine.advance(400.0)
        if not any(not p.ready for node in self.machine.nodes.values() for p in node.processes.values()):
            self.machine.settle()
            assert self.machine.in_sync
        for name in ("msm-a", "msm-b"):
            out = self.typist.type(f":console {name}", "", "show node")
            assert "MSM-A" in out


TestSwitch = Switch.TestCase
TestSwitch.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)


def _text(typist: Typist) -> str:
    """`show configuration`, at whichever console manages the switch."""
    master = typist.machine.master
    assert master is not None
    typist.type(f":console {master.name}")
    return typist.run("show configuration")


CHANGES = st.lists(
    st.one_of(
        st.builds("create vlan {}".format, VLANS),
        st.builds("delete vlan {}".format, VLANS),
        st.builds("configure snmp sysContact {}".format, st.sampled_from(["noc", '"a b"'])),
    ),
    max_size=6,
)


@settings(max_examples=15, deadline=None)
@given(changes=CHANGES, failovers=st.integers(1, 4))
def test_configuration_stays_over_failovers(changes: list[str], failovers: int) -> None:
    """The active configuration stays, however many failovers follow one another."""
    typist = Typist(booted("bd10808"))
    typist.type(*changes)
    before = _text(typist)
    for _ in range(failovers):
        assert typist.machine.master is not None
        typist.type(f":console {typist.machine.master.name}", "run msm-failover", "y", ":wait in-sync")
    assert _text(typist) == before


@settings(max_examples=15, deadline=None)
@given(saved=CHANGES, unsaved=CHANGES)
def test_reboot_without_save_is_as_saved(saved: list[str], unsaved: list[str]) -> None:
    """A reboot without saving comes back with what was saved last."""
    typist = Typist(booted("bd10808"))
    typist.type(*saved, "save", "y")
    before = _text(typist)
    typist.type(*unsaved)
    typist.machine.backplane.reset_all()
    typist.machine.settle()
    assert _text(typist) == before


@settings(max_examples=10, deadline=None)
@given(before=CHANGES, after=CHANGES)
def test_never_synchronised_backup_has_its_own_flash(before: list[str], after: list[str]) -> None:
    """A backup that was never brought in sync takes over with the configuration in its own flash."""
    typist = Typist(booted("bd10808"))
    typist.type(*before, "save", "y")
    saved = _text(typist)
    typist.type(":cut", ":remove msm-b", ":insert msm-b", ":wait 200", *after, ":remove msm-a", ":wait 100")
    assert typist.machine.master is typist.machine.nodes["MSM-B"]
    assert _text(typist) == saved


@settings(max_examples=60, deadline=None)
@given(line=st.text(max_size=60))
def test_any_line_gives_a_prompt_back(line: str) -> None:
    """After any line whatever a prompt comes back, and a refused line has changed nothing."""
    typist = _shared()
    session = typist.lab.session
    before = session.node.store.content(Scope.CONFIG)
    session.feed(line)
    if session.error is not None:
        assert session.node.store.content(Scope.CONFIG) == before
    for _ in range(3):
        if session.prompt.endswith(" # "):
            break
        session.feed("")
    assert session.prompt.endswith((" # ", "login: "))
    session.error = None


_SHARED: list[Typist] = []


def _shared() -> Typist:
    if not _SHARED or not _SHARED[0].lab.session.prompt.endswith(" # "):
        _SHARED[:] = [Typist(booted("bd10808"))]
        _SHARED[0].type("show node")
    return _SHARED[0]


def test_a_wait_that_cannot_end_is_refused(switch: Callable[..., Any]) -> None:
    """Waiting for the sync with the channel cut, or for a prompt with both MSMs out, is refused, not a hang."""
    typist = switch()
    assert "cannot come in sync" in typist.refuse(":cut", ":wait in-sync")
    assert "never" in typist.refuse(":join", ":remove msm-a", ":remove msm-b", "show switch")


def test_lab_error_names_what_there_is(switch: Callable[..., Any]) -> None:
    """A lab command that cannot be done says why."""
    with pytest.raises(LabError, match="MSM-A, MSM-B"):
        switch().lab.execute(":remove msm-c")
