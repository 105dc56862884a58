"""The licences of the software: their levels, and the keys that enable one.

evidence: later 12.4 (that the EEPROM of the chassis keeps the licence, that it survives everything, that a key is for
one chassis), recalled (the names of the levels), inferred (how a key is made)
"""

EDGE, ADVANCED_EDGE, CORE = LEVELS = ("Edge", "Advanced Edge", "Core")
#: The level of a process that the chassis file leaves out: no licence allows it.
NEVER = "none"
#: Hexadecimal digits of a key, and those of each of its groups.  evidence: later EXOS
DIGITS, GROUP = 20, 4


def allows(level: str, needed: str) -> bool:
    """Return whether the licence *level* covers what needs the licence *needed*."""
    return needed in LEVELS and LEVELS.index(level) >= LEVELS.index(needed)


def highest(*levels: str) -> str:
    """Return the highest of some levels; "" is none."""
    return max((level for level in levels if level), key=LEVELS.index)


def key_for(serial: str, level: str) -> str:
    """Return the key that enables a licence on the chassis with this serial number: ``1f3a-...``, five groups."""
    from hashlib import sha256

    digits = sha256(f"{serial} {level}".encode()).hexdigest()[:DIGITS]
    return "-".join(digits[at : at + GROUP] for at in range(0, DIGITS, GROUP))


def level_of_key(serial: str, key: str) -> str:
    """Return the licence that a key enables on the chassis with this serial number; "" if it enables none."""
    return next((level for level in LEVELS if key_for(serial, level) == key.lower()), "")
