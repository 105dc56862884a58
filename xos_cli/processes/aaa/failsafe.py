"""Set the failsafe account, which lets one in at a console when all other passwords are lost.

It is no account of ``aaa`` and no part of the configuration: it is kept in the NVRAM of every MSM that is there.

evidence: guide 11.3 p.49-50 (console only, where it is kept), later 12.4 p.44 (re-badged, NETGEAR 8800: the dialogue),
inferred (the refusals)
"""

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, TextInput
from xos_cli.errors import Refusal
from xos_cli.processes.aaa import passwords
from xos_cli.switch.messages import Failsafe


def configure_failsafe_account(call: Call) -> Dialogue:
    """Ask for the failsafe account's name and password, and save them at once on every MSM that is there."""
    name = (yield TextInput("enter failsafe user name: ")).strip()
    password = yield TextInput("enter failsafe password: ", secret=True)
    again = yield TextInput("enter password again: ", secret=True)
    if not name or " " in name:
        raise Refusal("Error: Invalid failsafe account name.")
    if password != again:
        raise Refusal("Error: Passwords do not match.")
    account = name, passwords.encrypted(call.node, password)
    call.node.flash.change(failsafe=account)
    yield (yield from call.software.ask("epm", "tell", call, "", Failsafe(*account)))
