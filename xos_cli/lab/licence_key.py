"""`:license`: the key that enables a licence on this chassis."""

from xos_cli.errors import LabError
from xos_cli.switch.hardware.licence import LEVELS, key_for
from xos_cli.switch.machine import Machine

#: The word of each level.
WORDS = {level.lower().replace(" ", "-"): level for level in LEVELS}


def licence_key(machine: Machine, words: list[str]) -> str:
    """Return the line that enables the licence which the words name; LabError if they name none."""
    if len(words) != 1 or words[0].lower() not in WORDS:
        raise LabError(f":license {' | '.join(WORDS)}")
    return f"enable license {key_for(machine.chassis.serial, WORDS[words[0].lower()])}\n"
