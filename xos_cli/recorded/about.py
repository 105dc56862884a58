"""Work out what a recorded line is about: which other lines it replaces, and which lines take it away.

It is worked out from the notation of the command. *Keywords* outside braces tell one setting from another, but not
those of a choice that is itself the value (`[on | off]`); *items* are the objects it names, and what it adds to a list:

    enable bgp export static, disable bgp export static     enable bgp export static
    configure bgp neighbor all weight 5                     configure bgp neighbor weight bgp-neighbor=*
"""

from collections.abc import Iterator
from enum import Enum
from functools import cache

from xos_cli.language import Command, CommandEntry
from xos_cli.language import notation as n
from xos_cli.language.value import Number, Ports
from xos_cli.language.values import value
from xos_cli.record import NamedTuple

#: A choice that begins with one of these is the value of the setting, whatever else can be chosen.
VALUES = frozenset(
    [
        *("none", "any", "auto", "automatic", "on", "enable", "no-limit", "long", "active", "host", "restart", "log"),
        *("advertise", "summary", "included", "strict-priority", "mac-based-vlans"),
    ]
)
#: Values that tell objects apart which no table lists.
IDENTIFIERS = frozenset(
    [
        *("remoteaddr", "peer_group_name", "user_name", "domain_name", "area_identifier", "area", "router_identifier"),
        *("ip_address", "slot", "ps_num", "qosprofile", "dot1p_priority", "code_point"),
    ]
)
#: Values of one object that a command sets although such a value names objects elsewhere.
SETTINGS = frozenset(
    [
        ("configure_netlogin_vlan", "vlan_name"),
        ("configure_ospfv3_add_area", "area_identifier"),
        ("configure_neighbor_discovery_cache_add", "mac"),
    ]
)
#: The kind of an object, where its value's name does not say it.
KINDS = {
    ("netLogin", "user_name"): "local-user",
    ("bgp", "remoteaddr"): "bgp-neighbor",
    ("bgp", "peer_group_name"): "bgp-peer-group",
    ("hal", "qos_profile"): "qosprofile",
    **{(ospf, area): f"{ospf}-area" for ospf in ("ospf", "ospfv3") for area in ("area", "area_identifier")},
    **{(ospf, "router_identifier"): f"{ospf}-link" for ospf in ("ospf", "ospfv3")},
}
#: Pairs of verbs that set and unset the same thing.
_SAME = {"disable": "enable", "unconfigure": "configure"}
_UNDOING = ("no-", "dont-")


class WordRole(Enum):
    """The part that a word plays in a line."""

    FIXED = "it says which setting it is"
    EACH = "it is one of several settings that one line can change"
    OPTION = "it may be left out"
    VALUE = "it is what the setting is set to"


class Leaf(NamedTuple):
    """A keyword or a value of a notation; for the keyword ``all``, *argument* is the value that it stands for."""

    keyword: str
    argument: str
    role: WordRole
    kind: str = ""
    identifies: bool = False


class Fork(NamedTuple):
    """A bracket of a notation."""

    options: "tuple[Parts, ...]"
    optional: bool
    repeats: bool


Part = Leaf | Fork
Parts = tuple[Part, ...]


class FiledLine(NamedTuple):
    """A line and what it is about.

    *named*: the objects it names, by kind. *items*: those that tell it from others like it, ``*`` for all; the last
    is the one that it creates or deletes, and those before it say where. *ports*: the ports it is about, ``all``, or
    "". *within*: the ports that are part of its value.
    """

    words: tuple[str, ...]
    keywords: tuple[str, ...]
    items: dict[str, str]
    named: tuple[tuple[str, str], ...]
    ports: str = ""
    within: str = ""

    @property
    def about(self) -> str:
        """Return the field ``about`` of the row."""
        return " ".join([*self.keywords, *(f"{kind}={name}" for kind, name in self.items.items())])

    @property
    def objects(self) -> str:
        """Return the field ``objects`` of the row."""
        found = dict(self.named) | self.items | {"ports": self.ports, "within": self.within}
        return "".join(f" {kind}={folded(name)} " for kind, name in found.items() if name)

    @property
    def line(self) -> str:
        """Return the line as it is printed."""
        return " ".join(f'"{word}"' if " " in word and word[0] != '"' else word for word in self.words)


def folded(name: str) -> str:
    """Return a name in the form in which it is filed."""
    return name.lower().replace(" ", "%20")


def filed_lines(command: Command) -> list[FiledLine]:
    """Return the line of a command with what it is about; several if it changes several settings."""
    words = command.words
    found = next((leaves for at, leaves in _walk(_parts(command.entry), command, 0) if at == len(words)), ())
    line = _file(command, found)
    each = [at for at, leaf in enumerate(found) if leaf.role is WordRole.EACH]
    return [_one_of(line, each, at, found[at].keyword) for at in each] or [line]


@cache
def options(entry: CommandEntry) -> tuple[str, ...]:
    """Return the keywords of a command whose settings all stand in braces, each by itself: `configure meter`."""
    parts = _parts(entry)
    braces = tuple(part for part in parts if isinstance(part, Fork))
    before = parts[-len(braces) - 1]
    by_itself = entry.handler.startswith("configure") and isinstance(before, Leaf) and before.identifies
    if not braces or not by_itself or _is_list(entry) or parts[-len(braces) :] != braces:
        return ()
    keywords = [_keyword(part) for part in braces]
    return tuple(keywords) if all(keywords) else ()


def _keyword(part: Fork) -> str:
    """Return the keyword of an option that is a setting; "" if it is anything else."""
    first, apart = part.options[0][0], any(isinstance(leaf, Leaf) and leaf.identifies for leaf in part.options[0])
    return first.keyword if part.optional and isinstance(first, Leaf) and not apart else ""


def _one_of(line: FiledLine, each: list[int], at: int, keyword: str) -> FiledLine:
    """Return the line with only one of the settings that it changes."""
    words = tuple(word for place, word in enumerate(line.words) if place == at or place not in each)
    return line._replace(words=words, keywords=(*line.keywords, keyword))


def _file(command: Command, leaves: "Leaves") -> FiledLine:
    """Return what a line is about, from its words; *leaves* says what each word is in the notation."""
    items: dict[bool, dict[str, str]] = {False: {}, True: {}}
    named: list[tuple[str, str]] = []
    words, ports = list(command.words), {True: "", False: ""}
    for at, leaf in enumerate(leaves):
        name = "*" if leaf.keyword else str(command.arguments.get(leaf.argument))
        if leaf.kind == "ports":
            words[at] = words[at].replace(" ", "")
            ports[leaf.identifies] = words[at]
        elif leaf.kind:
            named.append((leaf.kind, name))
        if leaf.identifies and leaf.kind != "ports":
            items[leaf.role is WordRole.FIXED][leaf.kind or leaf.argument] = folded(name)
    keywords, apart = _keywords(leaves), items[False] | items[True]
    return FiledLine(tuple(words), keywords, apart, tuple(named), ports[True], ports[False])


def _keywords(leaves: "Leaves") -> tuple[str, ...]:
    """Return the keywords by which a command and its opposite are filed alike."""
    verb, *rest = [leaf.keyword for leaf in leaves if leaf.role is WordRole.FIXED and not leaf.argument]
    for undoing in _UNDOING:
        rest = [word.removeprefix(undoing) for word in rest]
    if verb == "configure":
        rest = ["add" if word == "delete" else word for word in rest]
    return _SAME.get(verb, verb), *rest


# -- the notation -----------------------------------------------------------------------------------------------------

Leaves = tuple[Leaf, ...]


@cache
def _parts(entry: CommandEntry) -> Parts:
    return tuple(_part(node, WordRole.FIXED, entry) for node in n.read(entry.notation))


def _part(node: n.Node, role: WordRole, entry: CommandEntry) -> Part:
    match node:
        case n.Keyword(text):
            return Leaf(text, "", role)
        case n.Argument(text):
            return _value(text, role, entry)
    inner = _inner(node, role, entry)
    order = sorted(node.options, key=lambda option: not isinstance(option[0], n.Keyword))
    return Fork(tuple(_option(option, node, inner, entry) for option in order), node.optional, node.repeats)


def _inner(choice: n.Bracket, role: WordRole, entry: CommandEntry) -> WordRole:
    """Return what is in a bracket: only keywords and objects, or a value."""
    if role is not WordRole.FIXED or choice.optional:
        return WordRole.OPTION if role is WordRole.FIXED else role
    if choice.repeats:
        return WordRole.EACH
    return WordRole.VALUE if any(_is_value(option, entry) for option in choice.options) else WordRole.FIXED


def _is_value(option: n.Nodes, entry: CommandEntry) -> bool:
    if isinstance(option[0], n.Keyword) and option[0].text in VALUES:
        return True
    values = [_value(node.text, WordRole.FIXED, entry) for node in option if isinstance(node, n.Argument)]
    return any(not leaf.identifies for leaf in values)


def _option(option: n.Nodes, choice: n.Bracket, role: WordRole, entry: CommandEntry) -> Parts:
    parts = tuple(_part(node, role, entry) for node in option)
    if option[-1] != n.Keyword("all"):
        return parts
    same = [other[len(option) - 1] for other in choice.options if other[: len(option) - 1] == option[:-1] != other]
    meant = next((node for node in same if isinstance(node, n.Argument)), None)
    return parts if meant is None else (*parts[:-1], _value(meant.text, role, entry)._replace(keyword="all"))


def _value(text: str, role: WordRole, entry: CommandEntry) -> Leaf:
    argument = n.argument_name(n.value_name(text))
    name = argument.removeprefix("new_").rstrip("_")
    meant = value(name)
    if isinstance(meant, Ports):
        return Leaf("", argument, role, "ports", role is not WordRole.VALUE)
    kind = KINDS.get((entry.process, name)) or (meant.kind if meant and meant.kind != "policy" else "")
    is_object = bool(kind and name != "qos_profile") or name in IDENTIFIERS
    added = role is WordRole.FIXED and _is_list(entry) and (not isinstance(meant, Number) or name == "as_number")
    apart = (is_object or added) and role is not WordRole.VALUE and (entry.handler, argument) not in SETTINGS
    return Leaf("", argument, role, kind or (name if is_object else ""), apart)


def _is_list(entry: CommandEntry) -> bool:
    """Return whether the command adds something to a list or deletes it from one."""
    words = entry.handler.split("_")
    return words[0] == "configure" and ("add" in words or "delete" in words)


# -- a line along the notation ----------------------------------------------------------------------------------------


def _walk(parts: Parts, command: Command, at: int) -> Iterator[tuple[int, Leaves]]:
    """Yield the ways to read the words from *at* on: where they end, and a leaf for each word."""
    if not parts:
        yield at, ()
        return
    for middle, first in _step(parts[0], command, at):
        for end, rest in _walk(parts[1:], command, middle):
            yield end, first + rest


def _step(part: Part, command: Command, at: int) -> Iterator[tuple[int, Leaves]]:
    if isinstance(part, Leaf):
        if at < len(command.words) and _fits(part, command, at):
            yield at + 1, (part,)
        return
    for option in part.options:
        for end, leaves in _walk(option, command, at):
            if part.repeats:
                left = tuple(other for other in part.options if other is not option)
                yield from (
                    (e, leaves + more) for e, more in _step(part._replace(options=left, optional=True), command, end)
                )
            else:
                yield end, leaves
    if part.optional:
        yield at, ()


def _fits(leaf: Leaf, command: Command, at: int) -> bool:
    return command.words[at] == leaf.keyword if leaf.keyword else leaf.argument in command.arguments
