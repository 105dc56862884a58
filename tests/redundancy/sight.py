"""Look at a switch through its Python interface, for the model."""

import re
from functools import lru_cache

from redundancy.promises import MSMS, Config, Seen

from xos_cli import Switch

#: VLANs that every switch has.
INNATE = {"Default", "Mgmt"}
_LINES = {
    "B first": "configure node slot B priority 1",
    "watchdog off": "disable watchdog",
    "no recovery": "configure sys-recovery-level None",
}
_ELEMENTS = {
    "B first": b"<node_priority><slot><![CDATA[B]]></slot><priority>1<",
    "watchdog off": b"<epmwatchdog><on>0<",
    "no recovery": b"<epmsysrec><no_reboot>1<",
}


@lru_cache(maxsize=64)
def configured(text: str) -> Config:
    """What `show configuration` says, as far as the model looks."""
    vlans = set(re.findall(r'^create vlan "(\w+)"', text, re.MULTILINE)) - INNATE
    lines = set(text.splitlines())
    return frozenset(vlans | {name for name, line in _LINES.items() if line in lines})


@lru_cache(maxsize=256)
def content(data: bytes) -> Config:
    """What a saved file would restore, as far as the model looks."""
    vlans = {name.decode() for name in re.findall(rb"<vlan>.*?<name><!\[CDATA\[(\w+)\]\]></name>", data)}
    return frozenset((vlans - INNATE) | {name for name, text in _ELEMENTS.items() if text in data})


def look(switch: Switch, boots: dict[str, int], deep: bool = True) -> Seen:
    """Everything that the model compares; *boots* is how often each MSM was reset.

    What is unsaved takes longer than the rest; not *deep*: it is not looked at, and taken to be something.
    """
    master = switch.master
    works = master is not None and master.login_open
    nodes = [switch.nodes[name] for name in MSMS]
    return Seen(
        master.name if master else "",
        {node.name: node.state for node in nodes},
        switch.in_sync,
        configured(switch.configuration()) if works else None,
        works and master is not None and master.unsaved,
        switch.unsaved if works and deep else True,
        {node.name: {name: content(data) for name, data in node.files.items()} for node in nodes},
        {node.name: node.selected for node in nodes},
        {node.name: ".".join(node.image.split(".")[:2]) for node in nodes},
        dict(boots),
    )
