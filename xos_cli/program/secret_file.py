"""Read a password from a file of the host."""

from xos_cli.errors import XosError, host_answer

#: The longest password of an account, in characters.  evidence: later EXOS
LONGEST = 32


def secret(path: str) -> str:
    """Return the password on the first line of a file; raise XosError if there is none."""
    try:
        with open(path, encoding="utf-8") as file:
            line = file.readline(LONGEST + 2).rstrip("\r\n")
    except UnicodeDecodeError:
        raise XosError(f"{path}: not a text file") from None
    except OSError as error:
        raise XosError(f"{path}: {host_answer(error)}") from None
    if not line or len(line) > LONGEST or not line.isprintable():
        raise XosError(f"{path}: its first line must be a password of 1 to {LONGEST} characters")
    return line
