"""`show esrp`.

evidence: inferred (the layout)
"""

from xos_cli.command.call import Call
from xos_cli.processes.esrp.domains import domain_of
from xos_cli.processes.esrp.facts import vlans_of
from xos_cli.processes.esrp.rows import STANDARD, EsrpDomain, EsrpGlobal


def show_esrp(call: Call, esrp_name: str = "") -> str:
    """Show the ESRP mode, and one domain or all."""
    rows = [domain_of(call, esrp_name)] if esrp_name else call.rows(EsrpDomain)
    mode = "Standard" if call.one(EsrpGlobal).version == STANDARD else "Extended"
    return f"ESRP Mode: {mode}\nNumber of ESRP domains: {len(call.rows(EsrpDomain))}\n" + "".join(
        f"\n{_block(call, row)}" for row in rows
    )


def _block(call: Call, row: EsrpDomain) -> str:
    vlans = vlans_of(call.store, row.name)
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
