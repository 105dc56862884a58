"""Type at a switch, and tell the model what was typed."""

import re
from collections.abc import Callable

from redundancy.promises import MSMS, Model, other, promise
from redundancy.sight import look

from xos_cli import CommandRefused, Switch, Unanswered, XosError
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
REBOOT_AT = "reboot time 11 20 2005 12 0 0"
NEVER = "Sun Nov 20 12:00:00 2005"


class Commands:
    """A switch, the model of it, and somebody who types one line after another at the master, or at the backup."""

    def __init__(self, switch: Switch) -> None:
        self.switch = switch
        self.boots = dict.fromkeys(MSMS, 0)
        self.counted = len(switch.events)
        self.model = Model(look(switch, self.boots))
        self.server: dict[str, frozenset[str]] = {}
        self.cut = False
        self.faulty = False  # whether something else is wrong with the channel
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
        self.model.look(after, hit | self.hanging, self.cut)
        self.hanging -= {name for name in self.hanging if after.states[name] in ("INIT", "EMPTY", "FAIL", "DOWN")}

    def pass_time(self, seconds: float) -> None:
        """Let time pass."""
        self.switch.advance(seconds)
        self.see()

    # -- commands ----------------------------------------------------------------------------------------------------

    @property
    def free(self) -> bool:
        """Whether somebody can type at the master."""
        master = self.switch.master
        if master is None or not master.login_open or master.name in self.hanging:
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
        if node.state != "BACKUP" or not node.login_open or name in self.hanging:
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
