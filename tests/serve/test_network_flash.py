"""Where the flash folder of a served switch is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xos_cli.serve.fleet import plans


@pytest.mark.parametrize(("named", "found"), [("flash", "lab/flash"), ("../other/flash", "other/flash")])
def test_a_flash_folder_stands_beside_the_network_file(
    options: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, found: str
) -> None:
    """A relative name is relative to the file, wherever the program was started; a name from the root is itself."""
    (tmp_path / "lab").mkdir()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    for word in (named, str(tmp_path / found)):
        (tmp_path / "lab" / "net.toml").write_text(f'[switch.core]\nflash = "{word}"\ntelnet = 0\n')
        [plan] = plans(options(network=tmp_path / "lab" / "net.toml"))
        assert Path(plan.flash).resolve() == tmp_path / found


def test_a_switch_without_a_flash_folder_has_none(options: Callable[..., Any], tmp_path: Path) -> None:
    """Nothing is kept when the program ends."""
    (tmp_path / "net.toml").write_text("[switch.core]\ntelnet = 0\n")
    [plan] = plans(options(network=tmp_path / "net.toml"))
    assert plan.flash == ""
