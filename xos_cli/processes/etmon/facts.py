"""Answer whether RMON is on, and which collectors sFlow has."""

from xos_cli.processes.etmon.rows import NO_ADDRESS, RmonCfg, SflowGlobal
from xos_cli.switch.tables import Store


def rmon_enabled(store: Store) -> bool:
    """Return whether RMON is on."""
    return any(row.enabled == 1 for row in store.rows(RmonCfg))


#: The fields of each collector.
COLLECTORS = tuple((f"collectorIpa{n}", f"collectorPort{n}", f"collectorVr{n}") for n in ("", "2", "3", "4"))


def collectors(row: SflowGlobal) -> list[tuple[str, int, str]]:
    """Return the collectors: address, port and virtual router of each."""
    found = [(getattr(row, ip), getattr(row, port), getattr(row, vr)) for ip, port, vr in COLLECTORS]
    return [collector for collector in found if collector[0] != NO_ADDRESS]
