"""Call functions in copies of this process: what they change is gone when they return."""

import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

R = TypeVar("R")


def in_child(action: Callable[[], R]) -> R:
    """Return what *action* returns when it is called in a copy of this process; RuntimeError if it raises."""
    return _result(_begin(action))


def in_children(actions: Iterable[Callable[[], R]], at_once: int) -> Iterator[R]:
    """Yield what each of *actions* returns, in their order; so many copies of this process run at a time."""
    running: list[tuple[int, int]] = []
    for action in actions:
        running.append(_begin(action))
        if len(running) >= at_once:
            yield _result(running.pop(0))
    for child in running:
        yield _result(child)


def _begin(action: Callable[[], Any]) -> tuple[int, int]:
    """Start a copy; return its number, and the end of the pipe through which it answers."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    code = 1
    try:
        os.close(reading)
        try:
            answer: tuple[bool, Any] = True, action()
        except BaseException as error:
            answer = False, f"{type(error).__name__}: {error}"
        with open(writing, "wb") as pipe:
            pipe.write(pickle.dumps(answer))
        code = 0
    finally:
        os._exit(code)


def _result(child: tuple[int, int]) -> Any:
    number, reading = child
    with open(reading, "rb") as pipe:
        data = pipe.read()
    os.waitpid(number, 0)
    done, answer = pickle.loads(data) if data else (False, "no answer")
    if not done:
        raise RuntimeError(answer)
    return answer
