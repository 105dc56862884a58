"""`unconfigure switch`: restore the factory settings and reboot."""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question, Wait
from xos_cli.processes.cfgmgr.facts import selected
from xos_cli.switch.tables import Scope, info, key_of

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def unconfigure_switch(call: Call, all: bool = False) -> Dialogue:
    """Restore the factory's settings and reboot; without *all*, accounts and the time stay.

    evidence: vendor automation (the question of ``all``), recalled (the other), inferred (what is said of the file)
    """
    text = "Restore all factory defaults and reboot? (y/n) " if all else "Restore factory defaults and reboot? (y/n) "
    file = selected(call.node)
    if not all and file in call.node.flash.names():
        text = f"The configuration saved in {file} will be overwritten.\n{text}"
    if (yield Question(text)) is not Answer.YES:
        return
    call.node.call("cfgmgr", "forget", all, call.session.account)
    yield "Rebooting ...\n"
    call.node.later(1.0, "epm", "reboot_now", "")
    yield Wait(float("inf"))


def forget(node: "Node", everything: bool, account: str) -> None:
    """Select no file (*everything*), or save the factory settings with the current accounts."""
    if everything:
        node.config.select("")
        return
    kept = node.software.names["account"]
    tables = [table for table in node.store.tables() if info(table).scope is Scope.CONFIG and table is not kept]
    rows: list[Any] = []
    for table in tables:
        rows += node.store.rows(table)
    with node.change() as transaction:
        for row in rows:
            transaction.delete(type(row), *key_of(row))
        for row in node.software.factory(node.chassis):
            if type(row) in tables:
                transaction.put(row)
        node.config.save(selected(node), account)  # within: if the flash cannot be written nothing is changed
