"""Save the configuration into a file, and select the file of the next reboot."""

from xos_cli.command.answer import answer
from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question, Wait
from xos_cli.errors import FlashError, Refusal
from xos_cli.processes.cfgmgr.facts import configuration_file, new_name, selected, with_ending

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


def use_configuration(call: Call, primary: bool = False, secondary: bool = False, file_name: str = "") -> None:
    """Select the file of the next reboot, on both MSMs.  evidence: inferred (the words of the refusal)"""
    named = "primary" if primary else "secondary" if secondary else file_name
    file = configuration_file(with_ending(named, ".cfg"))
    if file not in call.node.flash.names():
        raise Refusal(f"Error: Configuration file {file} does not exist.")
    call.node.config.select(file)
