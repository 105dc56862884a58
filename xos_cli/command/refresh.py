"""Screens that are redrawn until a key leaves them: `show ports statistics` and its family.

evidence: clients (the footer, its keys, how the screen is redrawn), capture 11.2 (printed once with paging off),
inferred (how often, and that a script without a terminal sees it once)
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, KeyPress

FOOTER = "   U->page up  D->page down ESC->exit"
#: Virtual seconds between two pictures.
PERIOD = 2.0
ESCAPE = "\x1b"

Handler = Callable[..., str]


def refreshes(handler: Handler) -> Callable[..., str | Dialogue]:
    """Make a handler's screen refresh, unless it is asked for with ``no-refresh``."""

    @wraps(handler)
    def shown(call: Call, **given: Any) -> str | Dialogue:
        once = given.get("no_refresh") or call.session.height is None or not call.session.paging
        return handler(call, **given) if once else _live(call, lambda: handler(call, **given))

    return shown


def _live(call: Call, draw: Callable[[], str]) -> Dialogue:
    """Draw the screen until ESC is pressed; rows that do not fit are on further pages."""
    page, drawn = 0, 0
    while True:
        head, rows, tail = parts(draw())
        fitting = max(1, (call.session.height or 0) - len(head) - len(tail) - 1)
        page = max(0, min(page, (len(rows) - 1) // fitting))
        lines = [*head, *rows[page * fitting : (page + 1) * fitting], *tail]
        yield (f"\r\x1b[{drawn}A\x1b[J" if drawn else "") + "".join(f"{line}\n" for line in lines)
        drawn = len(lines)
        key = yield KeyPress(FOOTER, PERIOD)
        if key == ESCAPE:
            return
        page += {"d": 1, "u": -1}.get((key or "").lower(), 0)


def parts(screen: str) -> tuple[list[str], list[str], list[str]]:
    """Split a screen into its heading with the rule, its rows, and its end from the last rule on."""
    lines = screen.splitlines()
    rules = [number for number, line in enumerate(lines) if line and not line.strip("=")]
    if len(rules) < 2:
        return [], lines, []
    return lines[: rules[0] + 1], lines[rules[0] + 1 : rules[-1]], lines[rules[-1] :]
