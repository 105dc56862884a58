"""The lines of LLDP in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.lldp.rows import LldpGlobal, LldpPort, LldpVendorTlv
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the lines of LLDP in `show configuration`.  evidence: capture 11.2, inferred (ports)"""
    common = store.one(LldpGlobal)
    yield f"configure lldp transmit-interval {common.lldpMessageTxInterval}"
    yield f"configure lldp transmit-hold {common.lldpMessageTxHoldMultiplier}"
    yield f"configure lldp reinitialize-delay {common.lldpReinitDelay}"
    yield f"configure lldp transmit-delay {common.lldpTxDelay}"
    yield f"configure lldp snmp-notification-delay {common.lldpNotificationInterval}"
    for row in store.rows(LldpPort):
        if row.rx or row.tx:
            yield f"enable lldp ports {row.port}{' receive-only' * (not row.tx)}{' transmit-only' * (not row.rx)}"
        usual, now = LldpPort(row.port).tlvs.split(), row.tlvs.split()
        yield from (f"configure lldp ports {row.port} no-advertise {tlv}" for tlv in usual if tlv not in now)
        yield from (f"configure lldp ports {row.port} advertise {tlv}" for tlv in now if tlv not in usual)
        if row.traps:
            yield f"enable snmp traps lldp ports {row.port}"
    for one in store.rows(LldpVendorTlv):
        vlan = f" vlan {one.vlanName}" if one.vlanName else ""
        yield f"configure lldp ports {one.port} advertise vendor-specific {one.tlv}{vlan}"
