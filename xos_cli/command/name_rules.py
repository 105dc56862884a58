"""The rules for names of VLANs, virtual routers, domains and filters that a command makes."""

import re
from functools import cache

from xos_cli.errors import Refusal

#: evidence: guide 11.0 p.89 (32 characters; no blank, comma, quotation mark)
LONGEST = 32
_NAME = re.compile(r'[A-Za-z][^\s,"]*')


#: The arguments of commands that are such a name, and what each is the name of.
TITLES = {
    "new_vlan_name": "VLAN",
    "new_vr_name": "Virtual router",
    "new_protocol_name": "Protocol filter",
    "new_eaps_name": "EAPS domain",
    "new_esrp_name": "ESRP domain",
    "new_filter_name": "Log filter",
    "new_meter_name": "Meter",
    "new_vman_name": "VMAN",
    "new_tunnel_name": "Tunnel",
}


def check_name(kind: str, name: str) -> None:
    """Refuse a name that no object can have.  evidence: guide 11.x (the rules), inferred (the words)"""
    if len(name) > LONGEST:
        raise Refusal(f"Error: {kind} name cannot have more than {LONGEST} characters.")
    if not _NAME.fullmatch(name) or not name.isascii():
        raise Refusal(f"Error: {kind} name must begin with a letter, and have no blanks, commas or quotation marks.")
    check_reserved(name)


def check_reserved(name: str) -> None:
    """Refuse a keyword as a name."""
    if name.lower() in reserved():
        raise Refusal(f"Error: {name} is a reserved keyword and cannot be used as a name.")


@cache
def reserved() -> frozenset[str]:
    """Return every keyword of every command, but such as ``v1``.

    evidence: later EXOS (all of them, before 12.4.2), inferred (not those with a digit, which would be the names that
    many give to VLANs, nor single letters)
    """
    from xos_cli.language.grammar_files import grammar

    pieces = re.compile(r"<[^<>]*>|[^\s\[\]{}|<>]+")
    words = (word for line in grammar().lines() for word in pieces.findall(line.text))
    return frozenset(word.lower() for word in words if len(word) > 1 and not re.search("[<0-9]", word))
