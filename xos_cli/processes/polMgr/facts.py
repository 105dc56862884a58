"""Questions about policies that other processes ask."""

from collections.abc import Iterable

from xos_cli.errors import Refusal


def the_policy(files: Iterable[str], name: str, none: str = "") -> str:
    """Return a policy that a command names as its file in *files* is spelled; *none* where it names none.

    evidence: inferred (the words)
    """
    if not name:
        return none
    for file in files:
        if file.lower() == f"{name}.pol".lower():
            return file[:-4]
    raise Refusal(f"Error: Policy {name} does not exist.")
