"""Call functions in copies of this process: what they change is gone when they return."""

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from select import select
from typing import Any, TypeVar

R = TypeVar("R")


def in_child(action: Callable[[], R]) -> R:
    """Return what *action* returns when it is called in a copy of this process; RuntimeError if it raises."""
    found: R = _result(_begin(action))
    return found


def in_children(actions: Sequence[Callable[[], R]], at_once: int) -> Iterator[tuple[int, R]]:
    """Yield the number of each of *actions* and what it returns, as they end; so many copies run at a time."""
    waiting, running = list(enumerate(actions)), dict[int, tuple[int, tuple[int, int]]]()
    while waiting or running:
        while waiting and len(running) < at_once:
            place, action = waiting.pop(0)
            child = _begin(action)
            running[child[1]] = place, child
        for pipe in select(list(running), [], [])[0]:
            place, child = running.pop(pipe)
            yield place, _result(child)


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
