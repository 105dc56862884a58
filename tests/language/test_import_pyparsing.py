"""The quick import of pyparsing."""

import subprocess
import sys

import pytest

PREPARED = "import sys; from xos_cli.language.import_pyparsing import POSTPONED, pp; "


def printed(code: str) -> str:
    """What a fresh Python prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_it_leaves_out_what_pyparsing_does_not_need() -> None:
    """None of the modules is imported, and no replacement is left behind."""
    assert printed(PREPARED + "print([name for name in POSTPONED if name in sys.modules])") == "[]"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("import inspect; print(*inspect.signature(lambda one, *two: 0).parameters)", "one two"),
        ("print(*pp.util.inspect.signature(lambda one, *two: 0).parameters)", "one two"),
        ("pp.Word(pp.nums)[2].parse_string('1 2').pprint()", "['1', '2']"),
        ("print(pp.resources.files('pyparsing').joinpath('core.py').is_file())", "True"),
        ("import unittest; print(unittest.TestCase.__module__)", "unittest.case"),
        ("print(pp.alphas in str(pp.Word(pp.alphas).parseString('ab')) or 'ab')", "ab"),
    ],
)
def test_what_was_left_out_is_there_when_it_is_used(code: str, shown: str) -> None:
    """The modules work as ever, for pyparsing and for everybody else."""
    assert printed(f"import warnings; warnings.simplefilter('ignore'); {PREPARED}{code}") == shown
