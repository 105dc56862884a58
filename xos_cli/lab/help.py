"""The lab's commands, the checks of scripts and the shell's keys, as `:help` lists and explains them."""

from collections.abc import Iterator, Mapping

from xos_cli.errors import LabError
from xos_cli.record import NamedTuple

#: Columns of the screen, and the column at which the help of a command begins.
SCREEN, COLUMN = 79, 37


class LabCommand(NamedTuple):
    """A lab command: how it is typed, a line of help, and what else there is to know."""

    usage: str
    help: str
    more: str = ""


_PARTS = "MSM | process NAME {on MSM} | psu N | fan N | port P | heat PART"
COMMANDS: dict[str, LabCommand] = {
    "help": LabCommand(
        ":help {COMMAND}",
        "Explain a command; without one, list all",
        "A command may be shortened as long as it is clear which is meant.",
    ),
    "why": LabCommand(
        ":why",
        "Explain the last answer",
        "It prints how the line was understood, what its words mean, what it changed or which rule refused it, and "
        "where the manual has the subject.",
    ),
    "chassis": LabCommand(
        ":chassis {live}",
        "Draw the switch as it is now",
        "The picture shows both MSMs, the channel between them, the slots and the checkpoint.  No MSM knows all of "
        "this.  With live it is drawn every second until a key is pressed or the MSMs are in sync.",
    ),
    "console": LabCommand(
        ":console msm-a | msm-b",
        "Go to the console of the other MSM",
        "Each console has its own login, prompt number and history.  In the shell, Ctrl+T does the same.",
    ),
    "wait": LabCommand(
        ":wait <seconds>|quiet|in-sync|booted {MSM}|checkpoint {PROCESS} {begin|end}",
        "Let virtual time pass",
        "It passes at once: so many seconds, or until nothing is under way but what repeats or times out (quiet), or "
        "until the MSMs are in sync, or until every MSM in its slot (or the one named) has booted, or until the "
        "checkpoint, or that of a process, begins or ends.  A wait that can never end is refused.",
    ),
    "remove": LabCommand(
        ":remove msm-a | msm-b", "Pull an MSM out of its slot", "If it is the master, the backup takes over."
    ),
    "insert": LabCommand(
        ":insert msm-a | msm-b", "Put an MSM back into its slot", "It boots, and is the backup if there is a master."
    ),
    "fail": LabCommand(
        f":fail {_PARTS}",
        "Let something fail",
        "An MSM fails as a whole.  A process fails on the master, or on the MSM that is named.  A power supply or a "
        "fan changes the health of the switch, and a port loses its link.  A slot or an MSM (heat 1, heat msm-a) "
        "becomes too hot.",
    ),
    "repair": LabCommand(f":repair {_PARTS}", "Repair what has failed", "The words are those of :fail."),
    "hang": LabCommand(
        ":hang msm-a | msm-b",
        "Let the software of an MSM hang",
        "It stops without a reset.  With the watchdog enabled the other MSM pulls its reset line; with the watchdog "
        "disabled it stays as it is until :repair.",
    ),
    "channel": LabCommand(
        ":channel {cut {a-to-b | b-to-a} | loss X | delay X | slow X | join}",
        "Make the channel between the MSMs faulty",
        "It can be cut, in both directions or in one; lose a share of the messages (loss 0.1); delay them by X "
        "seconds; or carry only X bytes per second.  join repairs it.  Without a word, :channel prints its state.",
    ),
    "policy": LabCommand(
        ":policy NAME route PREFIX {ATTRIBUTE VALUE ...}",
        "Explain what a policy does with a route",
        "Entry by entry: which condition is not true, which entry decides, what it changes.  The attributes are "
        "as-path, community, next-hop, route-origin, origin, med, cost and tag; a path of several numbers stands in "
        "quotes.",
    ),
    "step": LabCommand(
        ":step",
        "Let the next event happen, and print it",
        "The arrival of a message, the next step of a process, the end of a state's timer.  Use it after :pause.",
    ),
    "pause": LabCommand(":pause", "Stop virtual time at the consoles", "In scripts, time still passes."),
    "go": LabCommand(":go", "Resume virtual time after :pause", "It passes at the speed that :speed has set."),
    "cut": LabCommand(
        ":cut",
        "Cut the channel between the MSMs",
        "Nothing is relayed, so the backup falls behind until :join.",
    ),
    "join": LabCommand(":join", "Repair the channel between the MSMs", "The backup is sent everything again."),
    "power": LabCommand(
        ":power off | on",
        "Switch the chassis off or on",
        "What is not saved is lost, as on the switch.",
    ),
    "license": LabCommand(
        ":license edge | advanced-edge | core",
        "Print the key of a license",
        "It prints the line that enables this license on this chassis; a key is for one serial number.",
    ),
    "snapshot": LabCommand(
        ":snapshot NAME",
        "Keep a copy of everything as it is now",
        "The copy has both MSMs with their flash, and the time.  It ends with the program.",
    ),
    "restore": LabCommand(
        ":restore NAME",
        "Go back to a snapshot, time included",
        "A console at its prompt goes on there; any other starts again at the login.",
    ),
    "speed": LabCommand(
        ":speed X",
        "Set the virtual seconds per real second",
        "It applies at an interactive console.  In scripts, time passes at once whatever the speed.",
    ),
    "quit": LabCommand(
        ":quit",
        "Leave the program",
        "Ctrl+D at an empty prompt leaves, too.  At a served console it ends the connection.",
    ),
}
#: Newer commands: an abbreviation that also fits an older command means the older one.
LATER = {"hang", "channel", "step", "pause", "go", "policy", "license"}
#: Lines with which a script checks itself.
CHECKS = {
    "expect": LabCommand(
        ":expect TEXT",
        "The line before printed this text",
        "Runs of blanks count as one.  The run fails if the text was not printed.",
    ),
    "refused": LabCommand(
        ":refused {TEXT}",
        "The line before was refused",
        "With a text: with these words.  The refusal is then no failure of the run.",
    ),
    "sync": LabCommand(":sync", "The MSMs are in sync", "A failover now would lose nothing."),
}
KEYS = {
    "Ctrl+T": "Go to the other console",
    "Ctrl+D": "Leave, at an empty prompt",
    "Ctrl+C": "Drop the line, or interrupt a command",
    "Tab, ?": "Complete a word, or list what can follow",
}


def listing(commands: Mapping[str, LabCommand]) -> str:
    """Return what `:help` prints: every command, check and key."""
    lines = [
        "Lab commands (no switch has them); `:help wait` explains one of them",
        *(line for command in commands.values() for line in _row(command.usage, command.help)),
        "Checks in scripts, behind the line that they are about",
        *(line for check in CHECKS.values() for line in _row(check.usage, check.help)),
        "Keys of the shell",
        *(line for key, help in KEYS.items() for line in _row(key, help)),
    ]
    return "".join(f"{line}\n" for line in lines)


def _row(usage: str, help: str) -> Iterator[str]:
    """Yield a usage and its help; the help begins on a line of its own where the usage is long."""
    from textwrap import wrap

    first, *more = wrap(help, SCREEN - COLUMN)
    *above, head = wrap(usage, SCREEN, initial_indent="  ", subsequent_indent="      ", break_on_hyphens=False)
    yield from above
    if len(head) >= COLUMN:
        yield head
        head = ""
    yield f"{head:<{COLUMN}}{first}"
    yield from (" " * COLUMN + line for line in more)


def explanation(word: str, commands: Mapping[str, LabCommand]) -> str:
    """Return what `:help COMMAND` prints.  LabError if there is no such command."""
    from textwrap import wrap

    known = {**CHECKS, **commands}
    name = word.lstrip(":").lower()
    found = [one for one in known if one == name] or [one for one in known if name and one.startswith(name)]
    if len(found) != 1:
        raise LabError(f"no such lab command: :{name} (:help lists them)")
    command = known[found[0]]
    usage = wrap(command.usage, SCREEN, subsequent_indent="    ", break_on_hyphens=False)
    return "".join(f"{line}\n" for line in (*usage, *wrap(f"{command.help}.  {command.more}".strip(), SCREEN)))
