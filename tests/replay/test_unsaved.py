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
