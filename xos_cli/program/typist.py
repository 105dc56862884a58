"""Give a switch its first configuration: a saved file in its flash, or lines typed at the master's console."""

import re

from xos_cli.errors import XosError
from xos_cli.session.session import KEY, SECRET, TIME, Session
from xos_cli.switch.machine import Machine
from xos_cli.switch.saved.savedfile import check

#: The name of the first configuration in the flash.
FILE = "primary.cfg"
_PROMPT = r"(?:\* )?(?:\([^)]*\) )?\S+\.\d+ [#>](?: |$)"


def put_saved(machine: Machine, config: bytes) -> None:
    """Put a saved file into every flash, and select it; DamagedFile if it cannot be read."""
    check(config)  # a damaged one is refused here: the switch would come up without it
    for node in machine.nodes.values():
        node.flash.write(FILE, config, machine.clock.now)
        node.flash.change(config_selected=FILE)


def is_saved(config: bytes) -> bool:
    """Return whether the contents are those of a file that `save` wrote, not the text of `show configuration`."""
    return config.lstrip()[:1] == b"<"


def as_text(data: bytes) -> str:
    """Decode a text as UTF-8, or as Latin-1 where it is not UTF-8."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def commands(text: str) -> list[tuple[int, str]]:
    """Return the commands of a `show configuration` with their line numbers, without banners and prompts."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    return [
        (number, line)
        for number, line in lines
        if line and line[0] != "#" and not line.startswith("show configuration") and not re.match(_PROMPT, line)
    ]


def type_lines(machine: Machine, lines: list[tuple[int, str]]) -> list[tuple[int, str, str]]:
    """Type lines at the master's console and save; return number, line and words of those that were refused."""
    master = machine.master
    if master is None:
        raise XosError(f"there is no master to configure ({machine.describe()})")
    session = Session(machine, master.name)
    for word in ("admin", ""):
        session.feed(word)
    if any(re.match(r'configure vlan "?default"? add ports', line, re.IGNORECASE) for _, line in lines):
        _feed(session, "configure vlan Default delete ports all")  # the text says which ports are in it
    refused = [(number, line, said) for number, line in lines if (said := _feed(session, line))]
    session.close()
    master.config.save(FILE, "admin")
    return refused


def _feed(session: Session, line: str) -> str:
    """Type one command, and answer its questions with yes; return the words of its refusal, "" if it was accepted."""
    session.error = None
    session.feed(line)
    for _ in range(5):
        if session.wants == TIME:
            session.machine.wait(lambda: session.wants != TIME, "the end of the command")
        elif session.wants in (KEY, SECRET) or session.in_text:
            session.feed("y" if session.wants == KEY else "")
        else:
            break
    session.take()
    return str(session.error) if session.error else ""
