"""Files in the flash: `ls`, `cp`, `mv`, `rm`.  What is done on the master is done on the backup too.

evidence: capture 12.5 (`ls`), clients (that each asks once), recalled (the questions)
"""

import re

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.zone import local
from xos_cli.switch.calendar import MONTHS, moment
from xos_cli.switch.node import Node

#: Seconds after which `ls` shows the year instead of the time of day.
HALF_A_YEAR = 182 * 86400


def with_ending(name: str, ending: str) -> str:
    """The name of a file as it is kept: *ending* is added where there is none."""
    return name if "." in name else name + ending


def new_name(name: str, ending: str) -> str:
    """The name of a file to be made: letters, digits, ``_``, ``-`` and ``.``, at most 32; no sign first but ``_``.

    evidence: guide 11.x (the length of names), later EXOS (the characters), inferred (the words)
    """
    file = with_ending(name, ending)
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}", file):
        raise Refusal(f"Error: {name} is not a valid file name.")
    return file


def configuration_file(name: str) -> str:
    """*name*, if it is that of a configuration.  evidence: captures (``.cfg``), inferred (the words)"""
    if not name.endswith(".cfg"):
        raise Refusal(f"Error: {name} is not a configuration file.")
    return name


def _ending(name: str) -> str:
    """``.cfg`` of ``primary.cfg``."""
    return name[name.rindex(".") :] if "." in name else ""


def ls(call: Call) -> str:
    """The files on this MSM, by name."""
    return "".join(_line(call.node, name) for name in sorted(call.node.flash.names()))


def _line(node: Node, name: str) -> str:
    at = node.flash.modified(name)
    when = moment(local(node, at))
    recent = abs(node.time() - at) < HALF_A_YEAR
    clock = f"{when.hour:02}:{when.minute:02}" if recent else f" {when.year}"
    date = f"{MONTHS[when.month - 1]} {when.day:2} {clock}"
    return f"-rw-r--r--    1 {'root':<8} {0:<8} {node.flash.size(name):>8} {date} {name}\n"


def existing(node: Node, name: str) -> str:
    """The file of this name, with or without its ending."""
    for candidate in (name, with_ending(name, ".cfg")):
        if candidate in node.flash.names():
            return candidate
    raise Refusal(f"Error: File {name} does not exist.")


def cp(call: Call, file_name: str, new_file_name: str) -> Dialogue:
    """Copies a file, over another of that name if need be."""
    source = existing(call.node, file_name)
    target = new_name(new_file_name, _ending(source))
    if (yield Question(f"Copy {source} to {target} on switch? (y/n) ")) is Answer.YES:
        call.node.files.write(target, call.node.flash.read(source))


def mv(call: Call, file_name: str, new_file_name: str) -> Dialogue:
    """Renames a file; the selected one stays where it is."""
    node = call.node
    source = existing(node, file_name)
    target = new_name(new_file_name, _ending(source))
    _not_selected(node, source)
    kind = "config " if source.endswith(".cfg") else ""
    if (yield Question(f"Rename {kind}{source} to {target} on switch? (y/n) ")) is Answer.YES:
        node.files.rename(source, target)


def rm(call: Call, file_name: str) -> Dialogue:
    """Deletes a file; not the selected one."""
    source = existing(call.node, file_name)
    _not_selected(call.node, source)
    if (yield Question(f"Remove {source} from switch? (y/n) ")) is Answer.YES:
        call.node.files.remove(source)


def _not_selected(node: Node, name: str) -> None:
    """evidence: inferred"""
    if name == node.flash.nvram.config_selected:
        raise Refusal(f"Error: {name} is the selected configuration and cannot be removed or renamed.")
