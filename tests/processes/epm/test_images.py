"""Images and software modules: downloaded and kept, installed later, started, removed, on both MSMs."""

import pytest
from conftest import Typist

IMAGE = "bd10K-11.3.2.4.xos"
SSH = "bd10K-11.3.1.3-ssh.xmod"
CNA = "bd10K-11.3.1.3-cna.xmod"


def versions(console: Typist) -> list[list[str]]:
    """The rows of `show version images`: card, partition, version, file."""
    rows = [line.split() for line in console.run("show version images").splitlines() if ".x" in line]
    return [[row[0], row[1], row[-3], row[-2]] for row in rows]


def test_a_file_that_was_not_installed_waits(console: Typist) -> None:
    """After *n* it is in the flash of both MSMs; `install image` installs it into the partition that is named."""
    console.say(f"download image 10.0.0.1 {IMAGE}", "n")
    assert ["MSM-A", "none", "11.3.2.4", IMAGE] in versions(console)
    assert ["MSM-B", "none", "11.3.2.4", IMAGE] in versions(console)
    assert "Secondary ver:    11.3.1.3                     11.3.1.3" in console.run("show switch")
    console.run(f"install image {IMAGE} secondary")
    shown = console.run("show switch")
    assert "Image Selected:   secondary                    secondary" in shown
    assert "Secondary ver:    11.3.2.4                     11.3.2.4" in shown
    assert not any(row[1] == "none" for row in versions(console))
    console.say("reboot", "y", ":wait 200", ":wait in-sync", "show version")
    assert {node.version for node in console.machine.nodes.values()} == {"11.3.2.4"}


def test_a_cancelled_download_leaves_nothing(console: Typist) -> None:
    """Enter at the question cancels."""
    console.say(f"download image 10.0.0.1 {IMAGE}", "")
    assert not any(row[1] == "none" for row in versions(console))


def test_a_file_for_one_msm_is_not_on_the_other(console: Typist) -> None:
    """`msm B` keeps and installs it there alone."""
    console.say(f"download image 10.0.0.1 {IMAGE} msm B", "n")
    assert [row for row in versions(console) if row[1] == "none"] == [["MSM-B", "none", "11.3.2.4", IMAGE]]
    assert "was not downloaded to MSM-A" in console.refuse(f"install image {IMAGE}")
    console.run(f"install image {IMAGE} msm B")
    assert "Secondary ver:    11.3.1.3                     11.3.2.4" in console.run("show switch")


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("bd10K-9.9.9.9.xos", "was not downloaded"),
        ("nothing", "was not downloaded"),
    ],
)
def test_an_unknown_file_is_not_installed(console: Typist, file: str, why: str) -> None:
    """`install image` refuses what no download brought."""
    assert why in console.refuse(f"install image {file}")


def test_an_image_is_not_installed_over_the_one_that_runs(console: Typist) -> None:
    """A file that waits is refused for the active partition, and goes on waiting."""
    console.say(f"download image 10.0.0.1 {IMAGE}", "n")
    assert "non-active partition" in console.refuse(f"install image {IMAGE} primary")
    assert any(row[1] == "none" for row in versions(console))


def test_a_module_is_started_by_an_update_or_a_reboot(console: Typist) -> None:
    """It is installed into the active partition, and runs on both MSMs after `run update`."""
    assert console.run("run update") == "No new software modules are installed.\n"
    console.say(f"download image 10.0.0.1 {SSH}", "y")
    assert ["MSM-B", "primary", "11.3.1.3", SSH] in versions(console)
    nodes = console.machine.nodes.values()
    assert [node.packages for node in nodes] == [set(), set()]
    console.run("run update")
    assert [node.packages for node in nodes] == [{SSH}, {SSH}]
    console.say(f"uninstall image {SSH} primary", ":wait 1", "show switch")
    assert [node.packages for node in nodes] == [{SSH}, {SSH}]  # until the next reboot
    console.say("reboot", "y", ":wait 200", ":wait in-sync", "show switch")
    assert [node.packages for node in nodes] == [set(), set()]


def test_a_module_must_fit_its_image(console: Typist) -> None:
    """Another release, an unknown module, and the CNA agent without SSH are refused."""
    assert "does not fit the image 11.3.1.3" in console.refuse("download image 10.0.0.1 bd10K-11.2.1.3-ssh.xmod")
    assert "not a software module" in console.refuse("download image 10.0.0.1 bd10K-11.3.1.3-web.xmod")
    assert "ssh software module must be installed before" in console.refuse(f"download image 10.0.0.1 {CNA}")
    console.say(f"download image 10.0.0.1 {SSH}", "y", f"download image 10.0.0.1 {CNA}", "y")
    assert f"cna software module needs {SSH}" in console.refuse(f"uninstall image {SSH} primary")
    assert "is not installed" in console.refuse(f"uninstall image {SSH} secondary")


def test_an_image_takes_the_modules_of_its_partition_away(console: Typist) -> None:
    """They were built with the image that was there."""
    console.say(f"download image 10.0.0.1 {SSH} secondary", "y", f"download image 10.0.0.1 {IMAGE} secondary", "y")
    assert not any(row[3] == SSH for row in versions(console))


def test_a_synchronized_backup_has_the_modules(console: Typist) -> None:
    """`synchronize` copies modules with the images."""
    console.say(f"download image 10.0.0.1 {SSH} msm A", "y", "save", "y", "synchronize", "show switch")
    assert ["MSM-B", "primary", "11.3.1.3", SSH] in versions(console)
