"""Read a policy file from its first token to its last.

    entry udpacl {
        if match all { source-address 10.203.134.0/24; protocol udp; } then { permit; count udpcount; }
    }

evidence: guide 11.3 p.262, p.279 (the language), recalled (words of the check)
"""

import re
from collections.abc import Mapping

from xos_cli.processes.polMgr.words import ACTIONS, CONDITIONS, Check, fault
from xos_cli.record import NamedTuple

#: A comment, a string, a mark, a word; with the number of its line it is a token.
_TOKEN = re.compile(r'#[^\n]*|@[^\n]*|("[^"]*"|[{};]|[^\s{};"]+)')


class Rule(NamedTuple):
    """An entry of a policy: its conditions, ``all`` or ``any`` of which must hold, and its actions."""

    name: str
    match: str
    conditions: tuple[str, ...]
    actions: tuple[str, ...]


class BadPolicy(Exception):
    """A mistake in a policy file: its line, and what is wrong there."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"Line {line} : {what}")


class Reader:
    """Reads a policy file from its first token to its last."""

    def __init__(self, text: str) -> None:
        found = ((match[1], text.count("\n", 0, match.start()) + 1) for match in _TOKEN.finditer(text))
        self.tokens = [(token, line) for token, line in found if token]
        self.at = 0

    def rules(self) -> list[Rule]:
        """Return every rule; raise BadPolicy at the first mistake."""
        rules = []
        while self.at < len(self.tokens):
            self._want("entry")
            rules.append(self._rule(self._word("the name of the entry")))
        return rules

    def _rule(self, name: str) -> Rule:
        self._want("{")
        match = "all"
        conditions: tuple[str, ...] = ()
        if self._next() == "if":
            self.at += 1
            match = self._match()
            conditions = self._statements(CONDITIONS)
        self._want("then")
        actions = self._statements(ACTIONS)
        self._want("}")
        return Rule(name, match, conditions, actions)

    def _match(self) -> str:
        if self._next() != "match":
            return "all"
        self.at += 1
        word = self._word("all or any").lower()
        if word not in ("all", "any"):
            raise BadPolicy(self._line(), f"{word} where all or any should be")
        return word

    def _statements(self, known: Mapping[str, Check]) -> tuple[str, ...]:
        """Return the statements between braces, each ended by a semicolon; the first word of each is one of *known*."""
        self._want("{")
        found: list[str] = []
        words: list[str] = []
        while (token := self._word("}")) != "}" or words:
            if token in ("{", "}"):
                raise BadPolicy(self._line(), f"; is missing before {token}")
            if token == ";":
                found += [self._checked(" ".join(words), known)] if words else []
                words = []
            else:
                words.append(token)
        return tuple(found)

    def _checked(self, statement: str, known: Mapping[str, Check]) -> str:
        if what := fault(statement, known):
            raise BadPolicy(self._line(), what)
        return statement

    def _next(self) -> str:
        return self.tokens[self.at][0].lower() if self.at < len(self.tokens) else ""

    def _line(self) -> int:
        return self.tokens[min(self.at, len(self.tokens)) - 1][1] if self.tokens else 1

    def _word(self, what: str) -> str:
        if self.at == len(self.tokens):
            raise BadPolicy(self._line(), f"the file ends where {what} should be")
        self.at += 1
        return self.tokens[self.at - 1][0]

    def _want(self, word: str) -> None:
        found = self._word(word)
        if found.lower() != word:
            raise BadPolicy(self._line(), f"{found} where {word} should be")
