"""The Extreme Standby Router Protocol.

A domain is configuration only: no hello is sent or heard.  What it tracks is recorded.

evidence: capture 11.2 (the row, the line of a new switch), guide 11.3 p.457-480 (commands, policies), inferred (rows
and lines of a domain, the screen, the refusals)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.name_rules import check_name
from xos_cli.errors import Refusal
from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Store, table

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis

STANDARD, EXTENDED = 1, 2
HELLO, POLICY = 2, "ports > track > priority > mac"


@table("esrpCreateGlobalCfg")
class EsrpGlobal(NamedTuple):
    """*version* 1 is the standard mode, 2 the extended one."""

    enableEsrp: int = 1
    enableAutoDomains: int = 0
    enablePortTlv: int = 0
    version: int = EXTENDED


@table("esrpDomain", key=("name",))
class EsrpDomain(NamedTuple):
    """A group of VLANs with one master: *domainId* 0 is the tag of its master VLAN, *hello* in seconds."""

    name: str
    enable: int = 0
    domainId: int = 0
    group: int = 0
    priority: int = 0
    hello: int = HELLO
    policy: str = POLICY


@table("esrpVlan", key=("domain", "vlanName"), refs={"domain": "esrp", "vlanName": "vlan"})
class EsrpVlan(NamedTuple):
    """A VLAN of a domain: its master (*master* 1) or a member."""

    domain: str
    vlanName: str
    master: int = 0


TABLES = (EsrpGlobal, EsrpDomain, EsrpVlan)
NAMES = {"esrp": EsrpDomain}


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return [EsrpGlobal()]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2 (the first line)"""
    yield f"configure esrp mode {'standard' if store.one(EsrpGlobal).version == STANDARD else 'extended'}"
    for row in store.rows(EsrpDomain):
        yield f"create esrp {row.name}"
        for vlan in _vlans(store, row.name):
            yield f"configure esrp {row.name} add {'master' if vlan.master else 'member'} {vlan.vlanName}"
        yield from _settings(row)
        if row.enable:
            yield f"enable esrp {row.name}"


def _vlans(store: Store, domain: str) -> list[EsrpVlan]:
    return [row for row in store.rows(EsrpVlan) if row.domain.lower() == domain.lower()]


def _settings(row: EsrpDomain) -> Iterator[str]:
    start = f"configure esrp {row.name}"
    if row.domainId:
        yield f"{start} domain-id {row.domainId}"
    if row.group:
        yield f"{start} group {row.group}"
    if row.priority:
        yield f"{start} priority {row.priority}"
    if row.hello != HELLO:
        yield f"{start} timer hello {row.hello}"
    if row.policy != POLICY:
        yield f"{start} election-policy {row.policy}"


# -- domains ---------------------------------------------------------------------------------------------------------


def configure_esrp_mode(call: Call, extended: bool = False, standard: bool = False) -> None:
    """Standard for switches that run ExtremeWare."""
    call.put(call.one(EsrpGlobal)._replace(version=STANDARD if standard else EXTENDED))


def create_esrp(call: Call, new_esrp_name: str) -> None:
    """A name of at most 32 characters that begins with a letter."""
    if call.get(EsrpDomain, new_esrp_name):
        raise Refusal(f"Error: ESRP domain {new_esrp_name} already exists.")
    check_name("ESRP domain", new_esrp_name)
    call.put(EsrpDomain(new_esrp_name))


def _existing(call: Call, name: str) -> EsrpDomain:
    row = call.get(EsrpDomain, name)
    if row is None:
        raise Refusal(f"Error: ESRP domain {name} does not exist.")
    return row


def delete_esrp(call: Call, esrp_name: str) -> None:
    """And what was said about it."""
    row = _existing(call, esrp_name)
    call.drop(row)
    call.forget("esrp", row.name)


def forgotten(call: Call, kind: str, name: str) -> None:
    """A domain whose master VLAN went is off: it could not be enabled so.  evidence: inferred"""
    for row in call.rows(EsrpDomain) if kind == "vlan" else ():
        if row.enable and not _has_master(call.store, row):
            call.put(row._replace(enable=0))


def _has_master(store: Store, row: EsrpDomain) -> bool:
    return any(vlan.master for vlan in _vlans(store, row.name))


def enable_esrp(call: Call, esrp_name: str) -> None:
    """It needs a master VLAN.  evidence: guide 11.3 p.460"""
    row = _existing(call, esrp_name)
    if not _has_master(call.store, row):
        raise Refusal(f"Error: ESRP domain {row.name} has no master VLAN.")
    call.put(row._replace(enable=1))


def disable_esrp(call: Call, esrp_name: str = "") -> None:
    """One, or all of them."""
    for row in [_existing(call, esrp_name)] if esrp_name else call.rows(EsrpDomain):
        call.put(row._replace(enable=0))


def _change(call: Call, esrp_name: str, **fields: Any) -> None:
    call.put(_existing(call, esrp_name)._replace(**fields))


def configure_esrp_domain_id(call: Call, esrp_name: str, number: int) -> None:
    """For a master VLAN without a tag."""
    _change(call, esrp_name, domainId=number)


def configure_esrp_group(call: Call, esrp_name: str, number: int) -> None:
    """0 to 31."""
    _change(call, esrp_name, group=number)


def configure_esrp_priority(call: Call, esrp_name: str, number: int) -> None:
    """0 to 255, which stays a slave."""
    _change(call, esrp_name, priority=number)


def configure_esrp_timer_hello(call: Call, esrp_name: str, seconds: int) -> None:
    """Between two hellos."""
    _change(call, esrp_name, hello=seconds)


def configure_esrp_election_policy(call: Call, esrp_name: str, **_: bool) -> None:
    """In which order the candidates are compared; the domain must be off.  evidence: guide 11.3 p.470"""
    row = _existing(call, esrp_name)
    if row.enable:
        raise Refusal(f"Error: ESRP domain {row.name} must be disabled first.")
    words = call.words[call.words.index("election-policy") + 1 :]
    call.put(row._replace(policy=" ".join(words)))


# -- VLANs -----------------------------------------------------------------------------------------------------------


def _add(call: Call, esrp_name: str, vlan_name: str, master: int) -> None:
    from xos_cli.command.names import Existing

    row = _existing(call, esrp_name)
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
    if master and any(vlan.master and vlan.vlanName != found for vlan in _vlans(call.store, row.name)):
        raise Refusal(f"Error: ESRP domain {row.name} already has a master VLAN.")
    call.put(EsrpVlan(row.name, found, master))


def _delete(call: Call, esrp_name: str, vlan_name: str, master: int) -> None:
    row = _existing(call, esrp_name)
    vlan = call.get(EsrpVlan, row.name, vlan_name)
    if vlan is None or vlan.master != master:
        raise Refusal(f"Error: VLAN {vlan_name} is not in ESRP domain {row.name}.")
    call.drop(vlan)


def configure_esrp_add_master(call: Call, esrp_name: str, vlan_name: str) -> None:
    """The VLAN on which the election is held."""
    _add(call, esrp_name, vlan_name, 1)


def configure_esrp_add_member(call: Call, esrp_name: str, vlan_name: str) -> None:
    """A VLAN that follows the master VLAN."""
    _add(call, esrp_name, vlan_name, 0)


def configure_esrp_delete_master(call: Call, esrp_name: str, vlan_name: str) -> None:
    """Only while the domain is off.  evidence: guide 11.3 p.460"""
    if _existing(call, esrp_name).enable:
        raise Refusal(f"Error: ESRP domain {esrp_name} must be disabled first.")
    _delete(call, esrp_name, vlan_name, 1)


def configure_esrp_delete_member(call: Call, esrp_name: str, vlan_name: str) -> None:
    """It follows no more."""
    _delete(call, esrp_name, vlan_name, 0)


def show_esrp(call: Call, esrp_name: str = "") -> str:
    """What is configured; a domain that is on has never heard another switch."""
    rows = [_existing(call, esrp_name)] if esrp_name else call.rows(EsrpDomain)
    mode = "Standard" if call.one(EsrpGlobal).version == STANDARD else "Extended"
    return f"ESRP Mode: {mode}\nNumber of ESRP domains: {len(call.rows(EsrpDomain))}\n" + "".join(
        f"\n{_block(call, row)}" for row in rows
    )


def _block(call: Call, row: EsrpDomain) -> str:
    vlans = _vlans(call.store, row.name)
    fields = {
        "Domain": row.name,
        "State": "Enabled" if row.enable else "Disabled",
        "Domain Id": row.domainId or "none",
        "Group": row.group,
        "Priority": row.priority,
        "Hello Timer": f"{row.hello} seconds",
        "Election Policy": row.policy,
        "Master VLAN": next((vlan.vlanName for vlan in vlans if vlan.master), "none"),
        "Member VLANs": ", ".join(vlan.vlanName for vlan in vlans if not vlan.master) or "none",
    }
    return "".join(f"{label + ':':<17}{text}\n" for label, text in fields.items())
