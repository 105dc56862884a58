"""`show configuration`: print the configuration as commands."""

from xos_cli.command.call import Call
from xos_cli.errors import Refusal


def show_configuration(call: Call, module: str | None = None, detail: bool = False) -> str:
    """Print the configuration, module by module, as commands.  evidence: capture 11.2 (order, banners, blank lines)"""
    call.node.config.shown()
    modules = call.chassis.modules
    if module is not None:
        modules = tuple([name for name in modules if name.lower().startswith(module.lower())][:1])
        if not modules:
            raise Refusal(f"Error: Module {module} does not exist.")
    out = ["\n"]
    for name in modules:
        lines = call.software.configuration(name, call.store, call.chassis, detail)
        out.append(f"#\n# Module {name} configuration.\n#\n" + "".join([f"{line}\n" for line in lines]) + "\n")
    return "".join(out)
