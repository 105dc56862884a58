"""Import argparse without gettext: to look for translations, of which there are none, takes longer than the rest."""

from typing import TYPE_CHECKING

from xos_cli.postponed import postponed


def _plural(one: str, many: str, number: int) -> str:
    """Return the text for a *number* of things."""
    return one if number == 1 else many


if TYPE_CHECKING:
    import argparse
else:
    with postponed({"gettext": {"gettext": str, "ngettext": _plural}}, {}):
        import argparse

__all__ = ["argparse"]
