"""Create and delete meters; set their rate, their burst, and the action for traffic above the rate."""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.name_rules import check_name
from xos_cli.errors import Refusal
from xos_cli.processes.acl.facts import users
from xos_cli.processes.acl.rows import AclMeter

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: The rates that a meter can have, in kbps; kilobits in a unit.
RATES = range(64, 10_000_001)
UNITS = {"Kbps": 1, "Mbps": 1000, "Gbps": 1000000, "Kb": 1, "Mb": 1000, "Gb": 1000000}


def create_meter(call: Call, new_meter_name: str) -> None:
    """Create a meter without a rate: everything passes.

    evidence: reference 11.5 p.872 (no rate at first), inferred (the words)
    """
    check_name("Meter", new_meter_name)
    if call.get(AclMeter, new_meter_name) is not None:
        raise Refusal(f"Error: Meter {new_meter_name} already exists.")
    call.put(AclMeter(new_meter_name))


def delete_meter(call: Call, meter_name: str) -> None:
    """Delete a meter that no policy in force and no dynamic rule uses.  evidence: inferred"""
    row = meter_of(call, meter_name)
    owner = next((owner for owner, name in users(call.node, "meter") if name == row.name.lower()), "")
    if owner:
        raise Refusal(f"Error: Meter {row.name} is in use by {owner}.")
    call.drop(row)


def valid_configure_meter(chassis: "Chassis", cir_rate: int | None = None, **words: Any) -> None:
    """Refuse a rate that no meter has."""
    if cir_rate is not None and _rate(cir_rate, words) not in RATES:
        raise Refusal("Error: The committed rate must be from 64 Kbps to 10 Gbps.")


def configure_meter(
    call: Call,
    meter_name: str,
    burst_size: int | None = None,
    cir_rate: int | None = None,
    drop: bool = False,
    set_drop_precedence: bool = False,
    dscp_value: int | None = None,
    **words: bool,
) -> None:
    """Set the burst, the rate, and what is done above it; what is not named stays.

    evidence: guide 11.3 p.272, reference 11.5 p.872 (the range of the rate), inferred (the words)
    """
    row = meter_of(call, meter_name)
    valid_configure_meter(call.chassis, cir_rate, **words)
    if cir_rate is not None:
        row = row._replace(rate=_rate(cir_rate, words))
    if burst_size is not None:
        row = row._replace(burst=burst_size * _unit("Kb", "Mb", "Gb", words=words))
    if drop:
        row = row._replace(lower=0, dscp=None)
    if set_drop_precedence:
        row = row._replace(lower=1, dscp=dscp_value)
    call.put(row)


def meter_of(call: Call, name: str) -> AclMeter:
    """Return a meter; refuse one that does not exist."""
    row = call.get(AclMeter, name)
    if row is None:
        raise Refusal(f"Error: Meter {name} does not exist.")  # evidence: inferred
    return row


def _rate(number: int, words: dict[str, bool]) -> int:
    return number * _unit("Kbps", "Mbps", "Gbps", words=words)


def _unit(*units: str, words: dict[str, bool]) -> int:
    return next(UNITS[unit] for unit in units if words.get(unit))
