"""Set the timers of LLDP."""

from xos_cli.command.call import Call
from xos_cli.processes.lldp.changes import follow
from xos_cli.processes.lldp.rows import LldpGlobal


def _change(call: Call, **fields: int) -> None:
    call.put(call.one(LldpGlobal)._replace(**fields))
    follow(call)


def configure_lldp_transmit_interval(call: Call, seconds: int) -> None:
    """Set the seconds between two advertisements."""
    _change(call, lldpMessageTxInterval=seconds)


def configure_lldp_transmit_hold(call: Call, hold: int) -> None:
    """Set how many intervals an advertisement lives."""
    _change(call, lldpMessageTxHoldMultiplier=hold)


def configure_lldp_transmit_delay(call: Call, auto: bool = False, seconds: int = 2) -> None:
    """Set the least seconds between two advertisements that differ; *auto*: a quarter of the interval.

    evidence: recalled
    """
    quarter = call.one(LldpGlobal).lldpMessageTxInterval // 4
    _change(call, lldpTxDelay=max(1, quarter) if auto else seconds)


def configure_lldp_reinitialize_delay(call: Call, seconds: int) -> None:
    """Set the seconds before a port that was turned off starts again."""
    _change(call, lldpReinitDelay=seconds)


def configure_lldp_snmp_notification_interval(call: Call, seconds: int) -> None:
    """Set the least seconds between two traps."""
    _change(call, lldpNotificationInterval=seconds)


def configure_lldp_snmp_notification_delay(call: Call, seconds: int) -> None:
    """Set the least number of seconds between two traps, in the words of the `show configuration` of 11.2."""
    _change(call, lldpNotificationInterval=seconds)
