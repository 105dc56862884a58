"""Replace the passwords in a typed line about an SNMPv3 user by the keys made of them, for a transcript."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xos_cli.errors import Refusal
from xos_cli.processes.snmpMaster.keys import engine, key_of_password, localized
from xos_cli.processes.snmpMaster.rows import SnmpEngine
from xos_cli.processes.snmpMaster.valid import valid_configure_snmpv3_add_user

if TYPE_CHECKING:
    from xos_cli.language import Command
    from xos_cli.switch.node import Node


def sealed_words(node: "Node", command: "Command") -> Sequence[str]:
    """Return the words of a line with keys for its passwords; a line that will be refused stays as it was typed."""
    try:
        valid_configure_snmpv3_add_user(node.chassis, **command.arguments)
    except Refusal:
        return command.words
    kind = "md5" if command.arguments.get("md5") else "sha"
    words = list(command.words)
    for before, name in ((kind, "auth_password"), ("privacy", "priv_password")):
        if isinstance(secret := command.arguments.get(name), str):
            at = words.index(before) + 1
            key = localized(key_of_password(secret, kind), engine(node.store.one(SnmpEngine).snmpEngineID), kind)
            words[at : at + 1] = ["hex", key]
    return words
