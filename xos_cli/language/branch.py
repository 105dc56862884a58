"""A place in a command line, and everything that can stand there."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

from xos_cli.language.steps import GrammarStep, Steps, without
from xos_cli.language.typed import shared
from xos_cli.language.value import Value
from xos_cli.record import NamedTuple

#: What can come at a branch: equal where exactly the same can.
Place = tuple[int, ...]


class KeywordOption(NamedTuple):
    """A keyword that can stand at a place, and the place after it."""

    text: str
    hidden: bool
    branch: "Branch"


class ValueOption(NamedTuple):
    """A value that can stand at a place, and the place after it.  *omits* is the keyword left out before it."""

    value: Value
    text: str
    omits: str
    hidden: bool
    branch: "Branch"


class Branch:
    """A place in a line, shared by all commands that begin like the line so far.

    Because it knows every alternative of every command, abbreviation, ambiguity, ``?``, Tab and the caret are
    answered from it alone. It is filled in when a line first reaches it.
    """

    def __init__(self, parents: Iterable[GrammarStep]) -> None:
        self.parents = parents

    @cached_property
    def place(self) -> Place:
        """Return an identity of the steps that can be taken here, equal for equal steps."""
        return tuple(id(parent.then) for parent in self.parents)

    @cached_property
    def came_from(self) -> dict[GrammarStep, GrammarStep]:
        """Return every step that can be taken here, with the step before it in the same command.

        A value whose keyword is left out is none of them: it is taken where that keyword could be.
        """
        found: dict[GrammarStep, GrammarStep] = {}
        for parent in self.parents:
            for step in parent.then:
                found.setdefault(step, parent)
        return found

    @cached_property
    def keywords(self) -> dict[str, KeywordOption]:
        """Return the keywords by their lower-case spelling, in alphabetical order."""
        groups: dict[str, list[GrammarStep]] = {}
        for step in self.came_from:
            if step.keyword:
                groups.setdefault(step.keyword, []).append(step)
        return {
            key: KeywordOption(steps[0].text, _hidden(steps), Branch(steps)) for key, steps in sorted(groups.items())
        }

    @cached_property
    def _spelled(self) -> list[str]:
        return list(self.keywords)

    def begins(self, start: str) -> list[KeywordOption]:
        """Return the keywords that begin with *start*, hidden ones only if there is no other."""
        first = bisect_left(self._spelled, start)
        after = bisect_left(self._spelled, start + chr(0x10FFFF), first)
        found = [self.keywords[key] for key in self._spelled[first:after]]
        return [word for word in found if not word.hidden] or found

    def reach(self, word: str) -> int:
        """Return how many characters of *word* (lower case) can begin a keyword."""
        at = bisect_left(self._spelled, word)
        return max((shared(word, key) for key in self._spelled[max(at - 1, 0) : at + 1]), default=0)

    @cached_property
    def values(self) -> list[ValueOption]:
        """Return the values that can stand here, in the order of the grammar files."""
        groups: dict[tuple[Value, str], list[GrammarStep]] = {}
        for step in self._taken_for_values():
            if step.value:
                omits = step.omits.text if step.omits else ""
                groups.setdefault((step.value, omits), []).append(step)
        return [
            ValueOption(value, steps[0].text, omits, _hidden(steps), Branch(steps))
            for (value, omits), steps in groups.items()
        ]

    def _taken_for_values(self) -> Iterator[GrammarStep]:
        """Yield the steps that can be taken here, those of values whose keyword is left out behind the keyword."""
        for step in self.came_from:
            yield step
            if step.keyword:
                yield from without(step)

    @cached_property
    def ends(self) -> Steps:
        """Return the commands that can end here; there are several only if they are written alike."""
        return tuple(step for step in self.came_from if not step.keyword and not step.value)

    def expected(self) -> list[str]:
        """Return what can be typed here, for an error."""
        words = [word.text for word in self.keywords.values() if not word.hidden]
        values = [f"<{wanted.text}>" for wanted in self.values if not wanted.omits and not wanted.hidden]
        return words + values + (["<cr>"] if self.ends else [])


def _hidden(steps: Iterable[GrammarStep]) -> bool:
    return all(step.line.hidden for step in steps)
