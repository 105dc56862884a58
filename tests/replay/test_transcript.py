"""Terminal sessions as text: what in them was typed."""

import pytest

from xos_cli.errors import XosError
from xos_cli.replay.transcript import COMMAND, LOGIN, parse

SESSION = """\
# A session that somebody pasted.
# chassis: bd8810
# seed: 7
# color: blue

login: admin
password:
BD-8810.1 # show vlan
Default         1    ...
* (VR-Default) core.41 > show x # y
#
# Module vlan configuration.
#
* core.42 #
:wait in-sync
login: :console msm-b
core-1.lab.7 # save
Do you want to save? (y/n) Yes
core-1.lab.8 #
"""


def test_what_was_typed() -> None:
    """At prompts, at ``login:``, to the lab; the last prompt, at which nothing was, does not count."""
    items = parse("x", SESSION).items
    assert [(item.kind, item.text) for item in items] == [
        (LOGIN, "admin"),
        (COMMAND, "show vlan"),
        (COMMAND, "show x # y"),
        (COMMAND, ""),
        (COMMAND, ":wait in-sync"),
        (COMMAND, ":console msm-b"),
        (COMMAND, "save"),
    ]
    assert [item.number for item in items] == [0, 1, 41, 42, 0, 0, 7]
    assert [item.bare for item in items] == [False] * 4 + [True] + [False] * 2


def test_head_and_settings() -> None:
    """Lines of ``# name: value`` before the session, others beside them."""
    transcript = parse("x", SESSION)
    assert transcript.settings == {"chassis": "bd8810", "seed": "7"}
    assert len(transcript.head) == 4
    assert transcript.text(list(transcript.body)) == SESSION


def test_what_was_printed() -> None:
    """The lines between what was typed and what was typed next."""
    transcript = parse("x", SESSION)
    assert transcript.printed(transcript.items[1]) == ("Default         1    ...",)
    assert transcript.printed(transcript.items[-1]) == ("Do you want to save? (y/n) Yes", "core-1.lab.8 #")
    assert transcript.ends_at_prompt


def test_no_transcript() -> None:
    """A text in which nobody types anything is refused."""
    with pytest.raises(XosError, match="x: no transcript"):
        parse("x", "hello\nworld\n")
    with pytest.raises(XosError, match="no transcript"):
        parse("x", "")
