"""Commands that are kept but have no effect: checked, relayed, saved, printed back, undone by their counterpart.

A recorded line is a row of the module that prints it.  What it is *about* decides what replaces or undoes it: the words
of its notation outside brackets and the objects it names.

    configure ospf vlan sales cost 5      then      configure ospf vlan sales cost 7        one row, the second
    enable eaps                           then      disable eaps                            no row
    create eaps ring1, configure eaps ring1 ...     delete eaps ring1                       no row
"""

from typing import Any

from xos_cli.call import Call
from xos_cli.errors import Refusal
from xos_cli.existing import Existing
from xos_cli.language import Command, PortList
from xos_cli.language.values import value
from xos_cli.processes._kept import Recorded, known

#: Verbs whose effect is over when they end: there is nothing to keep, so the log says that nothing was done.
PASSING = (
    *("clear", "run", "restart", "start", "terminate", "reset", "install", "uninstall", "upload", "download"),
    *("refresh", "edit", "check", "top", "ping", "traceroute", "nslookup"),
)
#: Values that tell objects apart which no table lists: what is recorded of one does not replace what is of another.
IDENTIFIERS = (
    *("remoteaddr", "peer_group_name", "area_identifier"),
    *("slot", "ps_num", "qosprofile", "dot1p_priority", "code_point", "user_name"),
)
#: What an object of a kind is called in the switch's errors.
TITLES = {"vlan": "VLAN", "stpd": "STPD", "vr": "Virtual router", "policy": "Policy", "account": "Account"}


def record(call: Call, command: Command) -> str:
    """Carry out a recorded command; what a `show` has to say."""
    entry, verb = command.entry, command.words[0]
    objects = _objects(call, command)
    if verb == "show":
        return "".join(f"{line}\n" for line in known(call.store, _module(call, entry.process), command.words[1]))
    if verb in PASSING:
        call.node.event("Info", "CLI.Recorded", f"{' '.join(command.words)}: accepted, not modelled")
        return ""
    _keep(call, command, verb, _named(objects))
    return ""


def _module(call: Call, process: str) -> str:
    return process if process in call.chassis.modules else "cfgmgr"


def _keep(call: Call, command: Command, verb: str, objects: str) -> None:
    """Put, replace or take away the row that the command is about."""
    module, handler = _module(call, command.entry.process), command.entry.handler
    line = " ".join(_quoted(word) for word in command.words)
    subject = handler.partition("_")[2]
    match verb:
        case "delete":
            _drop(call, module, lambda row: objects.strip() != "" and objects in row.objects)
            _drop(call, module, lambda row: row.line.split()[1:] == line.split()[1:])
        case "unconfigure":
            _drop(call, module, lambda row: row.about.startswith(f"configure {subject}") and objects in row.objects)
        case "enable" | "disable":
            about = f"enable {subject}{objects}"
            opposite = [row for row in call.rows(Recorded) if row.about == about and row.line.split()[0] != verb]
            _drop(call, module, lambda row: row.about == about)
            if not opposite:
                call.put(Recorded(module, about, line, objects))
        case "configure" if "delete" in command.words:
            added = line.replace(" delete ", " add ", 1)
            _drop(call, module, lambda row: row.line == added or row.line.startswith(f"{added} "))
        case "configure" if "add" in command.words:
            call.put(Recorded(module, f"configure {subject}{objects}", line, objects))
        case _:
            about = f"{verb} {subject}{objects}"
            _drop(call, module, lambda row: row.about == about)
            call.put(Recorded(module, about, line, objects))


def _drop(call: Call, module: str, matches: Any) -> None:
    for row in call.rows(Recorded):
        if row.module == module and matches(row):
            call.drop(row)


def _quoted(word: str) -> str:
    """A word as it can be typed again; a list of ports may have blanks as it is."""
    ports = not word.strip("0123456789:,-* ")
    return f'"{word}"' if " " in word and not ports and not word.startswith('"') else word


def _named(objects: dict[str, str]) -> str:
    return "".join(f" {kind}={name.lower()} " for kind, name in objects.items())


def _objects(call: Call, command: Command) -> dict[str, str]:
    """The objects a line names; one that does not exist is the switch's error."""
    objects: dict[str, str] = {}
    names = Existing(call.node, call.machine)
    for argument, given in command.arguments.items():
        if isinstance(given, PortList):
            _there(call, given)
            objects[argument] = ",".join(f"{part.slot}:{part.first}-{part.last}" for part in given)
        elif argument.removeprefix("new_") in IDENTIFIERS:
            objects[argument.removeprefix("new_")] = str(given)
        elif isinstance(given, str):
            kind = value(argument.rstrip("_"))
            if kind is None:
                continue
            if kind.kind in TITLES and names.find(kind.kind, given) is None:
                raise Refusal(f"Error: {TITLES[kind.kind]} {given} does not exist.")  # evidence: inferred (the words)
            if (kind.kind and kind.kind != "policy") or argument.startswith("new_"):  # a policy is only ever applied
                objects[kind.kind or argument] = given
    return objects


def _there(call: Call, ports: PortList) -> None:
    if ports.missing(call.chassis.ports):
        raise Refusal("Error: Invalid port number.")  # evidence: later EXOS (the words)
