"""The grammar files: which commands there are, who may type them, and what their words mean.

# a comment
show vlan {<vlan_name> | detail} @user
    detail       Everything about every VLAN
    <vlan_name>  The VLAN to show
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from xos_cli.errors import GrammarError
from xos_cli.language import meaning, notation
from xos_cli.language.values import value
from xos_cli.record import NamedTuple

TAGS = frozenset(["user", "admin", "backup", "master", "hidden", "recorded", "advanced-edge", "core", "ssh"])
#: The licence that a tag demands.
LICENCES = {"@core": "Core", "@advanced-edge": "Advanced Edge"}
#: The process whose file explains the words that all files use.
COMMON = "cli"

#: A command, with the lines that continue it.
_COMMAND = re.compile(r"^[^\s#].*(?:(?<= \\)\n.*)*", re.MULTILINE)
_TAIL = re.compile(r"(?:\s+@\S*)+\s*$")
_HELP = r"\s+(<[^<>]+>|\S+)\s{2,}(\S.*)"
_ARGUMENT = r"<([^<>]*)>"
_PIECE = re.compile(r"<[^<>]*>|[^\s\[\]{}|<>]+|\S")


class CommandEntry(NamedTuple):
    """One command of the grammar files; *handler* is its words outside brackets: ``configure_vlan_add_ports``."""

    notation: str
    process: str
    handler: str
    file: str
    line: int
    user: bool
    backup: bool
    hidden: bool
    recorded: bool
    licence: str = "Edge"
    module: str = ""


class CommandLine:
    """One command as it stands in its file: *text*, and a *tail* of tags; its ``CommandEntry`` is made at first use."""

    __slots__ = ("_entry", "file", "number", "tail", "text")

    def __init__(self, file: "GrammarFile", number: int, text: str) -> None:
        self.file, self.number, self.text, self.tail = file, number, text, ""
        self._entry: CommandEntry | None = None
        if "@" in text and (found := _TAIL.search(text)):
            self.text, self.tail = text[: found.start()], found[0]

    def _may(self, tag: str, opposite: str) -> bool:
        return tag in self.tail or (opposite not in self.tail and self.text.startswith("show "))

    @property
    def user(self) -> bool:
        """Return whether an account of level user may type it."""
        return self._may("@user", "@admin")

    @property
    def hidden(self) -> bool:
        """Return whether ``?`` and Tab leave it out."""
        return "@hidden" in self.tail

    @property
    def entry(self) -> CommandEntry:
        """Return the command as it is read from its notation."""
        if self._entry is None:
            text, file, backup = " ".join(self.text.split()), self.file, self._may("@backup", "@master")
            names = text, file.process, handler(text), file.name, self.number
            licence = next((level for tag, level in LICENCES.items() if tag in self.tail), "Edge")
            module = "ssh" if "@ssh" in self.tail else ""
            self._entry = CommandEntry(
                *names, self.user, backup, self.hidden, "@recorded" in self.tail, licence, module
            )
        return self._entry

    def error(self, at: int, what: str) -> GrammarError:
        """Return the error at the offset *at* of text and tail, with its file, line and column."""
        before = (self.text + self.tail)[:at]
        return GrammarError(self.file.name, self.number + before.count("\n"), at - before.rfind("\n"), what)


class GrammarFile:
    """One grammar file: its commands, and its lines of help, which are read when first needed."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.process = name.replace("\\", "/").rpartition("/")[2].partition(".")[0]
        self.lines: list[CommandLine] = []
        self._text = text
        self._split(text)

    def _split(self, text: str) -> None:
        at, number = 0, 1
        for found in _COMMAND.finditer(text):
            number, at = number + text.count("\n", at, found.start()), found.start()
            row = found[0].replace(" \\\n", " \n")
            self.lines.append(CommandLine(self, number, row.rstrip()))

    @cached_property
    def remarks(self) -> list[tuple[int, str]]:
        """Return the indented lines, which explain words, with their numbers."""
        rows, remarks = iter(enumerate(self._text.splitlines(), 1)), []
        for number, row in rows:
            if row[:1].isspace():
                remarks.append((number, row))
            while row.endswith(" \\"):
                _, row = next(rows, (0, ""))
        return remarks

    @cached_property
    def help(self) -> dict[str, str]:
        """Return the help of this file for each word (lower case) and ``<value>``."""
        found = (re.match(_HELP, row) for _, row in self.remarks)
        return {help_key(match[1]): match[2].strip() for match in found if match}

    def check_help(self) -> None:
        """Raise GrammarError if an indented line is not a word and its help."""
        for number, row in self.remarks:
            if row.strip() and not re.match(_HELP, row):
                column = len(row) - len(row.lstrip()) + 1
                raise GrammarError(self.name, number, column, "a word, two blanks and its help belong here")


def help_key(word: str) -> str:
    """Return the form of a word under which its help is filed: ``<vlan_name>`` for ``<vlan-name (1-2)>``."""
    return f"<{notation.value_name(word[1:-1])}>".lower() if word[0] == "<" and word[-1] == ">" else word.lower()


def handler(text: str) -> str:
    """Return the name of the function that carries the command out: its words outside brackets."""
    words, depth = [], 0
    for piece in _PIECE.findall(text):
        if piece in "[{":
            depth += 1
        elif piece in "]}":
            depth -= 1
        elif not depth and piece[0] not in "<|.":
            words.append(piece)
    words = [word for word in words if re.search(r"\w", word)]  # the dash of a range has no name
    return re.sub(r"\W", "_", "_".join(words))


class Grammar:
    """All grammar files. They are split into lines at once; each line is read when a user's line first reaches it."""

    def __init__(self, files: Iterable[GrammarFile]) -> None:
        self.files = tuple(files)

    @classmethod
    def read(cls, files: Iterable[tuple[str, str]]) -> "Grammar":
        """Return the grammar in *files*, each given by its name (whose stem is the process) and its text."""
        return cls(GrammarFile(name, text) for name, text in files)

    @cached_property
    def entries(self) -> Sequence[CommandEntry]:
        """Return every command, in the order of the files."""
        return [line.entry for line in self.lines()]

    def lines(self, processes: Collection[str] | None = None, user_only: bool = False) -> Iterator[CommandLine]:
        """Return the commands of *processes* (None: of all); with *user_only* those that any account may type."""
        for file in self.files:
            if processes is None or file.process in processes:
                yield from (line for line in file.lines if line.user) if user_only else file.lines

    def nodes(self, entry: CommandEntry) -> notation.Nodes:
        """Return the elements of a command's notation."""
        return notation.read(entry.notation)

    def parameters(self, entry: CommandEntry) -> dict[str, bool]:
        """Return the name of each argument that the handler receives; True if it may be absent."""
        return meaning.parameters(self.nodes(entry))

    # -- help ----------------------------------------------------------------------------------------------------------

    @cached_property
    def _common(self) -> dict[str, str]:
        return next((file.help for file in self.files if file.process == COMMON), {})

    def help(self, file: GrammarFile, word: str) -> str:
        """Return what a word or ``<value>`` means in *file*; "" if no file says."""
        key = help_key(word)
        text = file.help.get(key) or self._common.get(key)
        if text is None and word[0] == "<" and (meant := value(word[1:-1])):
            return meant.help
        return text or ""

    def missing_help(self) -> list[str]:
        """Return ``file: word`` for every word without help."""
        missing = [
            f"{file.name}: {word}"
            for file in self.files
            for line in file.lines
            for word in _PIECE.findall(line.text)
            if word not in "[{|}]" and word != "..." and not self.help(file, word)
        ]
        return list(dict.fromkeys(missing))

    # -- the whole check -----------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Read every line; GrammarError at the first mistake."""
        for file in self.files:
            file.check_help()
            for line in file.lines:
                _check(line)


def _check(line: CommandLine) -> None:
    for tag in line.tail.split():
        if tag[1:] not in TAGS:
            raise line.error((line.text + line.tail).rindex(tag), f"{tag} is no tag: {', '.join(sorted(TAGS))}")
    try:
        nodes = notation.read(line.text)
    except notation.NotationError as error:
        raise line.error(error.loc, error.what) from None
    if not isinstance(nodes[0], notation.Keyword):
        raise line.error(0, "a command begins with a word")
    _check_values(line, nodes)


def _check_values(line: CommandLine, nodes: notation.Nodes) -> None:
    for found in re.finditer(_ARGUMENT, line.text):
        if value(found[1]) is None:
            raise line.error(found.start(), f"{found[0]} is no known value (see language/values.py)")
    if twice := meaning.repeated(nodes):
        spelled = [
            found
            for found in re.finditer(_ARGUMENT, line.text)
            if notation.argument_name(notation.value_name(found[1])) == twice
        ]
        raise line.error(spelled[1].start(), f"{spelled[1][0]} could be given twice on one line")
