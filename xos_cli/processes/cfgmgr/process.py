"""Tables and hooks of the configuration manager; save, select and show the configuration."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.answer import answer
from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question, Screen, Wait
from xos_cli.errors import FlashError, Refusal
from xos_cli.processes.cfgmgr.facts import configuration_file, new_name, selected, with_ending
from xos_cli.processes.cfgmgr.rows import CliSession, IdleTimeout, SystemDebug
from xos_cli.switch.tables import Scope, info, key_of

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis
    from xos_cli.switch.node import Node


TABLES = (CliSession, IdleTimeout, SystemDebug)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [CliSession(), IdleTimeout(), SystemDebug()]


# -- save ------------------------------------------------------------------------------------------------------------

#: evidence: later captures 15.4 to 30.2 and clients of 2008 (the texts), recalled (``(y/n)``, the second question)
NO_DATABASE = (
    "No default configuration database has been selected to boot up the system.\n"
    "Save configuration will set the new configuration as the default database.\n\n"
    "Do you want to save configuration to {file}? (y/n) "
)
OVERWRITE = (
    "The configuration file {file} already exists.\n"
    "Do you want to save configuration to {file} and overwrite it? (y/n) "
)
PLAIN = "Do you want to save configuration to {file}? (y/n) "
OTHER = (
    "The current selected default configuration database to boot up the system\n"
    "({selected}) is different than the one just saved ({file}).\n"
    "Do you want to make {file} the default database? (y/n) "
)
CANCELLED = "Save configuration cancelled.\n"


def save(call: Call) -> Dialogue:
    """Save the configuration into the selected file."""
    yield from _save(call, selected(call.node))


def save_configuration(call: Call, primary: bool = False, secondary: bool = False, file_name: str = "") -> Dialogue:
    """Save the configuration into the file that is named."""
    named = "primary" if primary else "secondary" if secondary else file_name
    yield from _save(call, configuration_file(new_name(named, ".cfg")) if named else selected(call.node))


def _save(call: Call, file: str) -> Dialogue:
    """Ask, write, and ask again where another file is selected."""
    flash = call.node.flash
    default = flash.nvram.config_selected
    text = NO_DATABASE if not default else OVERWRITE if file in flash.names() else PLAIN
    if (yield Question(text.format(file=file))) is not Answer.YES:
        yield CANCELLED
        return
    yield from write(call, file)
    if default and file != default:
        question = Question("\n" + OTHER.format(selected=default, file=file))
        if (yield question) is Answer.YES:
            call.node.config.select(file)


def write(call: Call, file: str) -> Dialogue:
    """Save the configuration on both MSMs, and print what a person sees of it.

    evidence: later 16.2 (the two lines of a chassis)
    """
    node = call.node
    seconds = node.chassis.timing.drain
    yield f"Saving configuration on {'primary MSM' if node.chassis.modular else 'master'} "
    for _ in range(6):
        yield Wait(seconds)
        yield "."
    try:
        reply = node.config.save(file, call.session.account)
    except FlashError:
        yield "\n"
        raise
    yield " done!\n"
    if (yield from answer(reply)):
        yield "Synchronizing configuration to backup MSM .. done!\n"
    elif node.files.backup_runs:
        yield "Synchronizing configuration to backup MSM .. failed!\n"  # evidence: inferred
    yield f"Configuration saved to {file} successfully.\n"


# -- which file ------------------------------------------------------------------------------------------------------


def use_configuration(call: Call, primary: bool = False, secondary: bool = False, file_name: str = "") -> None:
    """Select the file of the next reboot, on both MSMs.  evidence: inferred (the words of the refusal)"""
    named = "primary" if primary else "secondary" if secondary else file_name
    file = configuration_file(with_ending(named, ".cfg"))
    if file not in call.node.flash.names():
        raise Refusal(f"Error: Configuration file {file} does not exist.")
    call.node.config.select(file)


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
    """Select no file (*everything*), or save the factory's settings and today's accounts, as `save` would."""
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


# -- show configuration ----------------------------------------------------------------------------------------------


def show_configuration(call: Call, module: str | None = None, detail: bool = False) -> Screen:
    """Print the configuration, module by module, as commands.  evidence: capture 11.2 (order, banners, blank lines)"""
    call.node.config.shown()
    modules = call.chassis.modules
    if module is not None:
        modules = tuple([name for name in modules if name.lower().startswith(module.lower())][:1])
        if not modules:
            raise Refusal(f"Error: Module {module} does not exist.")
    return Screen(_modules(call, modules, detail))


def _modules(call: Call, modules: tuple[str, ...], detail: bool) -> Iterator[str]:
    """Yield the configuration of one module after the other."""
    yield "\n"
    for name in modules:
        lines = call.software.configuration(name, call.store, call.chassis, detail)
        yield f"#\n# Module {name} configuration.\n#\n" + "".join([f"{line}\n" for line in lines]) + "\n"
