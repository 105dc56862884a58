"""The grammar files and the process modules, held against each other."""

import inspect

import pytest

from xos_cli.language import CommandEntry
from xos_cli.language.grammar_files import grammar
from xos_cli.processes import PROCESSES, definitions
from xos_cli.program.listing import counts, rows

ENTRIES = grammar().entries


def test_every_file_is_well_formed() -> None:
    """Brackets close, values are known, every word has its line of help."""
    grammar().check()
    assert grammar().missing_help() == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.notation[:60])
def test_command_has_its_handler(entry: CommandEntry) -> None:
    """A command is carried out by a function of its process, or says that it is recorded."""
    handler = PROCESSES.handler(entry.process, entry.handler)
    assert (handler is None) == entry.recorded, f"{entry.file}:{entry.line}"


@pytest.mark.parametrize("name", sorted({(entry.process, entry.handler) for entry in ENTRIES if not entry.recorded}))
def test_handler_takes_what_the_grammar_gives(name: tuple[str, str]) -> None:
    """Every argument of a command is a parameter of its handler, with a default where it may be absent."""
    handler = PROCESSES.handler(*name)
    assert handler is not None
    parameters = inspect.signature(handler).parameters
    anything = any(p.kind is p.VAR_KEYWORD for p in parameters.values())
    lines = [entry for entry in ENTRIES if (entry.process, entry.handler) == name]
    known: set[str] = set()
    for entry in lines:
        given = grammar().parameters(entry)
        known |= given.keys()
        assert anything or given.keys() <= parameters.keys(), entry.notation
        required = {n for n, p in list(parameters.items())[1:] if p.default is p.empty and p.kind is not p.VAR_KEYWORD}
        assert required <= {n for n, optional in given.items() if not optional}, entry.notation
    named = {n for n, p in list(parameters.items())[1:] if p.kind is not p.VAR_KEYWORD}
    assert named <= known, "a parameter that no command gives"


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.recorded], ids=lambda entry: entry.notation[:60])
def test_what_configures_has_rows(entry: CommandEntry) -> None:
    """A command without a handler shows something, or would have done something once: none would have to be kept."""
    assert entry.notation.split()[0] not in ("configure", "create", "delete", "disable", "enable", "unconfigure")


def test_listing_counts_every_command() -> None:
    """`xos-cli commands` lists each command once, as modelled or as recorded."""
    listed = rows()
    assert len(listed) == len(ENTRIES)
    assert sum(counts(listed).values()) == len(listed)


@pytest.mark.parametrize("name", sorted({(entry.process, entry.handler) for entry in ENTRIES if not entry.recorded}))
def test_handler_says_what_it_does(name: tuple[str, str]) -> None:
    """Every handler has a sentence of at least four words that says what it does, before its evidence."""
    handler = PROCESSES.handler(*name)
    assert handler is not None
    sentence = (inspect.getdoc(handler) or "").partition("evidence:")[0]
    assert len(sentence.split()) >= 4, sentence


def test_each_handler_is_defined_once() -> None:
    """No two modules of a process define the same handler: the first one found would hide the other."""
    for process, files in PROCESSES.files.items():
        handlers = {entry.handler for entry in ENTRIES if entry.process == process}
        found = [name for module in files for name in definitions(module) if name in handlers]
        declared = PROCESSES.declared(process)
        assert declared.keys() <= handlers, "a declared command that the grammar does not have"
        found += declared
        assert len(found) == len(set(found)), process
