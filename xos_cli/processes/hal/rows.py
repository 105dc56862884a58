"""The rows of the hardware abstraction layer."""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Scope, table


@table("diagnostics", key=("slot",), scope=Scope.LOCAL)
class Diagnostics(NamedTuple):
    """The last diagnostics of a slot or an MSM (``1``, ``B``): *at* in seconds since the epoch, *seconds* it took."""

    slot: str
    kind: str
    at: float
    seconds: float
