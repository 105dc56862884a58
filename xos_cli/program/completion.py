"""`xos-cli completion bash|zsh|fish`: completion scripts, made from the program's own arguments."""

import argparse
import sys
from collections.abc import Callable, Iterable

from xos_cli.program.arguments import parser
from xos_cli.record import NamedTuple


class Option(NamedTuple):
    """An option of the program: its names, its help, the values it can have, and what kind of value it takes.

    *value*: ``""`` (none), ``file``, ``folder`` or ``text``.
    """

    names: tuple[str, ...]
    help: str
    choices: tuple[str, ...]
    value: str


class Subcommand(NamedTuple):
    """A subcommand: its name ("" for the program itself), its help, its options and words, and whether it takes
    files."""

    name: str
    help: str
    options: tuple[Option, ...]
    words: tuple[str, ...]
    files: bool


def completion(options: argparse.Namespace) -> int:
    """Print the completion script of a shell."""
    sys.stdout.write(SHELLS[options.program](subcommands()))
    return 0


def subcommands() -> list[Subcommand]:
    """Return the program itself and each of its subcommands, as the parser has them."""
    top = parser()
    action = next(action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
    return [
        _subcommand("", "", top),
        *(_subcommand(name, helps[name], found) for name, found in action.choices.items()),
    ]


def _subcommand(name: str, help: str, found: argparse.ArgumentParser) -> Subcommand:
    actions = [action for action in found._actions if not isinstance(action, argparse._SubParsersAction)]
    given = [action for action in actions if not action.option_strings]
    words = tuple(str(choice) for action in given for choice in action.choices or ())
    files = any(action.metavar in ("FILE", "TRANSCRIPT", "NAME|FILE") for action in given)
    return Subcommand(name, help, tuple(_option(action) for action in actions if action.option_strings), words, files)


def _option(action: argparse.Action) -> Option:
    metavar = str(action.metavar or "")
    takes_file = any(word in metavar for word in ("FILE", "CFG", "SCRIPT"))
    value = "" if action.nargs == 0 else "folder" if metavar == "DIR" else "file" if takes_file else "text"
    choices = tuple(str(choice) for choice in action.choices or ())
    return Option(tuple(action.option_strings), action.help or "", choices, value)


# -- bash --------------------------------------------------------------------------------------------------------------

BASH = """\
# bash completion for xos-cli; load it with: source <(xos-cli completion bash)
_xos_cli() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command= i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${{COMP_WORDS[i]}} in
            {names}) command=${{COMP_WORDS[i]}}; break;;
        esac
    done
    COMPREPLY=()
    case $command:$before in
{values}
    esac
    case $command in
{subcommands}
    esac
}}
complete -o filenames -F _xos_cli xos-cli
"""
REPLY = 'COMPREPLY=($(compgen {what} -- "$word"))'


def bash(found: list[Subcommand]) -> str:
    """Return the completion script for bash."""
    names = [one.name for one in found if one.name]
    common = {option.names for option in found[0].options}
    values = [_bash_value("*", option) for option in found[0].options if option.value]
    for one in found[1:]:
        own = (option for option in one.options if option.names not in common)
        values += [_bash_value(one.name, option) for option in own if option.value]
    cases = [_bash(one, names) for one in found]
    return BASH.format(names="|".join(names), values="\n".join(values), subcommands="\n".join(cases))


def _bash_value(subcommand: str, option: Option) -> str:
    """Return the case that completes the value of an option."""
    words = f'-W "{" ".join(option.choices)}"'
    what = words if option.choices else {"folder": "-d", "file": "-f"}.get(option.value, '-W ""')
    pattern = "|".join(f"{subcommand}:{name}" for name in option.names)
    return f"        {pattern}) {REPLY.format(what=what)}; return;;"


def _bash(one: Subcommand, names: list[str]) -> str:
    """Return the case that completes the words and options of a subcommand."""
    options = [name for option in one.options for name in option.names]
    words = [*options, *one.words, *([] if one.name else names)]
    files = "-f " if one.files else ""
    pattern = one.name or '""'
    return f'        {pattern}) {REPLY.format(what=f"""{files}-W "{" ".join(words)}" """.rstrip())};;'


# -- zsh ---------------------------------------------------------------------------------------------------------------

ZSH = """\
#compdef xos-cli
# zsh completion for xos-cli; put it into a folder of $fpath as _xos-cli
_xos-cli() {{
    local context state line
    _arguments -C \\
{options}
        '1: :->command' '*:: :->rest'
    case $state in
        command) _values command \\
{names} ;;
        rest) case $line[1] in
{subcommands}
        esac ;;
    esac
}}
_xos-cli "$@"
"""


def zsh(found: list[Subcommand]) -> str:
    """Return the completion script for zsh."""
    top, *others = found
    names = " \\\n".join(f"            {_zsh_quoted(f'{one.name}[{_zsh_plain(one.help)}]')}" for one in others)
    return ZSH.format(
        options="".join(f"        {spec} \\\n" for spec in _zsh_options(top)).rstrip("\n"),
        names=names,
        subcommands="\n".join(_zsh(one) for one in others),
    )


def _zsh(one: Subcommand) -> str:
    rest = ["'*:file:_files'"] if one.files else [f"'1:word:({' '.join(one.words)})'"] if one.words else []
    return f"            {one.name}) _arguments {' '.join([*_zsh_options(one), *rest])} ;;"


def _zsh_options(one: Subcommand) -> list[str]:
    return [_zsh_quoted(spec) for option in one.options for spec in _zsh_option(option)]


def _zsh_option(option: Option) -> Iterable[str]:
    """Yield the specification of an option, once for each of its names."""
    kinds = {"": "", "folder": ":folder:_files -/", "file": ":file:_files", "text": ":value: "}
    value = f":value:({' '.join(option.choices)})" if option.choices else kinds[option.value]
    return (f"{name}[{_zsh_plain(option.help)}]{value}" for name in option.names)


def _zsh_plain(help: str) -> str:
    """Return a help text without the characters that `_arguments` takes for its own."""
    return help.replace("[", "(").replace("]", ")").replace(":", ",")


def _zsh_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


# -- fish --------------------------------------------------------------------------------------------------------------


def fish(found: list[Subcommand]) -> str:
    """Return the completion script for fish."""
    lines = ["# fish completion for xos-cli; put it into ~/.config/fish/completions/xos-cli.fish"]
    for one in found:
        condition = f"__fish_seen_subcommand_from {one.name}" if one.name else "__fish_use_subcommand"
        if one.name:
            lines.append(f"complete -c xos-cli -f -n __fish_use_subcommand -a {one.name} -d {_fish_quoted(one.help)}")
        if one.name and not one.files:
            lines.append(f"complete -c xos-cli -f -n '{condition}' -a '{' '.join(one.words)}'")
        lines += [_fish_option(condition, option) for option in one.options]
    return "".join(f"{line}\n" for line in lines)


def _fish_option(condition: str, option: Option) -> str:
    names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
    values = f" -x -a '{' '.join(option.choices)}'" if option.choices else ""
    values = (
        values
        or {"": "", "file": " -r -F", "folder": " -x -a '(__fish_complete_directories)'", "text": " -x"}[option.value]
    )
    return f"complete -c xos-cli -n '{condition}' {names}{values} -d {_fish_quoted(option.help)}"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


SHELLS: dict[str, Callable[[list[Subcommand]], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
