"""Capture the frames at one end of a cable into a pcap file of the host."""

from typing import BinaryIO

from xos_cli.network.cable import CableEnd, Socket
from xos_cli.packets.pcap import PcapWriter
from xos_cli.switch.hardware.link import Copy


class Capture:
    """A capture of all frames that one end of a wire sends and receives; ``stop()`` closes the file."""

    def __init__(self, end: CableEnd | Socket, path: str) -> None:
        self.end, self.path, self.frames = end, path, 0
        self._file: BinaryIO = open(path, "wb")  # noqa: SIM115  (as long as the capture)
        self._writer = PcapWriter(self._file)
        end.taps.append(self)

    def __call__(self, at: float, copy: Copy) -> None:
        """Write one frame."""
        self.frames += 1
        self._writer.write(at, copy.frame)

    def __deepcopy__(self, memo: dict[int, object]) -> "Capture":
        return self  # a snapshot has no files: what is captured goes on into the same one

    def stop(self) -> int:
        """End the capture; return how many frames are in the file."""
        if self in self.end.taps:
            self.end.taps.remove(self)
        self._file.close()
        return self.frames
