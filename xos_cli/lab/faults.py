"""`:fail` and `:repair`: break and repair MSMs, power supplies, fans, ports and processes."""

from xos_cli.errors import LabError
from xos_cli.lab.help import COMMANDS
from xos_cli.switch.machine import Machine


def fault(machine: Machine, words: list[str], broken: bool) -> None:
    """Break, or repair, the part of the switch that the words name."""
    match words:
        case ["psu" | "fan" | "port" | "heat" as kind, which]:
            machine.break_part(kind, which, broken)
        case ["process", name]:
            _process(machine, name, _managing(machine), broken)
        case ["process", name, "on", msm]:
            _process(machine, name, machine.node(msm).name, broken)
        case [msm]:
            (machine.fail if broken else machine.repair)(msm)
        case _:
            raise LabError("say what: " + COMMANDS["fail" if broken else "repair"].usage)


def _managing(machine: Machine) -> str:
    """Return the name of the master; LabError if there is none."""
    master = machine.master
    if master is None:
        raise LabError(f"there is no master ({machine.describe()})")
    return master.name


def _process(machine: Machine, name: str, msm: str, broken: bool) -> None:
    """Stop, or repair, a process on an MSM."""
    node = machine.nodes[msm]
    known = {process.lower(): process for process in node.processes}
    if name.lower() not in known:
        raise LabError(f"no process {name} runs on {msm}")
    if not broken and node.works(known[name.lower()]):
        raise LabError(f"process {known[name.lower()]} on {msm} has not failed")
    node.call("epm", "process_failed" if broken else "process_repaired", known[name.lower()])
