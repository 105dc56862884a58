"""Compare versions of the switch's software, written as ``11.3.1.3``: major, minor, patch, build."""


def release(version: str) -> tuple[int, int]:
    """Return the major and the minor number of a version."""
    major, minor = version.split(".")[:2]
    return int(major), int(minor)


def compatible(one: str, other: str) -> bool:
    """Return whether two MSMs with these versions can share run-time state: both run the same major and minor release.

    evidence: guide 11.3 p.71 (incompatible software keeps a node out of sync), inferred (which versions are compatible)
    """
    return release(one) == release(other)
