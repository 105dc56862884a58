"""Do things to the chassis, and tell the model of them."""

from collections.abc import Callable
from copy import deepcopy

from redundancy.commands import Commands
from redundancy.promises import MSMS, other, promise

from xos_cli import Console, NotSeen, Switch, XosError

#: What can be wrong with the channel beside being cut: how it is done.
FAULTS: dict[str, Callable[[Switch], None]] = {
    "cut from A": lambda switch: switch.cut("a-to-b"),
    "cut from B": lambda switch: switch.cut("b-to-a"),
    "some loss": lambda switch: switch.impair(loss=0.1),
    "much loss": lambda switch: switch.impair(loss=0.5),
    "late": lambda switch: switch.impair(delay=0.5),
    "slow": lambda switch: switch.impair(slow=9600.0),
}


class Hands(Commands):
    """Somebody who types, pulls out, cuts and breaks one thing after another."""

    # -- what happens to the chassis ---------------------------------------------------------------------------------

    def lab(self, action: Callable[[], object], *hit: str) -> bool:
        """Do something to the chassis; whether it could be done."""
        self.model.leader = ""
        try:
            action()
        except XosError:
            self.see()
            return False
        self.see(hit=frozenset(hit))
        return True

    def lose(self, action: Callable[[], object], name: str) -> None:
        """Take an MSM away; if it led, a backup that works leads within a second."""
        before = self.model.seen
        heir = other(name)
        takes_over = before.master == name and before.states[heir] == "BACKUP" and heir not in self.hanging
        if not self.lab(action, name):
            return
        self.hanging.discard(name)
        self.dead.discard(name)
        self.switch.advance(1.0)
        if takes_over:
            promise(self.switch.nodes[heir].is_master, "nobody took over", self.switch)
        self.see(hit=frozenset({name}))

    def remove(self, name: str) -> None:
        """Pull an MSM out of its slot."""
        self.lose(lambda: self.switch.remove(name), name)

    def fail(self, name: str) -> None:
        """Have an MSM fail."""
        self.lose(lambda: self.switch.fail(name), name)

    def insert(self, name: str) -> None:
        """Put an MSM back."""
        self.lab(lambda: self.switch.insert(name))

    def repair(self, name: str) -> None:
        """Mend an MSM."""
        if self.lab(lambda: self.switch.repair(name), name):
            self.hanging.discard(name)

    def power(self, on: bool) -> None:
        """Switch the chassis off or on."""
        done = self.lab(self.switch.power_on if on else self.switch.power_off, *MSMS)
        if done:
            self.hanging.clear()
            self.dead.clear()
            self._elect()

    def _elect(self) -> None:
        """Both MSMs may have begun to boot in the same moment: then the model says which of them will lead."""
        if set(self.model.seen.states.values()) == {"INIT"} and not self.cut and not self.faulty:
            self.model.elect()

    def channel(self, up: bool) -> None:
        """Cut the channel or mend it."""
        self.cut = False  # until it is looked at, something may have passed
        if self.lab(self.switch.join if up else self.switch.cut):
            self.pass_time(2.0)
        self.cut = not up
        self.faulty = self.faulty and not up

    def disturb(self, fault: str) -> None:
        """Have something be wrong with the channel."""
        self.faulty = self.lab(lambda: FAULTS[fault](self.switch)) or self.faulty
        self.pass_time(2.0)

    def hang(self, name: str) -> None:
        """Have an MSM hang: with the watchdog the other one resets it; without, it keeps the lead if it has it."""
        before, heir = self.model.seen, other(name)
        if name in self.hanging or not self.lab(lambda: self.switch.hang(name), name):
            return
        self.hanging.add(name)
        self.switch.advance(4.0)
        led = before.master == name and before.in_sync and heir not in self.hanging | self.dead
        if led and "watchdog off" not in self.model.running:
            promise(self.switch.nodes[heir].is_master, "the watchdog did not help", self.switch)
        elif led:
            promise(not self.switch.nodes[heir].is_master, "the backup took over without the watchdog", self.switch)
        self.see(hit=frozenset({name}))

    def kill(self, process: str, name: str) -> None:
        """Have a process die: with recovery its MSM reboots."""
        if not self.lab(lambda: self.switch.fail("process", process, on=name), name):
            return
        self.dead.add(name)
        self.switch.advance(2.0)
        self.see(hit=frozenset({name}))
        if self.model.seen.states[name] not in ("MASTER", "BACKUP", "STANDBY"):
            self.dead.discard(name)

    def reboot(self, slot: str = "") -> None:
        """Reboot the switch without saving, or one MSM."""
        hit = frozenset(MSMS if not slot else {f"MSM-{slot}"})
        console = self.switch.console(self.model.seen.master)
        self._go(console, f"reboot msm {slot}" if slot else "reboot", hit)
        if not slot:
            self._elect()

    def fail_over(self, force: bool) -> None:
        """Have the backup take over."""
        console = self.switch.console(self.model.seen.master)
        self._go(console, "run msm-failover force" if force else "run msm-failover", frozenset(MSMS))

    def _go(self, console: Console, line: str, hit: frozenset[str]) -> None:
        """Type a line that asks one question and then restarts something."""
        try:
            console.send(line)
            if console.question:
                console.answer("n" if "reboot without save" in console.question else "y")
        except (XosError, NotSeen):
            pass
        self.switch.advance(2.0)
        self.see(hit=hit)

    def install(self, version: str, slot: str) -> None:
        """Download an image to one MSM, and reboot that: with another release it is not in sync."""
        name = f"MSM-{slot}"
        if self.model.seen.states[name] not in ("MASTER", "BACKUP") or name in self.hanging | self.dead:
            return
        accepted = self.type(f"download image 10.0.0.1 bd10K-{version}.xos msm {slot}", "y")
        self.see()
        if accepted and self.free:
            self.reboot(slot)

    # -- copies ------------------------------------------------------------------------------------------------------

    def snapshot(self, name: str) -> None:
        """Remember everything."""
        state = {key: deepcopy(value) for key, value in vars(self).items() if key not in ("switch", "model", "kept")}
        self.kept[name] = self.switch.snapshot(), deepcopy(self.model), state

    def restore(self, name: str) -> None:
        """Go back to it."""
        if name in self.kept:
            snapshot, model, state = self.kept[name]
            self.switch.restore(snapshot)
            vars(self).update(deepcopy(state), model=deepcopy(model))
            self.counted = len(self.switch.events)
            self.see()

    # -- the end -----------------------------------------------------------------------------------------------------

    def recover(self) -> None:
        """Mend everything: the switch comes in sync, and the backup has everything."""
        self.channel(up=True)
        self.power(on=True)
        for name in sorted(self.dead):
            self.remove(name)
        for name in MSMS:
            self.insert(name)
            self.repair(name)
        self.switch.advance(3.0)
        self.see(hit=frozenset(MSMS))
        self.switch.settle()
        self.see(hit=frozenset(MSMS))
        releases = set(self.model.seen.releases.values())
        promise(self.switch.in_sync == (len(releases) == 1), "the end of it is not in sync", self.switch, releases)
