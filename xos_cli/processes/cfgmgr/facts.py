"""Answer questions about the banner and about the files of configurations."""

import re
from typing import TYPE_CHECKING

from xos_cli.errors import Refusal
from xos_cli.processes.cfgmgr.rows import CliSession

if TYPE_CHECKING:
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Store


def banner(node: "Node") -> str:
    """Return the text before ``login:``, "" for none."""
    return "".join(f"{line}\n" for line in banner_lines(node.store))


def banner_lines(store: "Store") -> list[str]:
    """Return the lines of the login banner."""
    return [line for row in store.rows(CliSession) for line in row.loginBanner.splitlines()]


def selected(node: "Node") -> str:
    """Return the file that `save` alone writes: the selected one, or primary.cfg while there is none."""
    return node.flash.nvram.config_selected or "primary.cfg"


def with_ending(name: str, ending: str) -> str:
    """Return the name of a file as it is kept: *ending* is added where there is none."""
    return name if "." in name else name + ending


def new_name(name: str, ending: str) -> str:
    """Return the name of a file to be made; refuse one that is not letters, digits, ``_``, ``-`` and ``.``, at most 32,
    with no sign first but ``_``.

    evidence: guide 11.x (the length of names), later EXOS (the characters), inferred (the words)
    """
    file = with_ending(name, ending)
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}", file):
        raise Refusal(f"Error: {name} is not a valid file name.")
    return file


def configuration_file(name: str) -> str:
    """Return the name of a configuration file; refuse any other.

    evidence: captures (``.cfg``), inferred (the words)
    """
    if not name.endswith(".cfg"):
        raise Refusal(f"Error: {name} is not a configuration file.")
    return name


def existing_file(node: "Node", name: str) -> str:
    """Return the file of this name, with or without its ending; refuse one that does not exist."""
    for candidate in (name, with_ending(name, ".cfg")):
        if candidate in node.flash.names():
            return candidate
    raise Refusal(f"Error: File {name} does not exist.")
