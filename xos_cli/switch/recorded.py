"""The rows in which an earlier version of this program kept commands that had no rows of their own, as lines.

A file that it saved has them.  They are carried out when the file is loaded (``xos_cli.command.renewal``), so that a
switch that runs has none.
"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import table


@table("recorded", key=("module", "about", "line"))
class Recorded(NamedTuple):
    """A line of a module; *about* and *objects* said what it was about."""

    module: str
    about: str
    line: str
    objects: str = ""
