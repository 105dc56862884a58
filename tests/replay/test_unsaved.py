"""What a run says of changes that a reboot would lose although the prompt shows no star."""

from collections.abc import Callable
from typing import Any

SILENT = "save configuration test\ny\ncreate vlan red\nsave configuration primary\ny\ny\ncp test primary\ny\n"


def test_a_replaced_file_is_not_saved(xos: Callable[..., Any]) -> None:
    """The summary and `--require saved` go by what the selected file would restore."""
    done = xos("run", "--summary", "--require", "saved", typed=SILENT)
    assert "; not saved, in sync" in done.err
    assert "the changes are not saved: a reboot would lose them (--require saved)" in done.err
    assert done.out.splitlines()[-1].startswith("BD-10808.")
    assert done.status == 1
    done = xos("run", "--summary", "--require", "saved", typed=SILENT + "save\ny\n")
    assert "; saved, in sync" in done.err
    assert done.status == 0


def test_a_change_that_was_undone_loses_nothing(xos: Callable[..., Any]) -> None:
    """A VLAN that came and went leaves a star and the next number to give out, but nothing that a reboot would lose."""
    undone = "create vlan red\nsave\ny\ncreate vlan b\ncreate protocol p\ndelete protocol p\ndelete vlan b\n"
    done = xos("run", "--summary", "--require", "saved", typed=undone)
    assert done.out.splitlines()[-1].startswith("* BD-10808.")
    assert "; saved, in sync" in done.err
    assert done.status == 0
    done = xos("run", "--summary", "--require", "saved", typed=undone + "create vlan b\n")
    assert "; not saved, in sync" in done.err
    assert done.status == 1
