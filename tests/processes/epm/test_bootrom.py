"""BootROM and firmware: they are downloaded and installed, and run after a reboot."""

from collections.abc import Callable

import pytest
from conftest import Typist

Switch = Callable[..., Typist]
FILE = "bd8800-1.0.2.7.xbr"


def bootroms(console: Typist) -> list[str]:
    """Return the BootROM of each MSM, as `show version` prints it."""
    lines = console.run("show version").splitlines()
    return [line.split("BootROM: ")[1].split()[0] for line in lines if line.startswith("MSM-")]


def test_it_runs_after_a_reboot(switch: Switch) -> None:
    """Both MSMs have it then, and still after another one."""
    console = switch("bd8810")
    console.say(f"download bootrom 10.0.0.1 {FILE}", "y", ":wait 1", "show node")
    assert bootroms(console) == ["1.0.1.5", "1.0.1.5"]
    for _ in range(2):
        console.say("reboot", "y", ":wait booted", ":wait in-sync", "show node")
        assert bootroms(console) == ["1.0.2.7", "1.0.2.7"]
        assert console.run("show version").endswith("BootROM : 1.0.2.7\n")


def test_it_waits_until_it_is_installed(switch: Switch) -> None:
    """With *n* the file waits, and `install bootrom` takes it; without a download there is nothing to install."""
    console = switch("summit-x450-24t")
    file = FILE.replace("bd8800", "summitX450")
    assert console.refuse(f"install bootrom {file}") == f"Error: {file} was not downloaded to Switch."
    console.say(f"download bootrom 10.0.0.1 {file}", "n")
    assert file in console.run("show version images")
    console.say(f"install bootrom {file}", "reboot", "y", ":wait booted", "show node")
    assert console.run("show version").endswith("BootROM : 1.0.2.7\n")
    assert file not in console.run("show version images")


@pytest.mark.parametrize(
    ("chassis", "file", "words"),
    [
        ("bd10808", "bd10K-1.0.2.7.xbr", "The BootROM of a BD-10808 comes with its image."),
        ("bd8810", "summitX450-1.0.2.7.xbr", "is not a BootROM for BD-8810."),
        ("bd8810", "bd8800-11.3.2.4.xos", "is not a BootROM for BD-8810."),
        ("bd8810", "bd8800-new.xbr", "is not a BootROM for BD-8810."),
    ],
)
def test_a_file_that_is_no_bootrom(switch: Switch, chassis: str, file: str, words: str) -> None:
    """It is refused before anything is asked."""
    console = switch(chassis)
    assert words in console.refuse(f"download bootrom 10.0.0.1 {file}")
    assert words in console.refuse(f"install bootrom {file}")


@pytest.mark.parametrize("line", ["install firmware", "install firmware force", "clear sys-recovery-level"])
def test_what_the_emulator_does_not_do(console: Typist, line: str) -> None:
    """The lab says so in brackets, and nothing is kept."""
    before = console.configuration()
    assert console.run(line).startswith("[no")
    assert console.configuration() == before
