"""Replace the password in a typed line about an account by its encrypted form, for a transcript."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xos_cli.errors import Refusal
from xos_cli.processes.aaa import passwords
from xos_cli.processes.aaa.policy import rules_of
from xos_cli.processes.aaa.rows import Account

if TYPE_CHECKING:
    from xos_cli.language import Command
    from xos_cli.switch.node import Node


def sealed_words(node: "Node", command: "Command") -> Sequence[str]:
    """Return the words of a line with its password encrypted; a line that will be refused stays as it was typed."""
    password = command.arguments.get("password")
    known = node.store.get(Account, command.arguments.get("account_name", ""))
    new = str(command.arguments.get("new_account_name", ""))
    if not isinstance(password, str) or not (known or new) or (new and node.store.get(Account, new)):
        return command.words
    try:
        rules_of(node.store, known.name if known else new).check(password)
    except Refusal:
        return command.words
    return [*command.words[:-1], "encrypted", passwords.encrypted(node, password)]
