"""Download, install, uninstall and select images and software modules.

evidence: capture 15.4 (the dialogue of `download image`), guide 11.3 p.592-594 (the names of files, that a module is
started by `run update` or a reboot), p.636 (that the CNA agent needs SSH), inferred (the words of the refusals, that a
file that was not installed waits in the flash)
"""

import re
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question, Step, Wait
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.facts import nodes, reached
from xos_cli.processes.epm.facts import module_of
from xos_cli.processes.epm.msm import partition_named, tell
from xos_cli.processes.epm.reboot import reboot as restart
from xos_cli.record import NamedTuple
from xos_cli.switch.messages import Hello, ImageOrder, SelectImage

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node

#: The software modules there are, each with the one that it needs.  evidence: guide 11.3 p.335, p.636
NEEDS = {"ssh": "", "cna": "ssh"}
QUESTION = "Do you want to install image after downloading? (y - yes, n - no, <cr> - cancel) "


class ImageFile(NamedTuple):
    """A file with software: ``bd10K-11.3.1.3.xos``, or a module, ``bd10K-11.3.1.3-ssh.xmod``."""

    name: str
    version: str
    module: str = ""


def valid_download_image(chassis: "Chassis", filename: str, **_: object) -> None:
    """Refuse a file that is no software for this chassis."""
    image_file(chassis, filename)


def image_file(chassis: "Chassis", name: str) -> ImageFile:
    """Return what a file is by its name; refuse one that is no software for this chassis."""
    found = re.search(r"(\d+\.\d+\.\d+\.\d+)", name)
    if not found or not name.startswith(chassis.prefix):
        raise Refusal(f"Error: {name} is not an image for {chassis.product}.")
    if not name.endswith(".xmod"):
        return ImageFile(name, found[1])
    module = name[found.end() :].removesuffix(".xmod").lstrip("-.")
    if module not in NEEDS:
        raise Refusal(f"Error: {name} is not a software module for {chassis.product}.")
    return ImageFile(name, found[1], module)


# -- commands --------------------------------------------------------------------------------------------------------


def download_image(
    call: Call, filename: str, partition: str = "", msm: bool = False, slot_id: str = "", **source: object
) -> Dialogue:
    """Fetch software, and install it or keep it for `install image`; the server is taken to have the file."""
    file = image_file(call.chassis, filename)
    _target(call, file, partition, slot_id)
    answered = yield Question(QUESTION, otherwise=Answer.CANCEL)
    if answered is Answer.CANCEL:
        return
    yield "\nDownloading to Switch"
    yield from dots()
    if answered is Answer.YES:
        yield from _installed(call, file, partition, slot_id)
    else:
        yield from _ordered(call, ImageOrder("keep", file.name), slot_id)


def install_image(
    call: Call, filename: str, partition: str = "", msm: bool = False, slot_id: str = "", reboot: bool = False
) -> Dialogue:
    """Install a file that was downloaded before; *reboot* then reboots, with its questions."""
    for hello in _concerned(call, slot_id):
        if filename not in hello.waiting:
            raise Refusal(f"Error: {filename} was not downloaded to {hello.name}.")
    yield from _installed(call, image_file(call.chassis, filename), partition, slot_id)
    if reboot:
        yield from restart(call, msm=bool(slot_id), slot_id=slot_id)


def uninstall_image(
    call: Call, filename: str, partition: str, msm: bool = False, slot_id: str = "", reboot: bool = False
) -> Dialogue:
    """Remove a software module from a partition; it runs on until the next reboot."""
    target = partition_named(call, partition)
    for hello in _concerned(call, slot_id):
        if (target, filename) not in hello.packages:
            raise Refusal(f"Error: {filename} is not installed in the {target} partition of {hello.name}.")
        _unneeded(hello, image_file(call.chassis, filename), target)
    yield from _ordered(call, ImageOrder("uninstall", filename, target), slot_id)
    if reboot:
        yield from restart(call, msm=bool(slot_id), slot_id=slot_id)


def run_update(call: Call) -> Dialogue:
    """Start the software modules that were installed in the active partition since the last reboot."""
    node = call.node
    fresh = {file for partition, file in node.flash.nvram.packages if partition == node.image} - node.packages
    if not fresh:
        yield "No new software modules are installed.\n"  # evidence: inferred
        return
    yield from _ordered(call, ImageOrder("update"), "")


def use_image(call: Call, partition: str, msm: bool = False, slot_id: str = "", **_: bool) -> Dialogue:
    """Select the partition of the next reboot, on both MSMs unless one is named."""
    partition = partition_named(call, partition)
    if slot_id:
        reached(call.node, slot_id)
    if slot_id in ("", call.node.msm.letter):
        call.node.flash.change(image_selected=partition)
        call.node.greet()
    yield (yield from tell(call, slot_id, SelectImage(partition)))


# -- what they have in common ----------------------------------------------------------------------------------------


def _concerned(call: Call, slot_id: str) -> list[Hello]:
    return [reached(call.node, slot_id)] if slot_id else nodes(call.node)


def _installed(call: Call, file: ImageFile, partition: str, slot_id: str) -> Dialogue:
    """Install a file on the MSMs concerned; a module that is installed has to be started, an image booted."""
    target = _target(call, file, partition, slot_id)
    yield f"\nInstalling to {target} partition!\n\nInstalling to Switch"
    yield from dots()
    _target(call, file, target, slot_id)
    left = yield from _tell(call, ImageOrder("install", file.name, target), slot_id)
    yield "Image installed successfully\n"
    if not file.module:
        yield "This image will be used only after rebooting the switch!\n"
    yield left


def _ordered(call: Call, order: ImageOrder, slot_id: str) -> Dialogue:
    yield (yield from _tell(call, order, slot_id))


def _tell(call: Call, order: ImageOrder, slot_id: str) -> Generator[Step, Any, str]:
    """Carry out the installation on the MSMs concerned; return a warning if the other one could not be reached."""
    if slot_id in ("", call.node.msm.letter):
        image_ordered(call.node, order)
    return (yield from tell(call, slot_id, order))


def _target(call: Call, file: ImageFile, partition: str, slot_id: str) -> str:
    """Return the partition to install into: for an image one that no MSM concerned runs from.

    A module goes into the active one unless another is named, and must have been built with the image there.
    """
    concerned = _concerned(call, slot_id)
    booted = [hello.image_booted for hello in concerned]
    other = "secondary" if booted[0] == "primary" else "primary"
    target = partition_named(call, partition) if partition else booted[0] if file.module else other
    if file.module:
        for hello in concerned:
            _fits(hello, file, target)
    elif target in booted:
        raise Refusal("Error: Image can only be installed to the non-active partition.")
    return target


def _fits(hello: Hello, file: ImageFile, target: str) -> None:
    """Refuse a module built for another release, and one without the module that it needs."""
    image = dict(hello.images)[target]
    if file.version.split(".")[:3] != image.split(".")[:3]:
        raise Refusal(f"Error: {file.name} does not fit the image {image} in the {target} partition of {hello.name}.")
    needed = NEEDS[file.module]
    if needed and needed not in modules_in(hello, target):
        raise Refusal(f"Error: The {needed} software module must be installed before {file.name}.")


def _unneeded(hello: Hello, file: ImageFile, target: str) -> None:
    for module in modules_in(hello, target):
        if NEEDS[module] == file.module:
            raise Refusal(f"Error: The {module} software module needs {file.name}.")


def modules_in(hello: Hello, partition: str) -> set[str]:
    """Return the names of the software modules in a partition."""
    return {module_of(file) for where, file in hello.packages if where == partition}


def dots() -> Dialogue:
    """Print what a transfer prints while it goes on."""
    for _ in range(4):
        yield Wait(5.0)
        yield "."
    yield "\n"


# -- what one MSM does -----------------------------------------------------------------------------------------------


def image_ordered(node: "Node", order: ImageOrder) -> None:
    """Keep, install, uninstall or start software in the flash of this MSM; an installed BootROM runs after a reset."""
    known = node.flash.nvram
    waiting = tuple([file for file in known.waiting if file != order.file])
    packages = tuple([package for package in known.packages if package != (order.partition, order.file)])
    if order.verb == "keep":
        node.flash.change(waiting=(*waiting, order.file))
    elif order.verb == "bootrom":
        version = re.search(r"\d+\.\d+\.\d+\.\d+", order.file)
        node.flash.change(bootrom=version[0] if version else "", waiting=waiting)
    elif order.verb == "uninstall":
        node.flash.change(packages=packages)
    elif order.verb == "update":
        node.packages = frozenset([file for partition, file in packages if partition == node.image])
    elif order.file.endswith(".xmod"):
        others = [one for one in packages if (one[0], module_of(one[1])) != (order.partition, module_of(order.file))]
        node.flash.change(packages=(*others, (order.partition, order.file)), waiting=waiting)
    else:
        _image_installed(node, order, waiting)
    node.greet()


def _image_installed(node: "Node", order: ImageOrder, waiting: tuple[str, ...]) -> None:
    """Put an image into a partition and select it; modules of the image that was there are gone."""
    known, found = node.flash.nvram, re.search(r"\d+\.\d+\.\d+\.\d+", order.file)
    images = {**known.images, order.partition: found[0]} if found else known.images
    packages = tuple([package for package in known.packages if package[0] != order.partition])
    node.flash.change(images=images, image_selected=order.partition, packages=packages, waiting=waiting)
