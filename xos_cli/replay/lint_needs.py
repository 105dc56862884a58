"""What commands need beside the objects that they name: a licence, and software modules."""

from collections.abc import Iterator
from functools import cache

from xos_cli.command.names import everything
from xos_cli.errors import CommandError
from xos_cli.language import Command, Language
from xos_cli.language.grammar_files import grammar
from xos_cli.replay.lint_names import Known
from xos_cli.switch.hardware.chassis import Chassis
from xos_cli.switch.hardware.licence import allows, level_of_key

#: What the switch says, without its ``Error:``.
NO_LICENCE = "This command cannot be executed at the current license level"
NO_MODULE = "{module} module not loaded"
#: Commands after which other modules may run.
INSTALLING = ("download_image", "install_image", "uninstall_image", "use_image", "synchronize")


@cache
def _language(processes: frozenset[str]) -> Language:
    return Language(grammar(), processes)


class Needs:
    """The licence and the modules that the switch has by now; *modules*: those that run, None if nobody knows."""

    def __init__(self, chassis: Chassis, modules: frozenset[str] = frozenset()) -> None:
        self.chassis = chassis
        self.modules: frozenset[str] | None = modules

    @property
    def language(self) -> Language:
        """Return the language of the processes that the licence allows."""
        return _language(frozenset([name for name, one in self.chassis.processes.items() if one.licensed]))

    def unlicensed(self, line: str, known: Known) -> bool:
        """Return whether a line that cannot be read is a command of a process that the licence does not allow."""
        if all(process.licensed for process in self.chassis.processes.values()):
            return False
        try:
            owner = self.chassis.processes.get(everything().parse(line, known).entry.process)
        except CommandError:
            return False
        return owner is not None and not owner.licensed

    def missing(self, command: Command) -> Iterator[str]:
        """Yield what the switch says of a command that needs what it does not have."""
        if not allows(self.chassis.licence, command.entry.licence):
            yield NO_LICENCE
        elif command.entry.module and self.modules is not None and command.entry.module not in self.modules:
            yield NO_MODULE.format(module=command.entry.module)

    def take(self, command: Command) -> None:
        """Take note of a command that enables a licence, or installs modules."""
        if command.entry.handler in INSTALLING:
            self.modules = None
        if command.entry.handler == "enable_license":
            level = level_of_key(self.chassis.serial, command.arguments["key"])
            if level and not allows(self.chassis.licence, level):
                self.chassis = self.chassis.with_licence(level)
