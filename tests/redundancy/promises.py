"""A model of its own of what the guide promises about two MSMs; it knows no module of the program.

It holds beliefs: for everything that can be seen of the switch, the set of values that it may have.  What is promised
exactly is a set of one value.  A look at the switch leaves what was seen of each set; an empty set breaks a promise.

evidence: guide 11.3 p.70-73 (files, configuration, checkpoint, failover), p.71 (who leads), inferred (which of two
versions of a file wins, what stays out of sync)
"""

from typing import NamedTuple

MSMS = ("MSM-A", "MSM-B")
#: What is configured, as far as the model looks: the names of VLANs, ``B first``, ``watchdog off``, ``no recovery``.
Config = frozenset[str]
FACTORY: Config = frozenset()


class Version(NamedTuple):
    """A file that was written: its content, and the number of the event that wrote it; later ones are greater."""

    content: Config
    number: int


class Seen(NamedTuple):
    """The switch as it looks: *running* is None while no master works; *boots* counts the resets of each MSM."""

    master: str
    states: dict[str, str]
    in_sync: bool
    running: Config | None
    star: bool
    unsaved: bool
    files: dict[str, dict[str, Config]]
    selected: dict[str, str]
    releases: dict[str, str]
    boots: dict[str, int]


class Flash:
    """What one MSM keeps, and as a backup *active* and *schedules*: what it may hold of the master's configuration
    (None: nothing whole, so it would boot from its own flash) and of the scheduled reboot ("": none)."""

    def __init__(self) -> None:
        self.files: dict[str, set[Version | None]] = {}
        self.selected: set[str] = {""}
        self.removed: dict[str, int] = {}
        self.active: set[Config | None] = {None}
        self.schedules: set[str] = {""}

    def versions(self, name: str) -> set[Version | None]:
        """What a file may be; None is no file."""
        return self.files.get(name, {None})

    def restored(self) -> set[Config]:
        """What this MSM may boot with from its own flash."""
        found = {version for name in self.selected if name for version in self.versions(name)}
        booted = {version.content if version else FACTORY for version in found}
        return booted | ({FACTORY} if "" in self.selected else set())

    def resolved(self) -> set[Config]:
        """What it may run with if it takes over as the backup."""
        known = {config for config in self.active if config is not None}
        return known | (self.restored() if None in self.active else set())


class Broken(AssertionError):
    """A promise is broken."""


def promise(kept: bool, what: str, *facts: object) -> None:
    """Break off if a promise is not kept."""
    if not kept:
        raise Broken(f"{what}: {', '.join(map(str, facts))}")


class Model:
    """The switch as it may be, from a fresh one in sync on."""

    def __init__(self, seen: Seen) -> None:
        self.flash = {name: Flash() for name in MSMS}
        self.number = 0
        self.running: Config = FACTORY
        self.star = False
        self.kept = ""  # the file that has what runs, as long as nothing changed
        self.schedules: set[str] = {""}
        self.expected: set[Config] | None = None  # what the new master may come up with
        self.certain = False  # whether it took over in sync, so that the star stays too
        self.leader = ""  # who must lead next, "" if anybody may
        self.seen = seen
        for flash in self.flash.values():
            flash.active = {FACTORY}

    # -- commands on the master ------------------------------------------------------------------------------------

    def changed(self, config: Config, after: Seen) -> None:
        """The master took a command that changes the configuration."""
        self.running, self.star, self.kept = config, True, ""
        self._relay(after, "active", config)

    def scheduled(self, when: str, after: Seen) -> None:
        """A reboot was scheduled or cancelled on the master."""
        self.schedules = {when}
        self._relay(after, "schedules", when)

    def _relay(self, after: Seen, field: str, value: object) -> None:
        """A change goes to a backup at once: surely in sync, perhaps otherwise."""
        backup = self.flash[other(after.master)]
        if self._exact(after):
            setattr(backup, field, {value})
        elif self._heard(after):
            setattr(backup, field, getattr(backup, field) | {value})

    def wrote(self, name: str, content: Config, after: Seen) -> None:
        """A file was made or replaced on the master."""
        self.number += 1
        self._share(name, Version(content, self.number), after)

    def removed(self, name: str, after: Seen) -> None:
        """A file was removed on the master."""
        self.number += 1
        self.flash[after.master].removed[name] = self.number
        self._share(name, None, after)

    def _share(self, name: str, version: Version | None, after: Seen) -> None:
        master, backup = self.flash[after.master], self.flash[other(after.master)]
        master.files[name] = {version}
        if self.kept == name:
            self.kept = ""
        if self._exact(after):
            backup.files[name] = {version}
        elif self._heard(after):
            backup.files[name] = backup.versions(name) | {version}

    def saved(self, name: str, select: bool, after: Seen) -> None:
        """`save` wrote what runs into a file; *select*: and made it the one to boot from."""
        self.wrote(name, self.running, after)
        self.kept = name
        if select:
            self.selected(name, after)
        elif self.flash[after.master].selected == {name}:
            self.star = False

    def saved_and_rebooted(self, name: str) -> None:
        """What ran may have been written before the switch restarted: nobody looked in between."""
        self.number += 1
        for flash in self.flash.values():
            flash.files[name] = flash.versions(name) | {Version(self.running, self.number)}
            flash.selected = flash.selected | {name}

    def selected(self, name: str, after: Seen) -> None:
        """Another file is selected for the next boot."""
        master, backup = self.flash[after.master], self.flash[other(after.master)]
        master.selected = {name}
        if name == self.kept:
            self.star = False
        if self._exact(after):
            backup.selected = {name}
        elif self._heard(after):
            backup.selected = backup.selected | {name}

    def _exact(self, after: Seen) -> bool:
        """Whether the backup surely has what the master did."""
        return self.seen.in_sync and after.in_sync and self.seen.master == after.master

    def _heard(self, after: Seen) -> bool:
        """Whether there is a backup that may have it."""
        name = other(after.master)
        return "BACKUP" in (self.seen.states[name], after.states[name])

    def elect(self) -> None:
        """Say who leads when both MSMs boot together: the one with a priority in its own saved file, else MSM-A."""
        first = {"B first" in config for config in self.flash[MSMS[1]].restored()}
        self.leader = "" if len(first) > 1 else MSMS[1] if first == {True} else MSMS[0]

    # -- what was seen -----------------------------------------------------------------------------------------------

    def look(self, after: Seen, hit: frozenset[str], cut: bool) -> None:
        """Draw the conclusions of a step: *hit* are the MSMs that something was done to, *cut* that no word passed."""
        before, self.seen = self.seen, after
        self._leaders(before, after, hit)
        if after.master and (after.master != before.master or rebooted(before, after, after.master)):
            self._new_master(before, after)
        self._meet(before, after, cut)
        self._look_at_files(after)
        self._look_at_master(after)
        self._hold(before, after, cut)
        if after.in_sync:
            self._in_sync(after)

    def _leaders(self, before: Seen, after: Seen, hit: frozenset[str]) -> None:
        """One MSM at most leads, and none loses the lead unless something happens to it."""
        leading = [name for name, state in after.states.items() if state == "MASTER"]
        promise(len(leading) <= 1, "two masters", after.states)
        lost = before.master and before.master != after.master
        promise(not lost or before.master in hit, "the lead changed without a cause", before.states, after.states)
        if after.master and self.leader:
            promise(after.master == self.leader, "the wrong MSM leads", after.master, self.leader)
            self.leader = ""

    def _new_master(self, before: Seen, after: Seen) -> None:
        """An MSM begins to lead: with what it was sent as the backup, else with what is in its flash."""
        name, flash = after.master, self.flash[after.master]
        took_over = before.states[name] == "BACKUP" and not rebooted(before, after, name)
        self.certain = took_over and before.in_sync
        if self.certain:
            self.expected = {self.running}
            return
        self.expected = flash.resolved() if took_over else flash.restored()
        self.schedules = (flash.schedules | ({""} if None in flash.active else set())) if took_over else {""}
        self.kept = ""

    def _look_at_master(self, after: Seen) -> None:
        """Compare what runs."""
        if after.running is None:
            return
        if self.expected is not None:
            promise(after.running in self.expected, "the new master runs", after.running, "and not", self.expected)
            self.running, self.expected = after.running, None
            if not self.certain:
                self.star = after.star
        promise(after.running == self.running, "the configuration changed by itself", after.running, self.running)
        promise(after.star == self.star, "the star", after.star, self.star)
        restored = self.flash[after.master].restored()
        promise(after.unsaved or after.running in restored, "unsaved changes are not reported", after.running, restored)

    def _meet(self, before: Seen, after: Seen, cut: bool) -> None:
        """Let the files of two MSMs that hear each other become the same, wherever a checkpoint stands."""
        if cut or (before.in_sync and after.in_sync):
            return
        for master in {name for name in (before.master, after.master) if name}:
            if "BACKUP" in (before.states[other(master)], after.states[other(master)]):
                self._merge(self.flash[master], self.flash[other(master)])

    def _merge(self, master: Flash, backup: Flash) -> None:
        """The master's files go to the backup; a file that only the backup has goes to the master, unless it is older
        than its removal there; the selection follows."""
        for name in master.files.keys() | backup.files.keys():
            ours, theirs = master.versions(name), backup.versions(name)
            merged = {winner(m, b, master.removed.get(name, 0)) for m in ours for b in theirs}
            master.files[name], backup.files[name] = ours | merged, theirs | merged
        backup.selected = backup.selected | master.selected

    def _look_at_files(self, after: Seen) -> None:
        for name, flash in self.flash.items():
            files = after.files[name]
            for file in flash.files.keys() | files.keys():
                content = files.get(file)
                left = {v for v in flash.versions(file) if (v.content if v else None) == content}
                promise(bool(left), f"{file} of {name}", content, "and not", flash.versions(file))
                flash.files[file] = left
            promise(after.selected[name] in flash.selected, f"{name} selects", after.selected[name], flash.selected)
            flash.selected = {after.selected[name]}

    def _hold(self, before: Seen, after: Seen, cut: bool) -> None:
        """Follow what the MSM that does not lead holds of the other's memory."""
        for name, flash in self.flash.items():
            if name == after.master:
                continue
            if rebooted(before, after, name) or after.states[name] not in ("BACKUP", before.states[name]):
                flash.active, flash.schedules = {None}, {""}
            backup = "BACKUP" in (before.states[name], after.states[name])
            if backup and not cut and not (before.in_sync and after.in_sync):
                flash.active = flash.active | {self.running}
                flash.schedules = flash.schedules | self.schedules

    def _in_sync(self, after: Seen) -> None:
        """In sync means that the backup has everything."""
        a, b = MSMS
        promise(after.files[a] == after.files[b], "in sync with different files", after.files)
        promise(after.selected[a] == after.selected[b], "in sync with different selections", after.selected)
        promise(after.releases[a] == after.releases[b], "in sync with different software", after.releases)
        backup = self.flash[other(after.master)]
        backup.active, backup.schedules = {self.running}, set(self.schedules)
        for flash in self.flash.values():
            flash.removed.clear()
        for file in self.flash[a].files.keys() | self.flash[b].files.keys():
            both = self.flash[a].versions(file) & self.flash[b].versions(file)
            promise(bool(both), f"in sync with two versions of {file}", self.flash[a].versions(file))
            self.flash[a].files[file] = self.flash[b].files[file] = both


def other(name: str) -> str:
    """The MSM in the other slot."""
    return MSMS[1 - MSMS.index(name)] if name else MSMS[1]


def rebooted(before: Seen, after: Seen, name: str) -> bool:
    """Whether an MSM was reset in between."""
    return before.boots[name] != after.boots[name]


def winner(master: Version | None, backup: Version | None, removal: int) -> Version | None:
    """Which of two versions of a file is on both MSMs in the end."""
    if master is not None or backup is None:
        return master
    return None if removal > backup.number else backup
