"""List, copy, rename and delete files of the flash.  What is done on the master is done on the backup too.

evidence: capture 12.5 (`ls`), clients (that each asks once), recalled (the questions)
"""

from xos_cli.command.answer import delivered
from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question
from xos_cli.errors import Refusal
from xos_cli.processes.cfgmgr.facts import existing_file, new_name
from xos_cli.processes.devmgr.facts import local
from xos_cli.switch.node import Node
from xos_cli.switch.timing.calendar import MONTHS, moment

#: Seconds after which `ls` shows the year instead of the time of day.
HALF_A_YEAR = 182 * 86400


def _ending(name: str) -> str:
    """Return the ending of a file name: ``.cfg`` of ``primary.cfg``."""
    return name[name.rindex(".") :] if "." in name else ""


def ls(call: Call) -> str:
    """Print the files on this MSM, by name."""
    return "".join(_line(call.node, name) for name in sorted(call.node.flash.names()))


def _line(node: Node, name: str) -> str:
    at = node.flash.modified(name)
    when = moment(local(node, at))
    recent = abs(node.time() - at) < HALF_A_YEAR
    clock = f"{when.hour:02}:{when.minute:02}" if recent else f" {when.year}"
    date = f"{MONTHS[when.month - 1]} {when.day:2} {clock}"
    return f"-rw-r--r--    1 {'root':<8} {0:<8} {node.flash.size(name):>8} {date} {name}\n"


def cp(call: Call, file_name: str, new_file_name: str) -> Dialogue:
    """Copy a file, over another of that name if there is one."""
    source = existing_file(call.node, file_name)
    target = new_name(new_file_name, _ending(source))
    if (yield Question(f"Copy {source} to {target} on switch? (y/n) ")) is Answer.YES:
        call.node.files.write(target, call.node.flash.read(source))
        yield from delivered(call.node)


def mv(call: Call, file_name: str, new_file_name: str) -> Dialogue:
    """Rename a file, unless it is the selected one."""
    node = call.node
    source = existing_file(node, file_name)
    target = new_name(new_file_name, _ending(source))
    _not_selected(node, source)
    kind = "config " if source.endswith(".cfg") else ""
    if (yield Question(f"Rename {kind}{source} to {target} on switch? (y/n) ")) is Answer.YES:
        node.files.rename(source, target)
        yield from delivered(node)


def rm(call: Call, file_name: str) -> Dialogue:
    """Delete a file, unless it is the selected one."""
    source = existing_file(call.node, file_name)
    _not_selected(call.node, source)
    if (yield Question(f"Remove {source} from switch? (y/n) ")) is Answer.YES:
        call.node.files.remove(source)
        yield from delivered(call.node)


def _not_selected(node: Node, name: str) -> None:
    """Refuse to remove or rename the selected file.  evidence: inferred"""
    if name == node.flash.nvram.config_selected:
        raise Refusal(f"Error: {name} is the selected configuration and cannot be removed or renamed.")
