"""Lines to type: what a notation of the grammar allows, with names of the lab for its values."""

from collections.abc import Iterator, Mapping, Sequence

from xos_cli.language.notation import ARGUMENT, Argument, Bracket, Keyword, Node, Nodes, read, value_name
from xos_cli.language.values import value

Words = tuple[str, ...]
Values = Mapping[str, Sequence[str]]
#: Verbs, and words inside a line, whose opposite undoes what they do.
OPPOSITES = {"enable": "disable", "disable": "enable", "create": "delete"}
INSIDE = {"add": "delete", "on": "off", "off": "on"}


def lines_of(notation: str, values: Values, most: int) -> list[str]:
    """Return up to *most* lines: the shortest, then lines that differ from it in one choice, then the longest."""
    found = _sequence(read(notation), values)
    lines = dict.fromkeys(" ".join(words) for words in (*found, _longest(read(notation), values)))
    return list(lines)[:most]


def _sequence(nodes: Nodes, values: Values) -> list[Words]:
    """Return the ways to type nodes one after another, at most one of them in another way than the first."""
    ways = [_ways(node, values) for node in nodes]
    first = [way[0] for way in ways]
    found = [_joined(first)]
    for place, way in enumerate(ways):
        found += [_joined([*first[:place], other, *first[place + 1 :]]) for other in way[1:]]
    return found


def _ways(node: Node, values: Values) -> list[Words]:
    if isinstance(node, Keyword):
        return [(node.text,)]
    if isinstance(node, Argument):
        return [(text,) for text in examples(node.text, values)]
    inside = [_sequence(option, values) for option in node.options]
    most = max(map(len, inside))
    mixed = [ways[place] for place in range(most) for ways in inside if place < len(ways)]  # each option at once
    if node.repeats and len(inside) > 1:
        mixed.append(_joined([ways[0] for ways in inside]))
    return [(), *mixed] if node.optional else mixed


def _longest(nodes: Nodes, values: Values) -> Words:
    """Return the way to type nodes that leaves nothing out."""
    parts: list[Words] = []
    for node in nodes:
        if isinstance(node, Bracket):
            parts.append(max((_longest(option, values) for option in node.options), key=len))
        else:
            parts.append(_ways(node, values)[0])
    return _joined(parts)


def _joined(parts: Sequence[Words]) -> Words:
    return tuple([word for part in parts for word in part])


def examples(text: str, values: Values) -> list[str]:
    """Return values for what stands inside <>: those of the lab, else ends and middle of its range, else an example."""
    name = value_name(text).lower()
    if name in values:
        return list(values[name])
    found = ARGUMENT.match(text)
    if found and found[2]:
        low, high = int(found[2]), int(found[3])
        return list(dict.fromkeys(str(number) for number in (min(low + 2, high), low, (low + high) // 2, high)))
    meant = value(text)
    return [meant.example if meant else "x"]


def opposites(line: str) -> Iterator[str]:
    """Yield the lines that undo a line, as far as its words tell."""
    verb, _, rest = line.partition(" ")
    if verb in OPPOSITES:
        yield f"{OPPOSITES[verb]} {rest}"
    words = line.split()
    for place, word in enumerate(words):
        if word in INSIDE:
            yield " ".join([*words[:place], INSIDE[word], *words[place + 1 :]])
            return
