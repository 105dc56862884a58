"""What stands in configs/deploy: files that parse, that agree with each other, and an entry point that starts."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from xos_cli.__main__ import parser

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")

TOP = Path(__file__).resolve().parents[2]
DEPLOY = TOP / "configs" / "deploy"
INSTRUCTIONS = {
    *("FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "VOLUME", "EXPOSE"),
    *("STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD"),
}
READY = "/tmp/xos-cli.ready"


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Containerfile, continued lines joined."""
    text = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


def given(name: str) -> str:
    """What the last instruction of this name says."""
    return [said for instruction, said in instructions() if instruction == name][-1]


def entry_point() -> list[str]:
    """The program that the image runs."""
    words: list[str] = json.loads(given("ENTRYPOINT"))
    return words


def documents(name: str) -> list[Any]:
    """What is in a YAML file."""
    return list(yaml.safe_load_all((DEPLOY / name).read_text()))


def options(arguments: list[str]) -> Any:
    """The options of the program, as it would take them behind its entry point."""
    assert entry_point()[0] == "xos-cli"
    return parser().parse_args([*entry_point()[1:], *arguments])


def test_containerfile() -> None:
    """Known instructions only; what it copies is there; it runs as nobody in particular, by numbers, and listens."""
    assert {name for name, _ in instructions()} == INSTRUCTIONS
    sources = [
        word for name, said in instructions() if name == "COPY" and "--from" not in said for word in said.split()[:-1]
    ]
    for source in sources:
        assert (TOP / source).exists() or source == "README.md", source
    assert re.fullmatch(r"[1-9]\d+", given("USER"))
    found = options(json.loads(given("CMD")))
    ports = [str(found.telnet), str(found.ssh), str(found.console_a), str(found.console_b)]
    assert given("EXPOSE").split() == ports
    assert found.host == "0.0.0.0"
    assert found.flash == given("VOLUME")
    assert json.loads(given("HEALTHCHECK").split("CMD ")[1]) == ["test", "-f", READY]
    assert found.ready_file == READY


def test_kubernetes() -> None:
    """A service and a set of switches: ports, probe, volumes and user are those of the image."""
    service, switches = documents("kubernetes.yaml")
    assert (service["kind"], switches["kind"]) == ("Service", "StatefulSet")
    assert service["spec"]["clusterIP"] is None or service["spec"]["clusterIP"] == "None"
    spec = switches["spec"]
    assert spec["serviceName"] == service["metadata"]["name"]
    assert spec["replicas"] >= 1
    labels = spec["template"]["metadata"]["labels"]
    assert labels == spec["selector"]["matchLabels"] == service["spec"]["selector"]
    pod = spec["template"]["spec"]
    (container,) = pod["containers"]
    assert [port["containerPort"] for port in container["ports"]] == [int(port) for port in given("EXPOSE").split()]
    assert [port["port"] for port in service["spec"]["ports"]] == [port["containerPort"] for port in container["ports"]]
    assert container["readinessProbe"]["exec"]["command"] == ["test", "-f", READY]
    assert pod["securityContext"]["runAsUser"] == int(given("USER"))
    mounts = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
    assert mounts == {"flash": given("VOLUME"), "ready": os.path.dirname(READY)}
    claims = [claim["metadata"]["name"] for claim in spec["volumeClaimTemplates"]]
    assert {*claims, *(volume["name"] for volume in pod["volumes"])} == set(mounts)
    arguments = [word.replace("$(POD_INDEX)", "3") for word in container["args"]]
    assert options(arguments).seed == 3
    assert [variable["name"] for variable in container["env"]] == ["POD_INDEX"]


def test_containerlab() -> None:
    """Each switch is the image with options it takes and a health check; whoever waits, waits for nodes there are."""
    (lab,) = documents("xos.clab.yml")
    topology = lab["topology"]
    assert topology["kinds"][topology["defaults"]["kind"]]["image"].startswith("xos-cli")
    nodes = topology["nodes"]
    switches = {name: node for name, node in nodes.items() if "image" not in node}
    assert len(switches) == 2
    published = []
    for node in switches.values():
        assert options(node["cmd"].split()).subcommand == "serve"
        assert node["healthcheck"]["test"] == ["CMD", "test", "-f", READY]
        published += [port.split(":")[0] for port in node["ports"]]
        assert all(port.split(":")[1] in given("EXPOSE").split() for port in node["ports"])
    assert len(set(published)) == len(published)
    waits = [
        wait["node"] for node in nodes.values() for wait in node.get("stages", {}).get("create", {}).get("wait-for", [])
    ]
    assert sorted(waits) == sorted(switches)


def test_entry_point_starts(tmp_path: Path) -> None:
    """Run as the image would run it, but for folders and ports of this host: it becomes ready, answers, and ends."""
    pytest.importorskip("asyncssh", reason="asyncssh, for SSH, is not installed")
    ready = tmp_path / "ready"
    moved = {given("VOLUME"): str(tmp_path / "flash"), READY: str(ready), "0.0.0.0": "127.0.0.1"}
    moved |= dict.fromkeys(given("EXPOSE").split(), "0")
    words = [moved.get(word, word) for word in [*entry_point()[1:], *json.loads(given("CMD"))]]
    with subprocess.Popen([sys.executable, "-m", "xos_cli", *words], cwd=TOP, stdout=subprocess.PIPE) as program:
        try:
            limit = time.monotonic() + 20
            while not ready.exists() and program.poll() is None and time.monotonic() < limit:
                time.sleep(0.02)
            listeners = json.loads(ready.read_text())
            assert [one["service"] for one in listeners] == ["telnet", "ssh", "console-a", "console-b"]
            with socket.create_connection((listeners[0]["host"], listeners[0]["port"]), timeout=5) as line:
                seen = b""
                while b"login: " not in seen:
                    seen += line.recv(1024)
        finally:
            program.send_signal(signal.SIGTERM)
            status = program.wait(10)
    assert status == 0
    assert not ready.exists()
