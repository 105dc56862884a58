"""Read the chassis, releases and samples that come with the program (``configs/``)."""

import os.path

from xos_cli.errors import ChassisError, host_answer
from xos_cli.language.grammar_files import folder, text_of
from xos_cli.switch.hardware.chassis import Chassis
from xos_cli.switch.hardware.chassisfile import read

#: The largest chassis file, in bytes.
LARGEST = 1_000_000


def chassis_names() -> list[str]:
    """Return the names of the chassis that come with the program, sorted."""
    return _stems(folder("configs"))


def release_names() -> list[str]:
    """Return the names of the releases that come with the program, sorted."""
    return _stems(os.path.join(folder("configs"), "releases"))


def read_chassis(name_or_path: str) -> Chassis:
    """Return the chassis of a name of ``chassis_names``, or of a user's own file; ChassisError if there is none."""
    path = name_or_path
    if name_or_path in chassis_names():
        path = os.path.join(folder("configs"), f"{name_or_path}.toml")
    try:
        if os.path.getsize(path) > LARGEST:
            raise ChassisError(f"{name_or_path}: longer than {LARGEST:,} bytes")
        text = text_of(path)
    except FileNotFoundError:
        names = ", ".join(chassis_names())
        raise ChassisError(f"{name_or_path}: neither a chassis file nor one of {names}") from None
    except OSError as error:
        raise ChassisError(f"{name_or_path}: {host_answer(error)}") from None
    except ValueError:
        raise ChassisError(f"{name_or_path}: not a text file") from None
    return read(text, os.path.basename(path), _release)


def sample(name: str) -> str:
    """Return the path of a sample script (``configs/scripts/...``)."""
    return os.path.join(folder("configs"), "scripts", name)


def _release(name: str) -> str:
    """Return the text of a release file."""
    if name not in release_names():
        raise ChassisError(f'release: "{name}" is none of {", ".join(release_names())}')
    return text_of(os.path.join(folder("configs"), "releases", f"{name}.toml"))


def _stems(path: str) -> list[str]:
    return sorted(name[:-5] for name in os.listdir(path) if name.endswith(".toml"))
