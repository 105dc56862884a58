"""Records of what can be typed next; they can be shown without reading the grammar."""

from xos_cli.record import NamedTuple


class NextWord(NamedTuple):
    """Something that can be typed.

     *kind* is ``keyword``, ``value`` (the text is its name in <>), ``name`` (of an existing object) or ``cr``
    (Enter).
    """

    text: str
    help: str
    kind: str


class Candidates(NamedTuple):
    """What can be typed in place of the text from *column* on."""

    column: int
    items: tuple[NextWord, ...]
