"""Turn the notation of a command into steps: which words can come first, and which after each.

A step is one element of one command. The steps after it are worked out when a line gets there: up to the first
bracket the notation is read word by word, after it by the pyparsing grammar of the notation.
"""

from collections.abc import Callable
from functools import partial

from xos_cli.language import notation
from xos_cli.language.grammar import CommandLine
from xos_cli.language.notation import Argument, Bracket, Keyword, Node, Nodes
from xos_cli.language.value import Value
from xos_cli.language.values import OBJECT_KEYWORDS, value

#: No keyword may be left out of a command that makes a new object.  evidence: later EXOS (command shortcuts)
MAKES_NEW = "create"


class GrammarStep:
    """One element of one command.

    *keyword* (lower case) or *value* says what it is; a step with neither is the command's end. *text*: its spelling
    in the notation. *argument*: its name as the handler's parameter, or "". *omits*: the step of the keyword that is
    left out before this value.
    """

    __slots__ = ("_follow", "_then", "argument", "keyword", "line", "omits", "text", "value")

    def __init__(self, line: CommandLine, text: str, argument: str, follow: "Follow") -> None:
        self.line, self.text, self.argument, self._follow = line, text, argument, follow
        self.keyword = ""
        self.value: Value | None = None
        self.omits: GrammarStep | None = None
        self._then: Steps | None = None

    @property
    def then(self) -> "Steps":
        """Return the steps that can come next."""
        if self._then is None:
            self._then = self._follow()
        return self._then


Steps = tuple[GrammarStep, ...]
Follow = Callable[[], Steps]


def begin(line: CommandLine) -> Steps:
    """Return the first step of a command."""
    return _from(line, 0)


def _nothing() -> Steps:
    return ()


def _end(line: CommandLine) -> Steps:
    return (GrammarStep(line, "", "", _nothing),)


def _from(line: CommandLine, at: int) -> Steps:
    """Return the steps with which the notation from *at* on begins."""
    found = notation.PLAIN.match(line.text, at)
    if found:
        return _plain(line, notation.plain_node(found), False, partial(_from, line, found.end()))
    if at == len(line.text):
        return _end(line)
    try:
        nodes = notation.read(line.text[at:])
    except notation.NotationError as error:
        raise line.error(at + error.loc, error.what) from None
    return _steps(line, nodes, False, partial(_end, line))


def _steps(line: CommandLine, nodes: Nodes, inside: bool, then: Follow) -> Steps:
    """Return the steps with which *nodes* begin; *then* comes after them; *inside* is True within brackets."""
    if not nodes:
        return then()
    follow = partial(_steps, line, nodes[1:], inside, then)
    return _node(line, nodes[0], inside, follow)


def _node(line: CommandLine, node: Node, inside: bool, follow: Follow) -> Steps:
    if not isinstance(node, Bracket):
        return _plain(line, node, inside, follow)
    after = follow()
    if node.repeats:
        return _AnyOrder(line, node.options, after).first(tuple(range(len(node.options))))
    first = tuple(step for option in node.options for step in _steps(line, option, True, lambda: after))
    return first + after if node.optional else first


def _plain(line: CommandLine, node: Keyword | Argument, inside: bool, follow: Follow) -> Steps:
    if isinstance(node, Argument):
        return (_value(line, node.text, follow),)
    step = GrammarStep(line, node.text, notation.argument_name(node.text) if inside else "", follow)
    step.keyword = node.text.lower()
    return (step,)


def _value(line: CommandLine, text: str, follow: Follow) -> GrammarStep:
    name = notation.value_name(text)
    step = GrammarStep(line, name, notation.argument_name(name), follow)
    step.value = value(text)
    if step.value is None:
        raise line.error(line.text.index(text) - 1, f"<{text}> is no known value (see language/values.py)")
    return step


def without(keyword: GrammarStep) -> Steps:
    """Return the values that can stand at once where *keyword*, which names their kind, is left out."""
    if keyword.keyword not in OBJECT_KEYWORDS or keyword.line.text.startswith(MAKES_NEW):
        return ()
    direct = [step for step in keyword.then if step.value and not step.omits and keyword.keyword in step.value.keywords]
    return tuple(_omitting(keyword, step) for step in direct)


def _omitting(keyword: GrammarStep, step: GrammarStep) -> GrammarStep:
    copy = GrammarStep(step.line, step.text, step.argument, lambda: step.then)
    copy.value, copy.omits = step.value, keyword
    return copy


class _AnyOrder:
    """The notation ``[a | b]...``, whose next steps depend only on which options are left."""

    def __init__(self, line: CommandLine, options: tuple[Nodes, ...], after: Steps) -> None:
        self.line, self.options, self.after = line, options, after
        self.known: dict[tuple[int, ...], Steps] = {}

    def first(self, left: tuple[int, ...]) -> Steps:
        """Return the steps with which the options *left* begin."""
        return tuple(step for option in left for step in self._option(option, left))

    def _option(self, option: int, left: tuple[int, ...]) -> Steps:
        others = tuple(other for other in left if other != option)
        return _steps(self.line, self.options[option], True, partial(self.more, others))

    def more(self, left: tuple[int, ...]) -> Steps:
        """Return the steps after the first option, where the group may also be over."""
        if left not in self.known:
            self.known[left] = self.first(left) + self.after
        return self.known[left]
