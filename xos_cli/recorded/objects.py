"""Check the objects that a recorded command names: they must exist, and a new name must be free."""

from xos_cli.command.call import Call
from xos_cli.command.names import Existing
from xos_cli.errors import Refusal
from xos_cli.language import Command, PortList
from xos_cli.processes.ospf.rows import OspfArea
from xos_cli.recorded.about import FiledLine, folded
from xos_cli.switch.recorded import Recorded

#: What an object of a kind is called in the switch's errors.
TITLES = {
    "vlan": "VLAN",
    "stpd": "STPD",
    "vr": "Virtual router",
    "policy": "Policy",
    "account": "Account",
    "eaps": "EAPS domain",
    "esrp": "ESRP domain",
    "ospf-area": "OSPF area",
    "tunnel": "Tunnel",
    "local-user": "Local user",
    "bgp-neighbor": "BGP neighbor",
    "bgp-peer-group": "BGP peer group",
    "ospfv3-area": "OSPFv3 area",
}
#: Those that exist by a recorded line alone, and those that every switch has of them.
RECORDED = ("local-user", "bgp-neighbor", "bgp-peer-group", "ospfv3-area")
#: evidence: recalled (the backbone area)
INNATE = {"ospfv3-area": ("0.0.0.0",)}


def check(call: Call, command: Command, lines: list[FiledLine]) -> None:
    """Refuse a line that names a missing object or creates one that exists."""
    for given in command.arguments.values():
        if isinstance(given, PortList) and given.missing(call.chassis.ports):
            raise Refusal("Error: Invalid port number.")  # evidence: later EXOS (the words)
    _check_slot(call, command)
    if own := call.node.software.handler(command.entry.process, "check_recorded"):
        own(call, command)
    verb, made = command.words[0], _last(lines[0]) if command.words[0] in ("create", "delete") else ("", "")
    for kind, name in dict.fromkeys([*lines[0].named, *_policies(command)]):
        if verb == "create" and (kind, folded(name)) == made:
            _check_new(call, kind, name)
        elif (kind, folded(name)) == made:
            _check_going(call, kind, name)
        elif name != "*" and not _only_shown(kind, verb) and not _exists(call, kind, name):
            raise _missing(kind, name)


def _check_slot(call: Call, command: Command) -> None:
    slot = command.arguments.get("slot")
    if isinstance(slot, int) and slot not in call.chassis.slots:
        raise Refusal(f"Error: Slot {slot} is not a valid slot.")


def _only_shown(kind: str, verb: str) -> bool:
    """Return whether a command only shows or counts; such a line may stand in an older saved file."""
    return kind in RECORDED and verb in ("show", "clear")


def _last(line: FiledLine) -> tuple[str, str]:
    """Return the object that a line creates or deletes: the last that it names, with its context."""
    return next(reversed(line.items.items()), ("", ""))


def _policies(command: Command) -> list[tuple[str, str]]:
    given = (command.arguments.get(argument) for argument in ("policy_name", "policy"))
    return [("policy", name) for name in given if isinstance(name, str)]


def _check_new(call: Call, kind: str, name: str) -> None:
    """Refuse a new object whose name is taken."""
    if kind in RECORDED and _exists(call, kind, name):
        raise Refusal(f"Error: {TITLES[kind]} {name} already exists.")  # evidence: inferred (the words)


def _check_going(call: Call, kind: str, name: str) -> None:
    if folded(name) in INNATE.get(kind, ()):
        raise Refusal(f"Error: {TITLES[kind]} {name} cannot be deleted.")  # evidence: inferred (the words)
    if name != "*" and not _exists(call, kind, name):
        raise _missing(kind, name)


def _missing(kind: str, name: str) -> Refusal:
    return Refusal(f"Error: {TITLES[kind]} {name} does not exist.")  # evidence: inferred (the words)


def _exists(call: Call, kind: str, name: str) -> bool:
    """Return whether an object exists, as far as the model knows the objects of its kind."""
    if kind in RECORDED:
        made = f"{kind}={folded(name)}"
        lines = (row.about for row in call.rows(Recorded))
        there = any(about.startswith("create ") and about.endswith(f" {made}") for about in lines)
        return there or folded(name) in INNATE.get(kind, ())
    if kind == "ospf-area":
        return call.get(OspfArea, name) is not None
    return kind not in TITLES or Existing(call.node, call.machine).find(kind, name) is not None
