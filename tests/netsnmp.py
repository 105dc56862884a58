"""Net-SNMP, a client and a receiver of traps that others wrote."""

import os
import shutil
import subprocess

import pytest

MISSING = "Net-SNMP is not installed (Debian: apt-get install snmp snmptrapd)"
TOOLS = ("snmpget", "snmpset", "snmpwalk", "snmpbulkwalk", "snmptrapd")
FOUND = {name: shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin") for name in TOOLS}
#: Set by .ci/run: Net-SNMP that is missing is a failure there.
REQUIRED = os.environ.get("XOS_CLI_NETSNMP") == "required"


def need_netsnmp() -> None:
    """Skip the test where Net-SNMP is missing, or fail where it is required."""
    if all(FOUND.values()):
        return
    if REQUIRED:
        pytest.fail(MISSING)
    pytest.skip(MISSING)


def netsnmp(tool: str, port: int, *words: str, wait: str = "10") -> str:
    """Return what a tool prints about the agent at a port of this host, numbers in place of names."""
    need_netsnmp()
    program = FOUND[tool]
    assert program
    options = ["-On", "-t", wait, "-r", "0"]
    first, oids = _split(words)
    command = [program, *options, *first, f"127.0.0.1:{port}", *oids]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "MIBS": ""})
    return done.stdout + done.stderr


def _split(words: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return the options, and what follows the address: from the first object on."""
    place = next((place for place, word in enumerate(words) if word.startswith(".1")), len(words))
    return list(words[:place]), list(words[place:])
