"""Create, delete and configure the domains of the spanning tree."""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.name_rules import check_reserved
from xos_cli.errors import Refusal
from xos_cli.processes.stp.changes import follow
from xos_cli.processes.stp.facts import the_domain
from xos_cli.processes.stp.ports import encapsulation
from xos_cli.processes.stp.rows import (
    S0,
    StpDomain,
    StpEnable,
    StpPortConfig,
)

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

# -- domains ---------------------------------------------------------------------------------------------------------


def valid_create_stpd(chassis: "Chassis", new_stpd_name: str) -> None:
    """Refuse what cannot be the name of a domain."""
    letters = new_stpd_name.replace("_", "a")
    if not (letters[:1].isalpha() and letters.isalnum() and letters.isascii() and len(letters) <= 32):
        raise Refusal(f"Error: {new_stpd_name} is not a valid name for an STPD.")
    check_reserved(new_stpd_name)


def create_stpd(call: Call, new_stpd_name: str) -> None:
    """Create a domain, which sends with a tag; the line that makes s0 is in every configuration, and does nothing.

    evidence: reference 11.5 p.1207 (the name), guide 11.x (the encapsulation), inferred (s0, the words)
    """
    old = call.get(StpDomain, new_stpd_name)
    if old and old.name == S0:
        return
    if old:
        raise Refusal(f"Error: STPD {old.name} already exists.")
    valid_create_stpd(call.chassis, new_stpd_name)
    instance = 1 + max((row.snmp_instance for row in call.rows(StpDomain)), default=0)
    call.put(StpDomain(new_stpd_name, default_mode=2, snmp_instance=instance))
    call.put(StpEnable(new_stpd_name))


def valid_delete_stpd(chassis: "Chassis", stpd_name: str) -> None:
    """Refuse to delete s0.  evidence: inferred (the words)"""
    if stpd_name.lower() == S0:
        raise Refusal(f"Error: STPD {S0} cannot be deleted.")


def delete_stpd(call: Call, stpd_name: str) -> None:
    """Delete a domain with all that was configured of it; s0 stays.

    evidence: recalled (that it does), inferred (the words)
    """
    valid_delete_stpd(call.chassis, stpd_name)
    domain = the_domain(call.store, stpd_name)
    call.forget("stpd", domain.name)
    call.drop(domain)
    follow(call)


def unconfigure_stpd(call: Call, stpd_name: str = "") -> None:
    """Reset times, priorities and costs of one domain or all; VLANs and ports stay.  evidence: recalled"""
    for domain in [the_domain(call.store, stpd_name)] if stpd_name else call.rows(StpDomain):
        fresh = StpDomain(domain.name, domain.default_mode, stpd_tag=domain.stpd_tag)
        call.put(fresh._replace(snmp_instance=domain.snmp_instance))
        for row in call.rows(StpPortConfig):
            if row.stpd_name == domain.name:
                call.drop(row)
    follow(call)


def _turn(call: Call, stpd_name: str, on: int) -> None:
    for domain in [the_domain(call.store, stpd_name)] if stpd_name else call.rows(StpDomain):
        call.put(StpEnable(domain.name, on))
    follow(call)


def enable_stpd(call: Call, stpd_name: str = "") -> None:
    """Enable one domain or all; the ports begin to listen."""
    _turn(call, stpd_name, 1)


def disable_stpd(call: Call, stpd_name: str = "") -> None:
    """Disable one domain or all; the ports forward."""
    _turn(call, stpd_name, 0)


def _set(call: Call, stpd_name: str, **fields: int) -> None:
    call.put(the_domain(call.store, stpd_name)._replace(**fields))  # type: ignore[arg-type]
    follow(call)


def enable_stpd_rapid_root_failover(call: Call, stpd_name: str) -> None:
    """Let a new root port forward at once."""
    _set(call, stpd_name, rapid_root_failover=1)


def disable_stpd_rapid_root_failover(call: Call, stpd_name: str) -> None:
    """Let a new root port listen and learn first."""
    _set(call, stpd_name, rapid_root_failover=0)


def configure_stpd_tag(call: Call, stpd_name: str, stpd_tag: int) -> None:
    """Set the tag of a domain, which no other domain has; 0 for none.

    evidence: guide 11.3 p.425 (a tag of its own), inferred (the words)
    """
    domain = the_domain(call.store, stpd_name)
    other = next((row for row in call.rows(StpDomain) if row.stpd_tag == stpd_tag and row != domain), None)
    if stpd_tag and other:
        raise Refusal(f"Error: Tag {stpd_tag} is used by STPD {other.name} already.")
    call.put(domain._replace(stpd_tag=stpd_tag))
    follow(call)


def configure_stpd_mode(call: Call, stpd_name: str, dot1d: bool = False, dot1w: bool = False) -> None:
    """Choose 802.1D or 802.1w for a domain."""
    _set(call, stpd_name, protocol_mode=int(dot1w))


def configure_stpd_default_encapsulation(call: Call, stpd_name: str, **mode: bool) -> None:
    """Set how ports send that are added to a domain from now on."""
    domain = the_domain(call.store, stpd_name)
    call.put(domain._replace(default_mode=encapsulation(mode, domain)))


def configure_stpd_forwarddelay(call: Call, stpd_name: str, seconds: int) -> None:
    """Set the seconds that a port listens, and that it learns."""
    _set(call, stpd_name, forward_delay=seconds)


def configure_stpd_hellotime(call: Call, stpd_name: str, seconds: int) -> None:
    """Set the seconds between two BPDUs."""
    _set(call, stpd_name, hello_time=seconds)


def configure_stpd_maxage(call: Call, stpd_name: str, seconds: int) -> None:
    """Set the seconds that a BPDU holds."""
    _set(call, stpd_name, max_bpdu_age=seconds)


def configure_stpd_priority(call: Call, stpd_name: str, priority: int) -> None:
    """Set the bridge priority in a domain; the lowest is the root."""
    _set(call, stpd_name, priority=priority)
