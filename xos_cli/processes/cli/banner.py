"""Set and show the banner that stands before the login prompt.

evidence: capture 11.2 (``loginBanner``), clients of 2007 (lines up to an empty one), recalled (24 lines of 79
characters, an empty first line clears it), inferred (its lines in `show configuration`: they can be typed again)
"""

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, TextInput
from xos_cli.processes.cfgmgr.facts import banner
from xos_cli.processes.cfgmgr.rows import CliSession

LINES, WIDTH = 24, 79


def configure_banner(call: Call) -> Dialogue:
    """Read the lines of the banner up to an empty one; none at all clears it. Lines and characters beyond a screen are
    cut.
    """
    lines: list[str] = []
    while len(lines) < LINES:
        line = yield TextInput("")
        if not line.strip():
            break
        lines.append(line[:WIDTH].rstrip())
    call.put(call.one(CliSession)._replace(loginBanner="\n".join(lines)))


def show_banner(call: Call) -> str:
    """Print the banner as it stands before the login, nothing where there is none."""
    return banner(call.node)


def unconfigure_banner(call: Call) -> None:
    """Remove the login banner."""
    call.put(call.one(CliSession)._replace(loginBanner=""))
