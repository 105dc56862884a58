"""Answer which QoS profiles there are."""

from typing import TYPE_CHECKING

from xos_cli.switch.recorded import told
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

EVERY = tuple(f"QP{number}" for number in range(1, 9))
#: Those that cannot be made or deleted where not all are there.
FIXED = ("QP1", "QP8")


def profiles_of(store: Store, chassis: "Chassis") -> list[str]:
    """Return the QoS profiles there are, those that were made included.  evidence: guide 11.3 p.293"""
    made = {name.upper() for words in told(store, "create qosprofile") for name in words}
    return [name for name in EVERY if chassis.features.queues or name in FIXED or name in made]
