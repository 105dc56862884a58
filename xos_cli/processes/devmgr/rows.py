"""The rows of the device manager."""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, Scope, table


@table("dm_system")
class DmSystem(NamedTuple):
    """The names of the system."""

    power_off_on_failure: int = 1
    disable_temp_check: int = 0
    sysLocation: str | None = None
    sysContact: str = "support@extremenetworks.com, +1 888 257 3000"
    sysName: str = ""
    slot_lock_required: int = 0


@table("time_info")
class TimeInfo(NamedTuple):
    """The time zone: *gmt_offset* in minutes.  evidence: capture 11.2 (the element), inferred (its fields)"""

    gmt_offset: int | None = None
    name: str | None = None
    dst: str | None = None


@table("power_info")
class PowerInfo(NamedTuple):
    """The power policy."""

    power_down_percent: int = 100
    power_up_policy: int = 2
    power_down_order: int = 1000
    power_up_percent: int = 100
    power_down_policy: int = 2
    disable_power_check: int = 0


@table("card_info", key=("slot",))
class CardInfo(NamedTuple):
    """The module type that a slot is configured for."""

    slot: int
    poe_budget: int = 65536
    poe_disabled: int = 0
    card_disabled: int = 0
    configured_type: str = ""


@table("node_priority", key=("slot",))
class NodePriority(NamedTuple):
    """The priority of an MSM in the election.  evidence: inferred (where it is kept)"""

    slot: str
    priority: int


#: The state of a module that has no power.  evidence: the vendor's MIB (powerdown), inferred (the word)
POWERLESS = "Powered Off"


@table("card_state", key=("slot",), scope=Scope.STATE)
class CardState(NamedTuple):
    """The module in a slot, and its state."""

    slot: int
    type: str
    state: str


@table("powerSupplyMode", key=("number",))
class PowerSupplyMode(NamedTuple):
    """Whether a power supply is used as the switch finds best (``auto``), or always (``on``)."""

    number: int = 0
    mode: str = "auto"


@table("healthCheck")
class HealthCheck(NamedTuple):
    """Seconds between two health checks of the backplane; 0: as a new switch does."""

    interval: int = 0


@table("healthCheckSlot", key=("slot",))
class HealthCheckSlot(NamedTuple):
    """A slot to which the health checks go."""

    slot: int = 0
    enabled: Flag = 0
