"""The session: prompts, errors, questions, as they stand on the screen."""

from contextlib import suppress
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from xos_cli.session.execution import _pages, page


def test_caret_counts_the_prompt(console: Any) -> None:
    """The caret stands under the first character that nothing can continue, the prompt counted."""
    out = console.type("show vlanx")
    assert "BD-10808.1 # show vlanx\n" + " " * 22 + "^\n%% Invalid input detected at '^' marker.\n" in out


def test_empty_line_keeps_the_number(console: Any) -> None:
    """Enter alone draws the same prompt again."""
    console.run("show node")
    console.lab.session.feed("")
    assert console.lab.session.prompt == "BD-10808.2 # "


@given(
    st.lists(st.sampled_from(["a\n", "b\nc\n", "", "d", "e\nf"]), max_size=12),
    st.one_of(st.none(), st.integers(1, 6)),
    st.lists(st.sampled_from([" ", "q"]), max_size=6),
)
def test_a_screen_in_pieces_is_paged_as_one_text(pieces: list[str], height: int | None, keys: list[str]) -> None:
    """The same pages, with the same questions between them, however the text is cut up."""
    node = SimpleNamespace(worked=lambda *work: None)
    typist: Any = SimpleNamespace(height=height, paging=True, node=node)
    whole = "".join([*pieces, "\n"])

    def shown(steps: Any) -> list[Any]:
        answers, out = iter(keys), []
        with suppress(StopIteration):
            step = next(steps)
            while True:
                out.append(step)
                step = steps.send(None if isinstance(step, str) else next(answers, "q"))
        text = "".join(step if isinstance(step, str) else "|" for step in out)
        return [text]

    assert shown(_pages(typist, [*pieces, "\n"])) == shown(page(typist, whole))
