"""Install the SSH module on a switch from the start: what the options and keys ``ssh-module`` mean."""

from xos_cli.processes.epm.images import image_ordered
from xos_cli.processes.telnetd.facts import ssh_loaded
from xos_cli.processes.telnetd.rows import Ssh2
from xos_cli.program.typist import FILE
from xos_cli.switch.machine import Machine
from xos_cli.switch.messages import ImageOrder


def install_ssh(machine: Machine) -> None:
    """Install the SSH module in the active partition of each MSM that has none, and start it."""
    for node in machine.nodes.values():
        if not ssh_loaded(node):
            file = f"{machine.chassis.prefix}{node.version}-ssh.xmod"
            image_ordered(node, ImageOrder("install", file, node.image))
            image_ordered(node, ImageOrder("update"))


def enable_ssh(machine: Machine) -> None:
    """Enable SSH and save, as `enable ssh2` and `save` do, where nothing about SSH is configured."""
    master = machine.master
    if master is not None and not any(master.store.rows(Ssh2)):
        master.put([Ssh2()])
        master.config.save(master.flash.nvram.config_selected or FILE, "admin")
