"""Work out from a command's notation which arguments its handler receives, and which may be absent."""

from collections.abc import Iterable

from xos_cli.language.notation import Argument, Bracket, Keyword, Node, Nodes, argument_name, value_name


def parameters(nodes: Nodes, inside: bool = False) -> dict[str, bool]:
    """Return each argument by its name; True if a line may leave it out."""
    found: dict[str, bool] = {}
    for node in nodes:
        for name, absent in _of_node(node, inside).items():
            found[name] = absent and found.get(name, True)
    return found


def _of_node(node: Node, inside: bool) -> dict[str, bool]:
    match node:
        case Keyword(text):
            return {argument_name(text): False} if inside else {}
        case Argument(text):
            return {argument_name(value_name(text)): False}
        case Bracket(options, optional):
            return _of_options([parameters(option, True) for option in options], optional)


def _of_options(options: list[dict[str, bool]], optional: bool) -> dict[str, bool]:
    """Return the arguments of alternatives: only what every option has and needs is required."""
    names = dict.fromkeys(name for option in options for name in option)
    return {name: optional or any(option.get(name, True) for option in options) for name in names}


def repeated(nodes: Nodes) -> str | None:
    """Return the name of a value that one line could give twice; None if there is none."""
    seen: set[str] = set()
    for node in nodes:
        names, twice = _values(node)
        twice = twice or next(iter(seen & names), None)
        if twice:
            return twice
        seen |= names
    return None


def _values(node: Node) -> tuple[set[str], str | None]:
    """Return the values that a node can give, and the one that it can give twice."""
    match node:
        case Argument(text):
            return {argument_name(value_name(text))}, None
        case Bracket(options, _, repeats):
            return _of_choice(options, repeats)
    return set(), None


def _of_choice(options: Iterable[Nodes], repeats: bool) -> tuple[set[str], str | None]:
    all_names: set[str] = set()
    for option in options:
        names = {name for node in option for name in _values(node)[0]}
        twice = repeated(option) or (next(iter(names & all_names), None) if repeats else None)
        if twice:
            return all_names, twice
        all_names |= names
    return all_names, None
