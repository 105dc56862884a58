"""`xos-cli chassis` and `xos-cli scripts`: the files that come with the program, listed or printed."""

import argparse
import os
import sys

from xos_cli.errors import XosError
from xos_cli.language.grammar_files import folder


def chassis(options: argparse.Namespace) -> int:
    """List the chassis files that come with the program, or print one."""
    return _samples(options, "chassis", folder("configs"), ".toml")


def scripts(options: argparse.Namespace) -> int:
    """List the sample scripts, or print one."""
    return _samples(options, "script", os.path.join(folder("configs"), "scripts"), ".xsf")


def _samples(options: argparse.Namespace, what: str, path: str, suffix: str) -> int:
    """List or print the files in a folder that end in *suffix*."""
    names = sorted(name.removesuffix(suffix) for name in os.listdir(path) if name.endswith(suffix))
    if options.action == "list":
        if options.name:
            raise XosError(f"list takes no name; `show {options.name}` prints the file")
        width = max(map(len, names))
        sys.stdout.writelines(f"{name:<{width}}  {heading(_text(path, name + suffix))}\n" for name in names)
        return 0
    if options.name is None:
        raise XosError(f"show which {what}? (there is {', '.join(names)})")
    name = options.name.removesuffix(suffix)
    if name not in names:
        raise XosError(f"{options.name}: no {what} that comes with the program (there is {', '.join(names)})")
    sys.stdout.write(_text(path, name + suffix))
    return 0


def heading(text: str) -> str:
    """Return the first line of a file's comment, without its sign."""
    return text.partition("\n")[0].lstrip("# ")


def _text(path: str, name: str) -> str:
    with open(os.path.join(path, name), encoding="utf-8") as file:
        return file.read()
