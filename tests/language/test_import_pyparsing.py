"""The quick import of pyparsing."""

import subprocess
import sys
from pathlib import Path

import pytest

PREPARED = "import sys; from xos_cli.language.import_pyparsing import POSTPONED, pp; "


def printed(code: str) -> str:
    """What a fresh Python prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_it_leaves_out_what_pyparsing_does_not_need() -> None:
    """None of the modules is imported, and no replacement is left behind; the notation is read with the core alone."""
    read = "from xos_cli.language.notation import read; read('{<vlan_name> | detail}'); "
    left_out = "[name for name in (*POSTPONED, 'pyparsing.common', 'pyparsing.helpers') if name in sys.modules]"
    assert printed(PREPARED + read + f"print({left_out})") == "[]"


def test_all_of_pyparsing_where_somebody_has_it_already() -> None:
    """Nothing is postponed then: the names are those of the package."""
    code = "import pyparsing; from xos_cli.language.import_pyparsing import pp; print(pp is pyparsing)"
    assert printed(code) == "True"


def test_all_of_a_pyparsing_whose_core_needs_the_package(tmp_path: Path) -> None:
    """Its core asks the package for a name when it is imported: then the package is imported as it is."""
    package = tmp_path / "pyparsing"
    package.mkdir()
    (package / "__init__.py").write_text("name = 17\nfrom .core import twice\n")
    (package / "core.py").write_text("from . import name\ntwice = 2 * name\n")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); "
    assert printed(code + "from xos_cli.language.import_pyparsing import pp; print(pp.twice, pp.name)") == "34 17"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("import inspect; print(*inspect.signature(lambda one, *two: 0).parameters)", "one two"),
        ("import pyparsing; print(*pyparsing.util.inspect.signature(lambda one, *two: 0).parameters)", "one two"),
        ("pp.Word(pp.nums)[2].parse_string('1 2').pprint()", "['1', '2']"),
        ("import pyparsing; print(pyparsing.common.integer.parse_string('17')[0] + 1)", "18"),
        ("import pyparsing; print(pyparsing.Word is pp.Word, pyparsing.__version__[0])", "True 3"),
        ("from pyparsing import *; print(DelimitedList(Word(nums)).parse_string('1,2'))", "['1', '2']"),
        ("from pyparsing.testing import pyparsing_test; print(pyparsing_test.__name__)", "pyparsing_test"),
        ("import pyparsing; print(hasattr(pyparsing, 'nothing'), 'pyparsing' in repr(pyparsing))", "False True"),
        ("import pathlib; print(isinstance(pathlib.Path('x'), pp.Path), isinstance('x', pp.Path))", "True False"),
        ("f = pp.Forward(); print(f.caller_frame.filename, f.caller_frame.lineno)", "<string> 1"),
        ("print(pp.Word('a').set_parse_action(lambda t: t[0] * 2).parse_string('a')[0])", "aa"),
        ("import unittest; print(unittest.TestCase.__module__)", "unittest.case"),
        ("print(pp.alphas in str(pp.Word(pp.alphas).parseString('ab')) or 'ab')", "ab"),
    ],
)
def test_what_was_left_out_is_there_when_it_is_used(code: str, shown: str) -> None:
    """The modules work as ever, for pyparsing and for everybody else."""
    assert printed(f"import warnings; warnings.simplefilter('ignore'); {PREPARED}{code}") == shown
