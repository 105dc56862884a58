"""Something that can be typed next; known to those who show it, whether or not the grammar has been read."""

from xos_cli.record import NamedTuple


class Candidate(NamedTuple):
    """Something that can be typed.  *kind*: ``keyword``, ``value`` (the text is its name in <>), ``name`` (of an
    existing object), ``cr``."""

    text: str
    help: str
    kind: str


class Candidates(NamedTuple):
    """What can be typed instead of what stands from *column* on."""

    column: int
    items: tuple[Candidate, ...]
