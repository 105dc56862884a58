"""Write rules as the policy server prints them.

evidence: later EXOS
"""

from collections.abc import Iterator

from xos_cli.processes.polMgr.entries import Rule


def printed(rule: Rule) -> Iterator[str]:
    """Return a rule as the policy server writes it, with ``match all`` and a blank before each semicolon."""
    yield f"entry {rule.name} {{ \nif match {rule.match} {{ \n"
    yield "".join(f"    {condition} ;\n" for condition in rule.conditions)
    yield "}\nthen {\n"
    yield "".join(f"    {action + ' ' * (action == 'permit')} ;\n" for action in rule.actions)
    if rule.otherwise:
        yield "}\nelse {\n" + "".join(f"    {deed.text} ;\n" for deed in rule.otherwise)
    yield "}\n}\n"
