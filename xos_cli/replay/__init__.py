"""Scripts: lines typed at the console of MSM-A."""

from xos_cli.replay.runner import Refused, Runner

__all__ = ["Refused", "Runner"]
