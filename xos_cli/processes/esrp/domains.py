"""Create and configure ESRP domains, and add VLANs to them.

evidence: guide 11.3 p.457-480 (commands, policies), inferred (the refusals)
"""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.name_rules import check_name
from xos_cli.errors import Refusal
from xos_cli.processes.esrp.facts import has_master, vlans_of
from xos_cli.processes.esrp.rows import EXTENDED, STANDARD, EsrpDomain, EsrpGlobal, EsrpVlan
from xos_cli.processes.vrrp.facts import runs as vrrp_runs

#: How many domains there can be, and how many groups on a switch.  evidence: guide 11.0 p.233, p.243
DOMAINS, GROUPS = 64, 7


def follow(call: Call) -> None:
    """Update the domains once a command is done."""
    call.node.later(0.0, "esrp", "vlans_changed")


def configure_esrp_mode(call: Call, extended: bool = False, standard: bool = False) -> None:
    """Choose the extended mode, or the standard one for switches that run ExtremeWare."""
    call.put(call.one(EsrpGlobal)._replace(version=STANDARD if standard else EXTENDED))
    follow(call)


def create_esrp(call: Call, new_esrp_name: str) -> None:
    """Create an ESRP domain; its name has at most 32 characters and begins with a letter."""
    if call.get(EsrpDomain, new_esrp_name):
        raise Refusal(f"Error: ESRP domain {new_esrp_name} already exists.")
    if len(call.rows(EsrpDomain)) >= DOMAINS:
        raise Refusal(f"Error: At most {DOMAINS} ESRP domains are supported.")
    check_name("ESRP domain", new_esrp_name)
    call.put(EsrpDomain(new_esrp_name))


def domain_of(call: Call, name: str) -> EsrpDomain:
    """Return the ESRP domain of this name; raise the switch's error if there is none."""
    row = call.get(EsrpDomain, name)
    if row is None:
        raise Refusal(f"Error: ESRP domain {name} does not exist.")
    return row


def configure_esrp_name(call: Call, esrp_name: str, new_esrp_name: str) -> None:
    """Rename an ESRP domain; a name that is taken is refused."""
    row = domain_of(call, esrp_name)
    if call.get(EsrpDomain, new_esrp_name):
        raise Refusal(f"Error: ESRP domain {new_esrp_name} already exists.")
    check_name("ESRP domain", new_esrp_name)
    call.drop(row)
    call.put(row._replace(name=new_esrp_name))
    call.rename("esrp", row.name, new_esrp_name)
    follow(call)


def delete_esrp(call: Call, esrp_name: str) -> None:
    """Delete an ESRP domain with all that was configured of it."""
    row = domain_of(call, esrp_name)
    call.drop(row)
    call.forget("esrp", row.name)
    follow(call)


def enable_esrp(call: Call, esrp_name: str) -> None:
    """Enable an ESRP domain, which needs a master VLAN.  evidence: guide 11.3 p.460"""
    row = domain_of(call, esrp_name)
    if not has_master(call.store, row):
        raise Refusal(f"Error: ESRP domain {row.name} has no master VLAN.")
    for vlan in vlans_of(call.store, row.name):
        _without_vrrp(call, vlan.vlanName)
    call.put(row._replace(enable=1))
    follow(call)


def _without_vrrp(call: Call, vlan_name: str) -> None:
    """Refuse ESRP on a VLAN with a VRRP router that is enabled.

    evidence: reference 11.0 p.581 (not on one switch), later 16.1 (not on one VLAN, which is refused), inferred (words)
    """
    if vrrp_runs(call.store, vlan_name):
        raise Refusal(f"Error: VRRP is enabled on VLAN {vlan_name}, which cannot run ESRP.")


def disable_esrp(call: Call, esrp_name: str = "") -> None:
    """Disable one ESRP domain, or all of them."""
    for row in [domain_of(call, esrp_name)] if esrp_name else call.rows(EsrpDomain):
        call.put(row._replace(enable=0))
    follow(call)


def _change(call: Call, esrp_name: str, **fields: Any) -> None:
    call.put(domain_of(call, esrp_name)._replace(**fields))
    follow(call)


def configure_esrp_domain_id(call: Call, esrp_name: str, number: int) -> None:
    """Give a domain a number, for a master VLAN without a tag."""
    _change(call, esrp_name, domainId=number)


def configure_esrp_group(call: Call, esrp_name: str, number: int) -> None:
    """Set the group of a domain, 0 to 31; a switch is in seven of them at most."""
    row = domain_of(call, esrp_name)
    if len({number, *(other.group for other in call.rows(EsrpDomain) if other.name != row.name)}) > GROUPS:
        raise Refusal(f"Error: At most {GROUPS} ESRP groups are supported.")
    _change(call, esrp_name, group=number)


def configure_esrp_priority(call: Call, esrp_name: str, number: int) -> None:
    """Set the priority of a domain, 0 to 255; with 255 it stays a slave."""
    _change(call, esrp_name, priority=number)


#: evidence: reference 11.3 p.1028
TIMERS = (
    'operation Failed. Valid timer relationship "neighbor timeout >= 3*hello ; neutral timeout >= 2*hello ; premaster '
    'timeout >= 3*hello"!'
)


def _time(call: Call, esrp_name: str, **fields: int) -> None:
    """Set a timer of a domain; refuse a value that does not fit the other timers."""
    row = domain_of(call, esrp_name)._replace(**fields)  # type: ignore[arg-type]
    if row.neighbor < 3 * row.hello or row.neutral < 2 * row.hello or row.premaster < 3 * row.hello:
        raise Refusal(TIMERS)
    call.put(row)
    follow(call)


def configure_esrp_timer_hello(call: Call, esrp_name: str, seconds: int) -> None:
    """Set the seconds between two hellos."""
    _time(call, esrp_name, hello=seconds)


def configure_esrp_timer_neighbor(call: Call, esrp_name: str, seconds: int) -> None:
    """Set the seconds without a hello after which a slave takes the master for lost."""
    _time(call, esrp_name, neighbor=seconds)


def configure_esrp_timer_neutral(call: Call, esrp_name: str, seconds: int) -> None:
    """Set the seconds that a domain listens in the neutral state."""
    _time(call, esrp_name, neutral=seconds)


def configure_esrp_timer_premaster(call: Call, esrp_name: str, seconds: int) -> None:
    """Set the seconds that a domain waits in the premaster state for its neighbours to agree."""
    _time(call, esrp_name, premaster=seconds)


def configure_esrp_timer_postmaster(call: Call, esrp_name: str, seconds: int) -> None:
    """Keep the seconds of the postmaster timer, of which nothing but its command is known."""
    _time(call, esrp_name, postmaster=seconds)


def configure_esrp_timer_restart(call: Call, esrp_name: str, seconds: int) -> None:
    """Set the seconds that a slave holds still while the master's MSMs fail over."""
    _time(call, esrp_name, restart=seconds)


def configure_esrp_election_policy(call: Call, esrp_name: str, **_: bool) -> None:
    """Set in which order the candidates are compared; the domain must be off.  evidence: guide 11.3 p.470"""
    row = domain_of(call, esrp_name)
    if row.enable:
        raise Refusal(f"Error: ESRP domain {row.name} must be disabled first.")
    words = call.words[call.words.index("election-policy") + 1 :]
    call.put(row._replace(policy="".join(words)))


def _add(call: Call, esrp_name: str, vlan_name: str, master: int) -> None:
    from xos_cli.command.names import Existing

    row = domain_of(call, esrp_name)
    found = Existing(call.node, call.machine).find("vlan", vlan_name)
    if found is None:
        raise Refusal(f"Error: VLAN {vlan_name} does not exist.")
    others = [vlan.domain for vlan in call.rows(EsrpVlan) if vlan.vlanName == found and vlan.domain != row.name]
    if others:
        raise Refusal(f"Error: VLAN {found} is already in ESRP domain {others[0]}.")
    held = call.get(EsrpVlan, row.name, found)
    if held and held.master != master:
        role = "master" if held.master else "member"
        raise Refusal(f"Error: VLAN {found} is already a {role} VLAN of ESRP domain {row.name}.")
    if master and any(vlan.master and vlan.vlanName != found for vlan in vlans_of(call.store, row.name)):
        raise Refusal(f"Error: ESRP domain {row.name} already has a master VLAN.")
    call.software.ask("vlan", "check_protocol", call, found, "ESRP")
    if row.enable:
        _without_vrrp(call, found)
    call.put(EsrpVlan(row.name, found, master))
    follow(call)


def _delete(call: Call, esrp_name: str, vlan_name: str, master: int) -> None:
    row = domain_of(call, esrp_name)
    vlan = call.get(EsrpVlan, row.name, vlan_name)
    if vlan is None or vlan.master != master:
        raise Refusal(f"Error: VLAN {vlan_name} is not in ESRP domain {row.name}.")
    call.drop(vlan)
    follow(call)


def configure_esrp_add_master(call: Call, esrp_name: str, vlan_name: str) -> None:
    """Add the master VLAN of a domain, on which the election is held."""
    _add(call, esrp_name, vlan_name, 1)


def configure_esrp_add_member(call: Call, esrp_name: str, vlan_name: str) -> None:
    """Add a VLAN to a domain that follows the master VLAN."""
    _add(call, esrp_name, vlan_name, 0)


def configure_esrp_delete_master(call: Call, esrp_name: str, vlan_name: str) -> None:
    """Take the master VLAN out of a domain, which must be off.  evidence: guide 11.3 p.460"""
    if domain_of(call, esrp_name).enable:
        raise Refusal(f"Error: ESRP domain {esrp_name} must be disabled first.")
    _delete(call, esrp_name, vlan_name, 1)


def configure_esrp_delete_member(call: Call, esrp_name: str, vlan_name: str) -> None:
    """Take a member VLAN out of a domain."""
    _delete(call, esrp_name, vlan_name, 0)
