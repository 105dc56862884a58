"""What `show version` prints: of the hardware, of each process, and of the images in the flash of each MSM."""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.facts import nodes
from xos_cli.switch.messages import Hello

UNKNOWN = "Unknown"


def show_version(call: Call, detail: bool = False) -> str:
    """Print the versions of hardware and software.

    evidence: capture 11.2 (stand-alone), recalled (the units of a chassis)
    """
    chassis, node = call.chassis, call.node
    image = chassis.images[node.image]
    built = f"          on {image.built}\n" if image.version == node.version else ""  # of a downloaded one nobody knows
    units = "".join(f"{name:<10}: {text}".rstrip(" ") + "\n" for name, text in _units(call))
    if not chassis.modular:
        units = f"Switch    : {_unit(chassis.part, chassis.serial, chassis.revision)} BootROM: {node.bootrom:<11}"
        units += f"IMG: {'':<10}\n" + "".join(f"{name:<10}:\n" for name in chassis.options)
    return (
        f"\n{units}\nImage   : ExtremeWare XOS version {node.version} {branch(node.version)} by {image.builder}\n"
        f"{built}BootROM : {node.bootrom}\n"
    )


def branch(version: str) -> str:
    """Return the branch of a version: ``v1131b3`` of 11.3.1.3.  evidence: capture 11.2"""
    major, minor, patch, build = version.split(".")
    return f"v{major}{minor}{patch}b{build}"


def _unit(part: str, serial: str, revision: str) -> str:
    return f"{part} {serial} Rev {revision}"


def _units(call: Call) -> Iterator[tuple[str, str]]:
    """Return the field-replaceable units of a chassis; one that is not there has no text."""
    chassis, node = call.chassis, call.node
    yield "Chassis", _unit(chassis.part, chassis.serial, chassis.revision)
    for slot in chassis.slots.values():
        yield f"Slot-{slot.number}", _unit(slot.part, slot.serial, slot.revision) if slot.module else ""
    heard = {hello.name: hello for hello in (node.hello(), node.peer) if hello}
    for msm in chassis.msms:
        there = node.backplane.lamp(msm.name) != "EMPTY"
        unit = _unit(msm.part, msm.serial, msm.revision)
        hello = heard.get(msm.name)
        bootrom = hello.bootrom if hello else chassis.bootrom
        image = dict(hello.images)[hello.image_booted] if hello else ""
        text = f"{unit} BootROM: {bootrom:<11}IMG: {image}"
        yield msm.name, text if there else ""
    for control in chassis.controllers:
        text = f"{_unit(control.part, control.serial, control.revision)} BootROM: {control.bootrom}"
        yield f"PSUCTRL-{control.number}", text if control.part else ""


# -- processes and images ----------------------------------------------------------------------------------------------


def show_version_process(call: Call, process: str | None = None) -> str:
    """Print the version of each process, who built it and when.

    evidence: capture 12.5 (two nodes), inferred (one node; one link date for all)
    """
    card, width = ("Card   ", 75) if call.chassis.modular else ("", 68)
    rows = [row for hello in nodes(call.node) for row in _processes(call, hello, process)]
    if not rows:
        raise Refusal(f"Error: Process {process} does not exist.")
    return f"{card}Process Name     Version     BuiltBy          Link Date\n{'-' * width}\n" + "".join(rows)


def _processes(call: Call, hello: Hello, wanted: str | None) -> Iterator[str]:
    """Return a line for each process; who built kernel modules, and processes that do not run, is unknown."""
    image, running = call.chassis.images[hello.image_booted], {name for name, *_ in hello.processes}
    builder = f"{image.builder:<17}{image.built}"
    for name, process in sorted(call.chassis.processes.items(), key=lambda item: item[0].lower()):
        if wanted is not None and name.lower() != wanted.lower():
            continue
        version = process.version if name in running else "Not Started"
        known = name in running and not process.kernel
        yield f"{_card(call, hello)}{name:<16} {version:<12}{builder if known else f'{UNKNOWN:<17}{UNKNOWN}'}\n"


def show_version_images(
    call: Call,
    partition: bool = False,
    primary: bool = False,
    secondary: bool = False,
    msm: bool = False,
    slot_id: str = "",
) -> str:
    """Print the images in both partitions.

    evidence: capture 12.5 (two nodes), inferred (what nobody knows of a downloaded image, modules, files that wait)
    """
    head = "Card  Partition     Installation Date        Version     Name      Branch\n" + "-" * 78 + "\n"
    only = "primary" if primary else "secondary" if secondary else ""
    return head + "".join(row for hello in nodes(call.node, slot_id) for row in _images(call, hello, only)) + "\n\n"


def _images(call: Call, hello: Hello, only: str) -> Iterator[str]:
    for partition, version in hello.images:
        if only in ("", partition):
            image = call.chassis.images[partition]
            installed = image.installed if image.version == version else UNKNOWN
            name = f"{call.chassis.prefix}{version}.xos"
            yield f"{hello.name:<7}{partition:<10}{installed:<28} {version} {name} {branch(version)}\n"
            for where, file in hello.packages:
                if where == partition:
                    yield _file(hello, partition, UNKNOWN, file)
    for file in hello.waiting if not only else ():
        yield _file(hello, "none", "Not installed", file)


def _file(hello: Hello, partition: str, installed: str, file: str) -> str:
    version = _version(file)
    return f"{hello.name:<7}{partition:<10}{installed:<28} {version} {file} {branch(version)}\n"


def _version(file: str) -> str:
    """Return the version in the name of an image file."""
    return file.rpartition(".")[0].split("-")[1]


def _card(call: Call, hello: Hello) -> str:
    return f"{hello.name:<7}" if call.chassis.modular else ""


def show_platform_version(call: Call) -> str:
    """Print what the software and the boards of each slot are, as far as it is known of them here.

    evidence: capture 11.2 (labels; the lines about chips are left out, which are those of another switch)
    """
    chassis, node = call.chassis, call.node
    image = chassis.images[node.image]
    fields = {
        "EXOS link date": image.built,
        "EXOS built by": image.builder,
        "EXOS branch": branch(node.version),
        "EXOS version": node.version,
        "Active Bootrom": node.bootrom,
    }
    software = "".join(f"{label}:\t\t\t{text}\n\n" for label, text in fields.items())
    return "\n" + "".join(
        f"{name} Version Information:\n\n{software if name.startswith('MSM') or not chassis.modular else ''}"
        f"Card type:\t\t\t{text}\n\n"
        for name, text in (_units(call) if chassis.modular else [("Slot  1", chassis.part)])
        if text
    )
