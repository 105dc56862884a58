"""Read a policy file from its first token to its last.

    entry udpacl {
        if match all { source-address 10.203.134.0/24; protocol udp; } then { permit; count udpcount; }
    }

evidence: guide 11.3 p.262, p.279, p.376 (the language), recalled (words of the check)
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from xos_cli.processes.polMgr.entries import BadPolicy, Rule, check
from xos_cli.processes.polMgr.flow_words import FLOW_ACTIONS
from xos_cli.processes.polMgr.values import BadValue, ValueReader
from xos_cli.processes.polMgr.words import ACTIONS, CONDITIONS, Statement, statement

#: A comment, a string, a mark, a word; with the number of its line it is a token.
_TOKEN = re.compile(r'#[^\n]*|@[^\n]*|("[^"]*"|[{};]|[^\s{};"]+|")')


class Reader:
    """Reads a policy file from its first token to its last."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, int]] = []
        line, seen = 1, 0
        for match in _TOKEN.finditer(text):
            line += text.count("\n", seen, match.start())
            seen = match.start()
            if match[1]:
                self.tokens.append((match[1], line))
        self.at = 0

    def rules(self) -> list[Rule]:
        """Return every rule; raise BadPolicy at the first mistake."""
        rules = []
        while self.at < len(self.tokens):
            self._want("entry")
            rules.append(self._rule(self._word("the name of the entry"), self._line()))
        check(rules)
        return rules

    def _rule(self, name: str, line: int) -> Rule:
        """Read an entry; a CLEAR-Flow rule can have its match type behind its name.  evidence: guide 11.3 p.377"""
        match = self._match()
        self._want("{")
        tests: tuple[Statement, ...] = ()
        if self._next() == "if":
            self.at += 1
            match = self._match(match)
            tests = self._statements(CONDITIONS)
        rule = Rule(name, match, tests, line=line)
        self._want("then")
        deeds = self._statements(FLOW_ACTIONS if rule.flow else ACTIONS)
        otherwise: tuple[Statement, ...] = ()
        if rule.flow and self._next() == "else":
            self.at += 1
            otherwise = self._statements(FLOW_ACTIONS)
        self._want("}")
        return rule._replace(deeds=deeds, otherwise=otherwise)

    def _match(self, default: str = "all") -> str:
        if self._next() != "match":
            return default
        self.at += 1
        word = self._word("all or any").lower()
        if word not in ("all", "any"):
            raise BadPolicy(self._line(), f"{word} where all or any should be")
        return word

    def _statements(self, known: Mapping[str, ValueReader]) -> tuple[Statement, ...]:
        """Return the statements between braces, each ended by a semicolon; the first word of each is one of *known*."""
        self._want("{")
        found: list[Statement] = []
        words: list[str] = []
        while (token := self._word("}")) != "}" or words:
            if token in ("{", "}"):
                raise BadPolicy(self._line(), f"; is missing before {token}")
            if token == '"':
                raise BadPolicy(self._line(), "a quotation mark has no partner")
            if token == ";":
                found += [self._read(" ".join(words), known)] if words else []
                words = []
            else:
                words.append(token)
        return tuple(found)

    def _read(self, text: str, known: Mapping[str, ValueReader]) -> Statement:
        try:
            return statement(text, known, self._line())
        except BadValue as bad:
            raise BadPolicy(self._line(), str(bad)) from None

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


@lru_cache(maxsize=128)
def compiled(text: str) -> tuple[Rule, ...]:
    """Return the entries of a policy that was checked before."""
    return tuple(Reader(text).rules())
