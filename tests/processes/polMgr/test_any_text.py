"""Whatever stands in a policy file, it is read or refused with a line; and expressions match as slower ones do."""

import re
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from xos_cli.processes.polMgr.entries import BadPolicy
from xos_cli.processes.polMgr.expression import numbers
from xos_cli.processes.polMgr.flow_words import FLOW_ACTIONS, FLOW_CONDITIONS
from xos_cli.processes.polMgr.reader import Reader
from xos_cli.processes.polMgr.words import ACTIONS, CONDITIONS

WORDS = [
    *CONDITIONS,
    *ACTIONS,
    *FLOW_ACTIONS,
    *FLOW_CONDITIONS,
    *('"', '"1 2"', "[", "1", "-", ">", ":", "65536", "0x1ff", "012", "9" * 5000),
    *("10.0.0.0/8", "2001:db8::/32", "any/8", "mask", "exact", "half-life", "add", "remove", "set", "no-export"),
    *("QP1", "0xg", "\u0663", "'", "\\", "a:b", "1:2"),
]
statement = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
body = st.lists(statement, max_size=3).map(lambda found: "".join(f"{one};" for one in found))


@given(body, body, body)
def test_policy_is_read_or_refused(conditions: str, actions: str, otherwise: str) -> None:
    """Nothing but a mistake with its line comes of it."""
    with suppress(BadPolicy):
        Reader(f"entry one {{ if {{ {conditions} }} then {{ {actions} }} else {{ {otherwise} }} }}").rules()
    with suppress(BadPolicy):
        Reader(f"entry one {{ if {{ {conditions} }} then {{ {actions} }} }}").rules()


@given(st.text(alphabet='entry{}if; "then\n#@', max_size=40))
def test_text_is_read_or_refused(text: str) -> None:
    """The same for what is no policy at all."""
    with suppress(BadPolicy):
        Reader(text).rules()


atoms = st.sampled_from(["1", "2", ".", "[1 2]", "[^1]", "1-2"])
steps = st.tuples(atoms, st.sampled_from(["", "*", "+", "?"]))
SLOW = {"1": "a", "2": "b", ".": "[abc]", "[1 2]": "[ab]", "[^1]": "[bc]", "1-2": "[ab]"}


@given(st.booleans(), st.lists(steps, min_size=1, max_size=5), st.booleans(), st.lists(st.integers(1, 3), max_size=6))
def test_expression_equals_a_regular_expression(
    start: bool, found: list[tuple[str, str]], end: bool, path: list[int]
) -> None:
    """Over three numbers it matches where the same expression over three letters does."""
    text = "^" * start + " ".join(atom + repeat for atom, repeat in found) + "$" * end
    slow = "^" * start + "".join(SLOW[atom] + repeat for atom, repeat in found) + "$" * end
    letters = "".join("abc"[number - 1] for number in path)
    assert numbers(text, 65535).found_in(path) is bool(re.search(slow, letters))
