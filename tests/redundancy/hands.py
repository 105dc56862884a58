"""Do things to a switch, and tell the model of them: what people type, and what happens to the chassis."""

import re
from collections.abc import Callable
from copy import deepcopy

from redundancy.promises import MSMS, Model, other, promise
from redundancy.sight import look

from xos_cli import CommandRefused, Console, NotSeen, Switch, Unanswered, XosError
from xos_cli.api import Snapshot

VLANS = ("red", "green", "blue")
FILES = ("primary.cfg", "test.cfg", "work.cfg")
#: Commands that change something beside VLANs: what is then configured, and what is not.
SETTINGS = {
    "disable watchdog": ({"watchdog off"}, set()),
    "enable watchdog": (set(), {"watchdog off"}),
    "configure sys-recovery-level none": ({"no recovery"}, set()),
    "configure sys-recovery-level all": (set(), {"no recovery"}),
    "configure node slot B priority 1": ({"B first"}, set()),
    "configure node slot B priority 0": (set(), {"B first"}),
}
#: Images of the release that runs, and one of another.
VERSIONS = ("11.3.2.4", "11.3.9.1", "11.2.2.2")
#: What can be wrong with the channel beside being cut: how it is done.
FAULTS: dict[str, Callable[[Switch], None]] = {
    "cut from A": lambda switch: switch.cut("a-to-b"),
    "cut from B": lambda switch: switch.cut("b-to-a"),
    "some loss": lambda switch: switch.impair(loss=0.1),
    "much loss": lambda switch: switch.impair(loss=0.5),
    "late": lambda switch: switch.impair(delay=0.5),
    "slow": lambda switch: switch.impair(slow=9600.0),
}
REBOOT_AT = "reboot time 11 20 2005 12 0 0"
NEVER = "Sun Nov 20 12:00:00 2005"


class Hands:
    """A switch, the model of it, and somebody who does one thing after another."""

    def __init__(self, switch: Switch) -> None:
        self.switch = switch
        self.boots = dict.fromkeys(MSMS, 0)
        self.counted = len(switch.events)
        self.model = Model(look(switch, self.boots))
        self.server: dict[str, frozenset[str]] = {}
        self.cut = False
        self.hit: frozenset[str] = frozenset()
        self.pending: set[str] = set()  # MSMs that will restart soon
        self.hanging: set[str] = set()
        self.dead: set[str] = set()  # MSMs a process of which does not run
        self.kept: dict[str, tuple[Snapshot, Model, dict[str, object]]] = {}
        self.steps = 0

    # -- the model ---------------------------------------------------------------------------------------------------

    def see(self, tell: Callable[[Model], None] | None = None, hit: frozenset[str] = frozenset()) -> None:
        """Look at the switch; *tell* what was done, *hit* the MSMs it was done to."""
        self.steps += 1
        for event in self.switch.events[self.counted :]:
            self.boots[event.node] = self.boots.get(event.node, 0) + (event.text == "Node State[1] = INIT")
        self.counted = len(self.switch.events)
        after = look(self.switch, {name: self.boots[name] for name in MSMS}, deep=self.steps % 8 == 0)
        if tell and after.master == self.model.seen.master and after.master:
            self.told = after
            tell(self.model)
        self.model.look(after, hit | self.pending | self.hanging, self.cut)
        self.hanging -= {name for name in self.hanging if after.states[name] in ("INIT", "EMPTY", "FAIL", "DOWN")}
        self.pending -= {name for name in self.pending if after.states[name] in ("INIT", "EMPTY", "FAIL")}

    def pass_time(self, seconds: float) -> None:
        """Let time pass."""
        self.switch.advance(seconds)
        self.see()

    # -- commands ----------------------------------------------------------------------------------------------------

    @property
    def free(self) -> bool:
        """Whether somebody can type at the master."""
        master = self.switch.master
        if master is None or not master.login_open or master.name in self.hanging | self.pending:
            return False
        return not self.switch.console(master.name).question

    def type(self, line: str, *answers: str) -> bool:
        """Type a line at the master, and its answers; whether it was accepted."""
        console = self.switch.console(self.model.seen.master)
        try:
            console.run(line, *answers)
        except CommandRefused:
            return False
        except Unanswered:
            console.answer("n")
            return False
        return True

    def create(self, vlan: str) -> None:
        """Create a VLAN."""
        after = self.model.running | {vlan}
        accepted = self.type(f"create vlan {vlan}")
        promise(accepted or vlan in self.model.running or bool(self.dead), "create vlan was refused", vlan)
        self.see((lambda model: model.changed(after, self.told)) if accepted else None)

    def delete(self, vlan: str) -> None:
        """Delete a VLAN."""
        after = self.model.running - {vlan}
        accepted = self.type(f"delete vlan {vlan}")
        promise(accepted or vlan not in self.model.running or bool(self.dead), "delete vlan was refused", vlan)
        self.see((lambda model: model.changed(after, self.told)) if accepted else None)

    def set(self, line: str) -> None:
        """Type one of the SETTINGS; one that is in force already changes nothing."""
        more, less = SETTINGS[line]
        after = self.model.running - less | more
        accepted = self.type(line)
        changed = accepted and after != self.model.running
        self.see((lambda model: model.changed(frozenset(after), self.told)) if changed else None)

    def save(self, file: str, select: bool) -> None:
        """Save what runs into a file, and make it the one to boot from where that is asked."""
        selected = self.model.seen.selected[self.model.seen.master]
        asked = bool(selected) and file != selected
        answers = ("y", "y" if select else "n") if asked else ("y",)
        accepted = self.type(f"save configuration {file}", *answers)
        chosen = select if asked else True
        self.see((lambda model: model.saved(file, chosen, self.told)) if accepted else None)

    def copy(self, old: str, new: str) -> None:
        """Copy a file."""
        content = self.model.seen.files[self.model.seen.master].get(old)
        accepted = self.type(f"cp {old} {new}", "y") if content is not None else False
        self.see((lambda model: model.wrote(new, content or frozenset(), self.told)) if accepted else None)

    def move(self, old: str, new: str) -> None:
        """Rename a file."""
        content = self.model.seen.files[self.model.seen.master].get(old)
        if content is None or old == new:
            return
        accepted = self.type(f"mv {old} {new}", "y")

        def tell(model: Model) -> None:
            model.wrote(new, content, self.told)
            model.removed(old, self.told)

        self.see(tell if accepted else None)

    def remove_file(self, file: str) -> None:
        """Remove a file."""
        there = file in self.model.seen.files[self.model.seen.master]
        accepted = self.type(f"rm {file}", "y") if there else False
        self.see((lambda model: model.removed(file, self.told)) if accepted else None)

    def put(self, file: str) -> None:
        """Send a file to the server."""
        content = self.model.seen.files[self.model.seen.master].get(file)
        if content is not None and self.type(f"tftp 10.0.0.1 -v VR-Mgmt -p -l {file}"):
            self.server[file] = content
        self.see()

    def get(self, file: str, remote: str) -> None:
        """Get a file from the server."""
        content = self.server.get(remote)
        accepted = content is not None and self.type(f"tftp 10.0.0.1 -v VR-Mgmt -g -l {file} -r {remote}")
        self.see((lambda model: model.wrote(file, content or frozenset(), self.told)) if accepted else None)

    def use(self, file: str) -> None:
        """Select a file for the next boot."""
        accepted = self.type(f"use configuration {file}")
        self.see((lambda model: model.selected(file, self.told)) if accepted else None)

    def schedule(self, cancel: bool) -> None:
        """Schedule a reboot that never comes, or cancel it."""
        accepted = self.type("reboot cancel") if cancel else self.type(REBOOT_AT, "n" if self.model.seen.star else "y")
        self.see((lambda model: model.scheduled("" if cancel else NEVER, self.told)) if accepted else None)

    def look_at_schedule(self) -> None:
        """Read the scheduled reboot at the master."""
        shown = self.switch.console(self.model.seen.master).run("show switch")
        self.see()
        found = re.search(r"^Next Reboot:      (.*)$", shown, re.MULTILINE)
        at = "" if found is None or found[1] == "None scheduled" else found[1]
        promise(at in self.model.schedules, "the scheduled reboot", at, "and not", self.model.schedules)
        self.model.schedules = {at}

    def look_at_backup(self) -> None:
        """Sit down at the backup: it shows what it holds, lists its files, and changes nothing."""
        name = other(self.model.seen.master)
        node = self.switch.nodes[name]
        if node.state != "BACKUP" or not node.login_open or name in self.hanging | self.pending:
            return
        console = self.switch.console(name)
        if console.question:
            return
        in_sync = self.switch.in_sync
        files = console.run("ls")
        shown = console.run("show configuration")
        refused = False
        try:
            console.run("create vlan ghost")
        except CommandRefused:
            refused = True
        self.see()
        promise(refused or self.switch.nodes[name].is_master, "the backup took a command")
        if in_sync and self.model.seen.in_sync:
            from redundancy.sight import configured

            promise(configured(shown) == self.model.running, "the backup holds", configured(shown), self.model.running)
            listed = {line.split()[-1] for line in files.splitlines()}
            promise(listed == set(self.model.seen.files[name]), "ls at the backup", listed)

    # -- questions left open -----------------------------------------------------------------------------------------

    def ask(self, line: str) -> None:
        """Type a line that asks, and leave the question open."""
        self.switch.console(self.model.seen.master).send(line)
        self.see()

    def answer(self, text: str) -> None:
        """Answer a question that was left open; what comes of it is seen, and nothing else is promised of it."""
        master = self.switch.master
        console = self.switch.console(master.name) if master else None
        if console is None or not console.question:
            return
        open_ = console.question
        try:
            console.answer(text)
            self.switch.advance(5.0)
            if console.question:
                console.answer("n")
        except XosError:
            pass
        if "reboot" in open_ or "failover" in open_:
            first = re.search(r"file \((\S+)\) and reboot", open_)
            if first and text == "y":
                self.model.saved_and_rebooted(first[1])
            self.switch.advance(2.0)
            self.see(hit=frozenset(MSMS))
        else:
            self.see(lambda model: self._answered(model, open_, text))

    def _answered(self, model: Model, question: str, text: str) -> None:
        """Tell the model what the answer did."""
        saved = re.search(r"save configuration to (\S+?)( and overwrite it)?\?", question)
        if saved and text == "y":
            selected = model.seen.selected[self.told.master]
            model.saved(saved[1], selected in ("", saved[1]), self.told)

    # -- what happens to the chassis ---------------------------------------------------------------------------------

    def lab(self, action: Callable[[], object], *hit: str) -> bool:
        """Do something to the chassis; whether it could be done."""
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
        self.pending.discard(name)
        self.switch.advance(1.0)
        if takes_over and heir not in self.pending:
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
            self.pending.clear()

    def channel(self, up: bool) -> None:
        """Cut the channel or mend it."""
        self.cut = False  # until it is looked at, something may have passed
        if self.lab(self.switch.join if up else self.switch.cut):
            self.pass_time(2.0)
        self.cut = not up

    def disturb(self, fault: str) -> None:
        """Have something be wrong with the channel."""
        self.lab(lambda: FAULTS[fault](self.switch))
        self.pass_time(2.0)

    def hang(self, name: str) -> None:
        """Have an MSM hang: with the watchdog the other one resets it; without, it keeps the lead if it has it."""
        before, heir = self.model.seen, other(name)
        if name in self.hanging or not self.lab(lambda: self.switch.hang(name), name):
            return
        self.hanging.add(name)
        self.switch.advance(4.0)
        led = before.master == name and before.in_sync and heir not in self.hanging | self.pending | self.dead
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
        if self.model.seen.states[name] not in ("MASTER", "BACKUP") or name in self.hanging | self.pending | self.dead:
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
