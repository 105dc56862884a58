"""The beginning of a line, where any command can stand.

The commands are sorted by their first word as it is written; the steps of those that begin alike are made when that
word was typed.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial

from xos_cli.language.branch import Branch, KeywordOption, Place, ValueOption
from xos_cli.language.grammar import CommandLine, GrammarFile
from xos_cli.language.steps import GrammarStep, Steps, begin
from xos_cli.language.values import OBJECT_KEYWORDS


class FirstWords(Branch):
    """The place before the first word of all the commands in *lines*."""

    def __init__(self, lines: Callable[[], Iterable[CommandLine]]) -> None:
        super().__init__(())
        self._lines = lines

    @cached_property
    def _commands(self) -> dict[str, list[CommandLine]]:
        """Return the commands by their first word, in lower case."""
        groups: dict[str, list[CommandLine]] = {}
        for line in self._lines():
            groups.setdefault(line.text.split(None, 1)[0].lower(), []).append(line)
        return groups

    @cached_property
    def _objects(self) -> Branch:
        """Return the same place for the commands whose first word may be left out before the name of an object."""
        lines = [line for word, group in self._commands.items() if word in OBJECT_KEYWORDS for line in group]
        start = CommandLine(GrammarFile("", ""), 0, "")
        return Branch([GrammarStep(start, "", "", partial(_begin, lines))])

    @cached_property
    def place(self) -> Place:
        return (id(self),)

    @cached_property
    def came_from(self) -> dict[GrammarStep, GrammarStep]:
        steps = [step for word in self.keywords.values() for step in word.branch.parents]
        return {step: step for step in steps}

    @cached_property
    def keywords(self) -> dict[str, KeywordOption]:
        options = dict(self._objects.keywords)
        for word, lines in self._commands.items():
            if word not in OBJECT_KEYWORDS:
                text = lines[0].text.split(None, 1)[0]
                options[word] = KeywordOption(text, all(line.hidden for line in lines), Branch(Beginnings(lines)))
        return dict(sorted(options.items()))

    @cached_property
    def values(self) -> list[ValueOption]:
        return self._objects.values

    @cached_property
    def ends(self) -> Steps:
        return ()


class Beginnings:
    """The first steps of some commands, made when somebody looks at them."""

    def __init__(self, lines: Iterable[CommandLine]) -> None:
        self._lines = lines
        self._steps: Steps | None = None

    def __iter__(self) -> Iterator[GrammarStep]:
        if self._steps is None:
            self._steps = _begin(self._lines)
        return iter(self._steps)


def _begin(lines: Iterable[CommandLine]) -> Steps:
    return tuple(step for line in lines for step in begin(line))
