"""The switch keeps what the guide promises, whatever is typed, pulled out, cut or broken, in whatever order."""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from redundancy.commands import FILES, SETTINGS, VERSIONS, VLANS
from redundancy.hands import FAULTS, Hands
from redundancy.promises import MSMS

from xos_cli import Switch

#: How many examples of how many steps: the whole form is run by hand, ``XOS_MODEL=2000x50``.
EXAMPLES, STEPS = (int(part) for part in os.environ.get("XOS_MODEL", "6x25").split("x"))
SECONDS = st.sampled_from([0.05, 0.3, 1.0, 3.0, 10.0, 30.0, 70.0, 90.0, 200.0])


def free(machine: "Machine") -> bool:
    """Whether a command can be typed."""
    return machine.hands.free


class Machine(RuleBasedStateMachine):
    """A bd10808, the model of it, and everything that can be done."""

    hands: Hands
    #: How many steps all examples took.
    steps = 0

    @invariant()
    def count(self) -> None:
        Machine.steps += 1

    @initialize()
    def begin(self) -> None:
        self.hands = Hands(Switch())

    @rule(seconds=SECONDS)
    def pass_time(self, seconds: float) -> None:
        self.hands.pass_time(seconds)

    @precondition(free)
    @rule(vlan=st.sampled_from(VLANS))
    def create(self, vlan: str) -> None:
        self.hands.create(vlan)

    @precondition(free)
    @rule(vlan=st.sampled_from(VLANS))
    def delete(self, vlan: str) -> None:
        self.hands.delete(vlan)

    @precondition(free)
    @rule(line=st.sampled_from(sorted(SETTINGS)))
    def set(self, line: str) -> None:
        self.hands.set(line)

    @precondition(free)
    @rule(file=st.sampled_from(FILES), select=st.booleans())
    def save(self, file: str, select: bool) -> None:
        self.hands.save(file, select)

    @precondition(free)
    @rule(old=st.sampled_from(FILES), new=st.sampled_from(FILES))
    def copy(self, old: str, new: str) -> None:
        self.hands.copy(old, new)

    @precondition(free)
    @rule(old=st.sampled_from(FILES), new=st.sampled_from(FILES))
    def move(self, old: str, new: str) -> None:
        self.hands.move(old, new)

    @precondition(free)
    @rule(file=st.sampled_from(FILES))
    def remove_file(self, file: str) -> None:
        self.hands.remove_file(file)

    @precondition(free)
    @rule(file=st.sampled_from(FILES))
    def put(self, file: str) -> None:
        self.hands.put(file)

    @precondition(free)
    @rule(file=st.sampled_from(FILES), remote=st.sampled_from(FILES))
    def get(self, file: str, remote: str) -> None:
        self.hands.get(file, remote)

    @precondition(free)
    @rule(file=st.sampled_from(FILES))
    def use(self, file: str) -> None:
        self.hands.use(file)

    @precondition(free)
    @rule(cancel=st.booleans())
    def schedule(self, cancel: bool) -> None:
        self.hands.schedule(cancel)

    @precondition(free)
    @rule()
    def look(self) -> None:
        self.hands.look_at_schedule()

    @precondition(free)
    @rule()
    def sit_at_the_backup(self) -> None:
        self.hands.look_at_backup()

    @precondition(free)
    @rule(line=st.sampled_from(["save", "save configuration work", "reboot", "run msm-failover force"]))
    def ask(self, line: str) -> None:
        self.hands.ask(line)

    @rule(text=st.sampled_from(["y", "n", ""]))
    def answer(self, text: str) -> None:
        self.hands.answer(text)

    @rule(name=st.sampled_from(MSMS))
    def remove(self, name: str) -> None:
        self.hands.remove(name)

    @rule(name=st.sampled_from(MSMS))
    def insert(self, name: str) -> None:
        self.hands.insert(name)

    @rule(name=st.sampled_from(MSMS))
    def fail(self, name: str) -> None:
        self.hands.fail(name)

    @rule(name=st.sampled_from(MSMS))
    def repair(self, name: str) -> None:
        self.hands.repair(name)

    @rule(on=st.booleans())
    def power(self, on: bool) -> None:
        self.hands.power(on)

    @rule(up=st.booleans())
    def channel(self, up: bool) -> None:
        self.hands.channel(up)

    @rule(fault=st.sampled_from(sorted(FAULTS)))
    def disturb(self, fault: str) -> None:
        self.hands.disturb(fault)

    @rule(name=st.sampled_from(MSMS))
    def hang(self, name: str) -> None:
        self.hands.hang(name)

    @rule(process=st.sampled_from(["vlan", "cfgmgr", "epm", "nodemgr"]), name=st.sampled_from(MSMS))
    def kill(self, process: str, name: str) -> None:
        self.hands.kill(process, name)

    @precondition(free)
    @rule(slot=st.sampled_from(["", "A", "B"]))
    def reboot(self, slot: str) -> None:
        self.hands.reboot(slot)

    @precondition(free)
    @rule(version=st.sampled_from(VERSIONS), slot=st.sampled_from("AB"))
    def install(self, version: str, slot: str) -> None:
        self.hands.install(version, slot)

    @precondition(free)
    @rule(force=st.booleans())
    def fail_over(self, force: bool) -> None:
        self.hands.fail_over(force)

    @rule(back=st.booleans())
    def snapshot(self, back: bool) -> None:
        if back:
            self.hands.restore("one")
        else:
            self.hands.snapshot("one")

    @rule()
    def recover(self) -> None:
        self.hands.recover()

    def teardown(self) -> None:
        """Whatever was done, the switch comes back in sync with everything."""
        if hasattr(self, "hands"):
            self.hands.recover()
            if "XOS_MODEL" in os.environ:
                print(f"{Machine.steps} steps", flush=True)


TestModel = Machine.TestCase
TestModel.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate] if "XOS_MODEL" in os.environ else list(Phase),
)
