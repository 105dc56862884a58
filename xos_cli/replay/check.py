"""`xos-cli check`: replays transcripts of terminal sessions, and compares."""

import argparse
import os
import re
import sys
from functools import lru_cache

from xos_cli.errors import XosError
from xos_cli.lab.commands import Lab
from xos_cli.lab.start import network_lab
from xos_cli.program import colour
from xos_cli.program.garbage import collect_rarely
from xos_cli.program.switch_on import serve_files
from xos_cli.record import NamedTuple
from xos_cli.replay import files
from xos_cli.replay.compare import difference, merge
from xos_cli.replay.files import told
from xos_cli.replay.runner import Runner
from xos_cli.replay.start import as_text, booted
from xos_cli.replay.summary import number
from xos_cli.replay.transcript import LOGIN, SETTINGS, Item, Transcript, parse
from xos_cli.session.session import CLOSED, KEY, SECRET, TIME
from xos_cli.switch.machine import Machine

#: A question that was answered, whatever its words: ``... (y/n) Yes``.
_ANSWERED = re.compile(r".*\((?:y/n|[^()]*cancel[^()]*)\)\s*(\S*)\s*$")
#: Typed where a password is asked for: no transcript shows passwords.
_SECRET, _WRONG = "secret", "no such password"
_ESCAPE = "\x1b"


class Checked(NamedTuple):
    """A transcript, and its body as the switch prints it now."""

    transcript: Transcript
    merged: list[str]

    @property
    def ok(self) -> bool:
        """Return whether the switch printed what the transcript expects."""
        return self.merged == list(self.transcript.body)

    def difference(self) -> str:
        """Return what differs, as a unified diff."""
        head = list(self.transcript.head)
        return difference(self.transcript.name, [*head, *self.transcript.body], [*head, *self.merged])

    def text(self) -> str:
        """Return the text of the transcript as the switch prints it now."""
        return self.transcript.text(self.merged)


@collect_rarely()
def check(options: argparse.Namespace) -> int:
    """Replay the transcripts; return 0 if each is as it was, or was rewritten, else 1."""
    if options.cold or options.flash:
        raise XosError("check: the switch of a transcript is up, and its flash is new: no --cold, no --flash")
    names = files.expanded(options.files, "*.txt", "*.xos-session")
    defaults = {"chassis": options.chassis, "seed": str(options.seed), "network": options.network or ""}
    if options.ssh_module:
        defaults["ssh-module"] = "yes"
    if options.start:
        defaults["start"] = options.start
    wrong = unread = 0
    for name in names:
        try:
            found = checked(name, as_text(files.read(name)), defaults, options.tftp)
        except (XosError, OSError) as error:
            if len(names) == 1:
                raise
            unread += 1
            print(f"xos-cli: {told(name, error)}", file=sys.stderr)
            continue
        if found.ok:
            continue
        wrong += 1
        sys.stdout.write(colour.unified_diff(found.difference(), sys.stdout))
        if options.update:
            with open(name, "w", encoding="utf-8", newline="\n") as file:
                file.write(found.text())
    done = "rewritten" if options.update else "differ"
    not_read = f", {unread} not read" if unread else ""
    print(f"{number(len(names), 'transcript')}, {wrong} {done}{not_read}", file=sys.stderr)
    return 2 if unread else int(bool(wrong) and not options.update)


def checked(name: str, text: str, defaults: dict[str, str] | None = None, tftp: str | None = None) -> Checked:
    """Replay the transcript *text* on a switch of its own, which can reach the files of the folder *tftp*."""
    return replayed(parse(name, text), defaults, tftp)[0]


def replayed(
    transcript: Transcript, defaults: dict[str, str] | None = None, tftp: str | None = None
) -> tuple[Checked, Lab]:
    """Replay a transcript; return the comparison, and the lab as it is at the end."""
    settings = SETTINGS | (defaults or {}) | transcript.settings
    replay = Replay(transcript, _lab(transcript.name, settings, tftp), settings)
    before, body = _trimmed(transcript)
    merged = [*before, *merge(body, replay.run()), *[""] * _blank(transcript.body)]
    return Checked(transcript, merged), replay.runner.lab


def _trimmed(transcript: Transcript) -> tuple[list[str], list[str]]:
    """Return the lines before the first prompt, and the rest without the empty lines at its end."""
    first = transcript.items[0]
    start = first.line if first.number else 0
    body = list(transcript.body[start : len(transcript.body) - _blank(transcript.body)])
    return list(transcript.body[:start]), body


def _blank(lines: tuple[str, ...] | list[str]) -> int:
    """Return the number of empty lines at the end."""
    return next((count for count, line in enumerate(reversed(lines)) if line.strip()), len(lines))


def _lab(name: str, settings: dict[str, str], tftp: str | None) -> Lab:
    """Return the switch or the network that the settings describe."""
    try:
        seed = int(settings["seed"])
    except ValueError:
        raise XosError(f"{name}: seed {settings['seed']}: not a number") from None
    if settings["network"]:
        beside = os.path.join(os.path.dirname(name), settings["network"])
        file = beside if os.path.exists(beside) else settings["network"]
        return network_lab(file, settings["start"], seed, ssh_module=_ssh_module(settings))
    machine = _machine(name, settings, seed)
    serve_files(machine, tftp)
    return Lab(machine)


def _machine(name: str, settings: dict[str, str], seed: int) -> Machine:
    """Return the switch that the settings describe; a configuration file stands beside the transcript."""
    if not settings["on"]:
        return _booted(settings["chassis"], settings["start"], seed, _ssh_module(settings)).snapshot()
    path = os.path.join(os.path.dirname(name), settings["on"])
    with files.named_in_errors(path):
        config, ssh_module = files.read(path), _ssh_module(settings)
        return booted(settings["chassis"], settings["start"], seed, config=config, ssh_module=ssh_module).machine


def _ssh_module(settings: dict[str, str]) -> bool:
    return settings["ssh-module"] == "yes"


@lru_cache(maxsize=8)
def _booted(chassis: str, start: str, seed: int, ssh_module: bool) -> Machine:
    return booted(chassis, start, seed, ssh_module=ssh_module).machine


# -- the replay ------------------------------------------------------------------------------------------------------


class Replay:
    """Types the lines of a transcript on a switch of its own."""

    def __init__(self, transcript: Transcript, lab: Lab, settings: dict[str, str]) -> None:
        self.transcript, self.settings = transcript, settings
        self.shown: list[str] = []
        password = settings["password"] or (None if settings["on"] else "")
        self.runner = Runner(lab, self.shown.append, settings["account"], password)

    def run(self) -> list[str]:
        """Type everything; return the lines that the terminal shows."""
        self._begin(self.transcript.items[0])
        for item in self.transcript.items:
            self.runner.attempt(lambda item=item: self._item(item))  # type: ignore[misc]
        self.runner.finish(prompt=self.transcript.ends_at_prompt)
        lines = "".join(self.shown).split("\n")
        return lines[: len(lines) - _blank(lines)]

    def _begin(self, first: Item) -> None:
        """Go to where the transcript begins: ``login:``, or a prompt with that number."""
        if not first.number:
            return
        self.runner.attempt(self.runner.ready)
        self.shown.clear()
        session = self.runner.session
        session.number = first.number
        session.prompt = session.text_of_prompt()

    def _item(self, item: Item) -> None:
        if item.kind == LOGIN:
            self._log_in(item)
            return
        if item.text.startswith(":") and not item.bare:
            self._come_up()
        if item.text.strip() and not item.text.startswith("#"):
            self.runner.line(self.transcript.name, item.line + 1, item.text)
        else:
            self.runner.ready()
            self.runner.reply(item.text)
        if not item.text.startswith(":"):
            self._answer(list(self.transcript.printed(item)))

    def _come_up(self) -> None:
        """Wait until the console asks for something."""
        session = self.runner.session
        machine = self.runner.lab.machine
        machine.wait(lambda: session.wants not in (TIME, CLOSED), f"a prompt on {session.node_name}")
        self.runner.settle()

    def _log_in(self, item: Item) -> None:
        self._come_up()
        session = self.runner.session
        if not session.at_login:
            return
        self.runner.account = item.text.strip()
        self.runner.reply(item.text)
        if session.wants == SECRET:
            failed = any("incorrect" in line for line in self.transcript.printed(item)[:3])
            self.runner.reply_secret(_WRONG if failed else self.runner.password)

    def _answer(self, printed: list[str]) -> None:
        """Answer what the command asks with the answers in the transcript."""
        session = self.runner.session
        self.runner.ended()
        while session.account and (session.wants in (KEY, SECRET) or session.in_text):
            asked = session.prompt.split("\n")[-1].rstrip()
            if session.wants == SECRET:
                self.runner.type(self.settings["password"] or _SECRET)
            elif session.in_text and not asked:
                self.runner.type(printed.pop(0) if printed else "")
            else:
                self.runner.type(_answer(asked, printed))
            self.runner.ended()


def _answer(asked: str, printed: list[str]) -> str:
    """Return the answer to a question, and take the lines up to it out of *printed*; ESC if there is none."""
    for at, line in enumerate(printed):
        typed = _typed(asked, line)
        if typed is not None:
            del printed[: at + 1]
            return typed
    return _ESCAPE


def _typed(asked: str, line: str) -> str | None:
    """Return what a line has behind the question *asked*, or behind any other question; None without a question."""
    if asked and line.startswith(asked):
        return line[len(asked) :].strip()
    found = _ANSWERED.match(line)
    return found[1] if found else None
