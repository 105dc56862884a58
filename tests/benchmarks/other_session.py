"""Type `show node` again and again at the telnet port that is named; print the seconds of each answer as JSON.

It begins when a line comes in, and ends with the next one: a process of its own, so that a client with much to read
does not hold it up.
"""

import json
import select
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from serving_program import log_in, until


def main(port: int) -> None:
    """Log in, wait for a line, and take times until the next one."""
    connection = log_in(port)
    connection.sendall(b"disable idletimeout\r")  # a long `:wait` would end the session
    until(connection, b"# ")
    sys.stdin.readline()
    taken = []
    while not select.select([sys.stdin], [], [], 0.002)[0]:
        start = time.perf_counter()
        connection.sendall(b"show node\r")
        until(connection, b"# ")
        taken.append(time.perf_counter() - start)
    print(json.dumps(taken))


if __name__ == "__main__":
    main(int(sys.argv[1]))
