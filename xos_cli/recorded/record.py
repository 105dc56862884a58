"""Keep commands without effect: they are checked, relayed, saved, printed back and undone by their opposite.

A recorded line is a row of the module that prints it. What it is *about* (see ``about``) decides what replaces or
undoes it:

    configure ospf vlan sales cost 5      then      configure ospf vlan sales cost 7        one row, the second
    enable bgp                            then      disable bgp                             no row: it is off at first
    enable ripng splithorizon             then      disable ripng splithorizon              one row, the second
    create meter m1, configure meter m1 ...         delete meter m1                         no row
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.command.names import Existing, language
from xos_cli.command.recorded_ports import ALL, narrow, the_ports
from xos_cli.command.secret_words import sealed
from xos_cli.errors import CommandError, Refusal
from xos_cli.language import Command, CommandEntry
from xos_cli.recorded.about import FiledLine, filed_lines, options
from xos_cli.recorded.objects import check
from xos_cli.switch.recorded import Recorded
from xos_cli.switch.tables import Store

#: Verbs whose effect is over when they end: there is nothing to keep, so the answer says that nothing was done.
PASSING = (
    *("clear", "run", "restart", "start", "terminate", "reset", "install", "uninstall", "upload", "download"),
    *("refresh", "edit", "check", "top", "ping", "traceroute", "nslookup"),
)
#: What the lab says, in its square brackets, of a command that does nothing here.
NOTHING_DONE = "[nothing was done: this command is not modelled]\n"
#: The same of a screen whose layout is not known: it prints the lines of `show configuration` about its subject.
NO_SCREEN = "[nothing was configured: this screen prints the lines that were typed]\n"
#: The factory defaults, by handler: a line that sets one again is not kept.
#: evidence: reference 11.5 p.1785 (IGMP), recalled (the others)
AT_FIRST = {"igmp": "enable"} | dict.fromkeys(
    (
        *("bgp", "bgp_export", "bgp_aggregation", "bgp_always_compare_med", "ospfv3", "ospfv3_export"),
        *("netlogin", "netlogin_ports", "netlogin_dot1x_guest_vlan_ports", "udp_echo_server"),
        *("dot1p_replacement_ports", "diffserv_examination_ports", "diffserv_replacement_ports"),
        *("sys_health_check_slot", "router_discovery_vlan"),
    ),
    "disable",
)
#: Versions that a new switch does not speak.
UNUSUAL = ("IGMPv1", "IGMPv3")
#: Objects that a list has, and that more can be said of.
_LISTED = ("ospf-link", "ospfv3-link")


def record(call: Call, command: Command) -> str:
    """Carry out a recorded command; return what a `show` prints."""
    command = sealed(command)
    entry, verb = command.entry, command.words[0]
    _check_names(command)
    if verb not in ("show", *PASSING):
        _refile(call)
    lines = filed_lines(command)
    check(call, command, lines)
    if verb == "show":
        return "".join(f"{line}\n" for line in _lines(call, entry.process, command.words[1])) or NO_SCREEN
    if verb in PASSING:
        return NOTHING_DONE
    for line in lines:
        _keep(call, entry, verb, line)
    return ""


def _lines(call: Call, process: str, word: str) -> list[str]:
    """Return the lines of `show configuration` about the subject of a screen that a new switch does not print."""
    new = Store(call.store.tables())
    new.fill(call.software.factory(call.chassis))
    shown = call.software.configuration(process, new, call.chassis, False)
    usual = {line for line in shown if line.split()[0] != "create"}
    lines = call.software.configuration(process, call.store, call.chassis, False)
    return [line for line in lines if word in line.split() and line not in usual]


def _check_names(command: Command) -> None:
    """Refuse a line with an empty name of an object, or an empty value.  evidence: inferred (that, and the words)"""
    for argument, given in command.arguments.items():
        if given == "":
            raise Refusal(f"Error: The {argument.replace('_', ' ')} cannot be empty.")


def _module(call: Call, process: str) -> str:
    return process if process in call.chassis.modules else "cfgmgr"


def _keep(call: Call, entry: CommandEntry, verb: str, line: FiledLine) -> None:
    """Put, replace or delete the rows that a line is about."""
    module = _module(call, entry.process)
    rows = [row for row in call.rows(Recorded) if row.module == module]
    if verb == "delete":
        _delete(call, line)
    elif verb == "unconfigure" or (verb == "configure" and "delete" in line.words):
        _take(call, [row for row in rows if _covers(line, row)], line)
    else:
        _put(call, entry, line, _same(line, rows))


def _delete(call: Call, line: FiledLine) -> None:
    """Delete an object, or all objects of a kind, with whatever any process has about it."""
    kind, name = next(reversed(line.items.items()))
    if name != "*":
        call.forget(kind, name)
        return
    made = [row.made for row in call.rows(Recorded) if row.made and row.made[0] == kind]
    for one in [*made, (kind, "*")]:
        call.forget(*one)


def _take(call: Call, rows: list[Recorded], line: FiledLine) -> None:
    """Delete lines that no longer hold, or take some ports out of them."""
    if line.ports in ("", ALL):
        for row in rows:
            call.drop(row)
    else:
        narrow(call, rows, the_ports(call, line.ports))
    for kind in _LISTED:
        if line.items.get(kind, "*") != "*":
            call.forget(kind, line.items[kind])


def _put(call: Call, entry: CommandEntry, line: FiledLine, same: list[Recorded]) -> None:
    """Put the line in place of those that it replaces."""
    if options(entry):
        line = _merged(line, options(entry), same)
        if line.words[-1] in line.items.values():
            return
    _replace(call, line, same)
    module = _module(call, entry.process)
    if not _is_as_at_first(call, entry, line, module):
        call.put(Recorded(module, line.about, line.line, line.objects))


def _replace(call: Call, line: FiledLine, same: list[Recorded]) -> None:
    """Delete what was set before for the same ports, or for none."""
    if line.ports not in ("", ALL):
        narrow(call, [row for row in same if row.part("ports") != ALL], the_ports(call, line.ports))
        return
    for row in same:
        if bool(row.part("ports")) == bool(line.ports):
            call.drop(row)


def _merged(line: FiledLine, keywords: tuple[str, ...], same: list[Recorded]) -> FiledLine:
    """Return the line with the settings that were made before and that it does not change."""
    start = next((at for at, word in enumerate(line.words) if word in keywords), len(line.words))
    parts: dict[str, list[str]] = {}
    for words in [*(tuple(row.line.split(" ")) for row in same), line.words]:
        parts |= _options(words[start:], keywords)
    return line._replace(words=(*line.words[:start], *[word for key in keywords for word in parts.get(key, ())]))


def _options(words: tuple[str, ...], keywords: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the words of each option, by its keyword."""
    found: dict[str, list[str]] = {}
    for word in words:
        if word in keywords:
            found[word] = []
        found[next(reversed(found))].append(word)
    return found


def _is_as_at_first(call: Call, entry: CommandEntry, line: FiledLine, module: str) -> bool:
    """Return whether the line sets a factory default that no remaining line changes."""
    verb, _, about = entry.handler.partition("_")
    if line.words[-1] in UNUSUAL:
        return False
    return AT_FIRST.get(about) == verb and not any(
        _touches(line, row) for row in call.rows(Recorded) if row.module == module
    )


# -- which lines a line has to do with --------------------------------------------------------------------------------


def _same(line: FiledLine, rows: list[Recorded]) -> list[Recorded]:
    """Return the rows with the same setting of the same objects or of some of them."""
    about, mine = line.about, line.items
    if "*" not in mine.values():
        return [row for row in rows if row.about == about]
    alike = [row for row in rows if row.keywords == list(line.keywords)]
    return [row for row in alike if mine.keys() == row.items.keys() and _within(mine, row.items)]


def _covers(line: FiledLine, row: Recorded) -> bool:
    """Return whether a line that takes something away takes this row away; it may name less of it."""
    mine, other = line.items, row.items
    start = row.keywords[: len(line.keywords)]
    return start == list(line.keywords) and mine.keys() <= other.keys() and _within(mine, other)


def _within(mine: dict[str, str], other: dict[str, str]) -> bool:
    return all(name in ("*", other[kind]) for kind, name in mine.items())


def _touches(line: FiledLine, row: Recorded) -> bool:
    """Return whether a row is about some of the objects that the line is about."""
    if row.keywords != list(line.keywords) or (line.ports and row.part("ports") not in ("", ALL)):
        return False
    other = row.items
    return all("*" in (name, other.get(kind, "*")) or name == other[kind] for kind, name in line.items.items())


# -- rows of files that were saved when lines had other keys ----------------------------------------------------


def _refile(call: Call) -> None:
    """Work out the key of every line again, as if it were typed now."""
    rows = call.rows(Recorded)
    if any(row.about.endswith(" ") or ("_" in row.about and "=" not in row.about) for row in rows):
        for row in rows:
            call.drop(row)
            for new in _refiled(call, row):
                call.put(new)


def _refiled(call: Call, row: Recorded) -> Iterator[Recorded]:
    """Return a line with its key worked out again; one that is no command any more has itself as its key."""
    try:
        command = language(call.node, True).parse(row.line, Existing(call.node, call.machine))
    except CommandError:
        yield row._replace(about=row.line)
        return
    for line in filed_lines(command):
        yield Recorded(row.module, line.about, line.line, line.objects)
