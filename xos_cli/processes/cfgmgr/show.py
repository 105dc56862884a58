"""`show configuration`: print the configuration as commands."""

from collections.abc import Iterator
from itertools import islice

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Screen
from xos_cli.errors import Refusal

#: Lines of one piece of the screen.
AT_ONCE = 100


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
    """Yield the configuration of one module after the other, some lines at a time."""
    yield "\n"
    for name in modules:
        lines = iter(call.software.configuration(name, call.store, call.chassis, detail))
        yield f"#\n# Module {name} configuration.\n#\n"
        while piece := "".join([f"{line}\n" for line in islice(lines, AT_ONCE)]):
            yield piece
        yield "\n"
