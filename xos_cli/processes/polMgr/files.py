"""Policy files: how they are read, and how the policy server writes them.

    entry udpacl {
        if match all { source-address 10.203.134.0/24; protocol udp; } then { permit; count udpcount; }
    }

evidence: guide 11.3 p.262, p.279 (the language), later EXOS (how a policy is printed), recalled (words of the check)
"""

from collections.abc import Iterator

from xos_cli.processes.polMgr.reader import Rule


def printed(rule: Rule) -> Iterator[str]:
    """An entry as the policy server writes it, which says ``match all`` and sets a blank before each semicolon."""
    yield f"entry {rule.name} {{ \nif match {rule.match} {{ \n"
    yield "".join(f"    {condition} ;\n" for condition in rule.conditions)
    yield "}\nthen {\n"
    yield "".join(f"    {action + ' ' * (action == 'permit')} ;\n" for action in rule.actions)
    yield "}\n}\n"
