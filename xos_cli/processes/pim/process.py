"""Protocol independent multicast: its settings and the VLANs it runs on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.vlan.facts import chosen, has_vlan
from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Store, table

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis


@table("pimGlobal")
class PimGlobal(NamedTuple):
    """Seconds, and kbps for the thresholds; *regChkSum* 1 leaves the data out.  evidence: capture 11.2, inferred"""

    rpThreshold: int = 0
    regSuppressTimer: int = 60
    cbsrPrio: int = 0
    regActiveInterval: int = 0
    cbsrVlanName: str = ""
    regChkSum: int = 0
    crpAdvInterval: int = 60
    probeTimer: int = 5
    pimJoinPruneInterval: int = 60
    pimEnable: int = 0
    sptThreshold: int = 0


@table("pimInterface", key=("vlanName",), refs={"vlanName": "vlan"})
class PimInterface(NamedTuple):
    """A VLAN under PIM.  evidence: inferred (where it is kept)"""

    vlanName: str
    sparse: int = 0
    passive: int = 0


TABLES = (PimGlobal, PimInterface)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return [PimGlobal()]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2; from the rate limit on: inferred"""
    pim = store.one(PimGlobal)
    yield f"{'enable' if pim.pimEnable else 'disable'} pim"
    yield f"configure pim crp timer {pim.crpAdvInterval}"
    yield (f"configure pim register-suppress-interval {pim.regSuppressTimer} register-probe-interval {pim.probeTimer}")
    yield f"configure pim register-checksum-to {'exclude' if pim.regChkSum else 'include'}-data"
    if pim.regActiveInterval:
        yield f"configure pim register-rate-limit-interval {pim.regActiveInterval}"
    if pim.sptThreshold or pim.rpThreshold:
        yield f"configure pim spt-threshold {pim.sptThreshold} {pim.rpThreshold}"
    for row in store.rows(PimInterface):
        mode = "sparse" if row.sparse else "dense"
        yield f'configure pim add vlan "{row.vlanName}" {mode}{" passive" if row.passive else ""}'
    if has_vlan(store, pim.cbsrVlanName):
        yield f'configure pim cbsr vlan "{pim.cbsrVlanName}" {pim.cbsrPrio}'


def vlan_flags(store: Store) -> dict[str, str]:
    """``p`` for the VLANs under PIM."""
    return {row.vlanName.lower(): "p" for row in store.rows(PimInterface)}


def _set(call: Call, **fields: Any) -> None:
    call.put(call.one(PimGlobal)._replace(**fields))


def enable_pim(call: Call) -> None:
    """On every VLAN that was put under it."""
    _set(call, pimEnable=1)


def disable_pim(call: Call) -> None:
    """The VLANs stay under it."""
    _set(call, pimEnable=0)


def configure_pim_add_vlan(
    call: Call, vlan_name: str = "", sparse: bool = False, passive: bool = False, **_: bool
) -> None:
    """Dense mode unless it is said otherwise."""
    for name in chosen(call.store, vlan_name):
        call.put(PimInterface(name, int(sparse), int(passive)))


def configure_pim_delete_vlan(call: Call, vlan_name: str = "", all: bool = False) -> None:
    """PIM no longer runs there."""
    for name in chosen(call.store, vlan_name):
        call.delete(PimInterface, name)


def configure_pim_crp_timer(call: Call, crp_adv_interval: int) -> None:
    """Seconds between two advertisements of a candidate."""
    _set(call, crpAdvInterval=crp_adv_interval)


def configure_pim_cbsr(call: Call, vlan_name: str = "", priority: int = 0, **_: bool) -> None:
    """Stand for bootstrap router with the address of a VLAN, or do not."""
    name = chosen(call.store, vlan_name)[0] if vlan_name else ""
    _set(call, cbsrVlanName=name, cbsrPrio=priority)


def configure_pim_register_suppress_interval_register_probe_interval(
    call: Call, reg_interval: int, probe_interval: int
) -> None:
    """Seconds."""
    _set(call, regSuppressTimer=reg_interval, probeTimer=probe_interval)


def configure_pim_register_checksum_to(call: Call, include_data: bool = False, exclude_data: bool = False) -> None:
    """What the checksum covers."""
    _set(call, regChkSum=int(exclude_data))


def configure_pim_register_rate_limit_interval(call: Call, interval: int) -> None:
    """Seconds, 0 for no limit."""
    _set(call, regActiveInterval=interval)


def configure_pim_spt_threshold(call: Call, leaf_threshold: int, rp_threshold: int = 0) -> None:
    """In kbps."""
    _set(call, sptThreshold=leaf_threshold, rpThreshold=rp_threshold)
