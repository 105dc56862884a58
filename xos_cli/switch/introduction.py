"""Make the greeting of one MSM to the other: its state, health, images, files and processes."""

from typing import TYPE_CHECKING

from xos_cli.switch.messages import Hello

if TYPE_CHECKING:
    from xos_cli.switch.node_parts import NodeParts

#: The health a node reports when nothing is wrong.  evidence: later 12.4 p.117 (re-badged, NETGEAR 8800)
SOFTWARE_HEALTH, HARDWARE_HEALTH = 49, 7


def software_health(node: "NodeParts") -> int:
    """Return 49 when every process runs, one less for each that does not."""
    return SOFTWARE_HEALTH - (len(node.processes) - len(node.processes.working))


def hardware_health(node: "NodeParts") -> int:
    """Return 7 when every power supply, fan and sensor is well, one less for each that is not."""
    return HARDWARE_HEALTH - len(node.hardware_faults)


def introduce(node: "NodeParts") -> Hello:
    """Return the greeting of *node*."""
    nvram = node.flash.nvram
    return Hello(
        node.name,
        node.state,
        node.msm.index,
        node.priority(),
        software_health(node),
        hardware_health(node),
        node.running,
        node.checkpoint.synced,
        nvram.image_selected,
        node.image,
        tuple(sorted(nvram.images.items())),
        nvram.config_selected,
        node.config.booted,
        tuple([(name, p.since, p.restarts, p.state) for name, p in node.processes.items()]),
        nvram.packages,
        nvram.waiting,
        node.bootrom,
    )
