"""The session: prompts, errors, questions, as they stand on the screen."""

from typing import Any


def test_caret_counts_the_prompt(console: Any) -> None:
    """The caret stands under the first character that nothing can continue, the prompt counted."""
    out = console.type("show vlanx")
    assert "BD-10808.1 # show vlanx\n" + " " * 22 + "^\n%% Invalid input detected at '^' marker.\n" in out


def test_empty_line_keeps_the_number(console: Any) -> None:
    """Enter alone draws the same prompt again."""
    console.run("show node")
    console.lab.session.feed("")
    assert console.lab.session.prompt == "BD-10808.2 # "
