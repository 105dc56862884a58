"""Draw mutants of the code and print which of them no test notices: ``python tests/benchmarks/mutants.py``.

The mutants are those of mutmut (``pip install -e '.[test,mutation]'``), in the modules that ``[tool.mutmut]`` of
pyproject.toml names.  They are not run by ``mutmut run``: its trampolines make every call several times slower, and a
test that looks at a signature sees the trampoline.  Here pytest collects the tests once; a first run notes with
coverage which test executes which line; then each mutant has a process of its own, a fork in which only the code of
one function is replaced, and in which the tests of its line run, those of its own folder first, until one fails.
What runs while modules are imported is thus not replaced: a survivor is run again with ``--again``, in which the
module is imported with the change.  ``--seed`` and ``--count`` say which mutants are drawn; the same seed and the same
code draw the same mutants.  A mutant that takes more than ten times the time of its tests counts as killed.
"""

import argparse
import ast
import difflib
import fnmatch
import importlib
import json
import os
import pathlib
import random
import resource
import signal
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from itertools import pairwise
from types import CodeType, FunctionType
from typing import Any, NamedTuple

import coverage
import libcst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import create_mutations

TOP = pathlib.Path(__file__).parents[2]
CONFIG = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
KEPT = TOP / "mutants" / "tests-of-lines.json"  # which test executes which line, and how long each test took
BUDGET = 25.0  # seconds that the tests of one mutant took in the first run; the slowest are left out


class Mutant(NamedTuple):
    """One change of one function: the *number*-th that mutmut makes in a file."""

    file: str
    number: int
    line: int
    function: str
    source: str

    @property
    def module(self) -> str:
        return self.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def change(self) -> str:
        """Return the lines that differ, without the lines around them."""
        before = (TOP / self.file).read_text(encoding="utf-8").splitlines()
        lines = list(difflib.unified_diff(before, self.source.splitlines(), lineterm="", n=0))[2:]
        return "\n".join(line for line in lines if not line.startswith("@@"))


class Survey(NamedTuple):
    """What the first run of the tests showed."""

    lines: dict[str, dict[str, list[int]]]  # file -> line -> the tests that execute it
    took: list[float]  # seconds of each test


def files() -> list[str]:
    """Return the modules that pyproject.toml gives to mutmut."""
    found = (str(path.relative_to(TOP)) for path in sorted((TOP / "xos_cli").rglob("*.py")))
    return [file for file in found if any(fnmatch.fnmatch(file, glob) for glob in CONFIG["only_mutate"])]


def changes(file: str) -> tuple[libcst.Module, list[Any]]:
    """Return a file's syntax tree and the changes that mutmut makes in its functions."""
    module, mutations, _, _ = create_mutations(file, (TOP / file).read_text(encoding="utf-8"))
    return module, [m for m in mutations if isinstance(m.contained_by_top_level_function, libcst.FunctionDef)]


def drawn(seed: int, count: int) -> tuple[int, list[Mutant]]:
    """Return how many mutants there are, and those that the seed draws, by file."""
    with ProcessPoolExecutor(3) as pool:
        names = files()
        counted = zip(names, pool.map(_many, names, chunksize=4), strict=True)
        every = [(file, number) for file, many in counted for number in range(many)]
        numbers: dict[str, list[int]] = defaultdict(list)
        for file, number in sorted(random.Random(seed).sample(every, count)):
            numbers[file].append(number)
        found = pool.map(_mutants, numbers.keys(), numbers.values(), chunksize=4)
        return len(every), [mutant for mutants in found for mutant in mutants]


def _many(file: str) -> int:
    return len(changes(file)[1])


def _mutants(file: str, numbers: Iterable[int]) -> list[Mutant]:
    made = []
    module, found = changes(file)
    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
    at, names = wrapper.resolve(PositionProvider), _names(module)
    for number in numbers:
        change = found[number]
        function = change.contained_by_top_level_function
        line = at[change.original_node if change.original_node in at else function].start.line
        source = module.deep_replace(change.original_node, change.mutated_node).code
        made.append(Mutant(file, number, line, names[function], source))
    return made


def _names(module: libcst.Module) -> dict[Any, str]:
    """Return the qualified name of each function and each method of a module."""
    names: dict[Any, str] = {}
    for node in module.body:
        if isinstance(node, libcst.FunctionDef):
            names[node] = node.name.value
        elif isinstance(node, libcst.ClassDef):
            methods = [method for method in node.body.body if isinstance(method, libcst.FunctionDef)]
            names |= {method: f"{node.name.value}.{method.name.value}" for method in methods}
    return names


def replace(mutant: Mutant) -> None:
    """Give the function of a mutant, which is imported, the mutant's code and default values."""
    module = importlib.import_module(mutant.module)
    owner, _, name = mutant.function.rpartition(".")
    found = vars(getattr(module, owner) if owner else module)[name]
    function = found.__func__ if isinstance(found, staticmethod | classmethod) else found
    assert isinstance(function, FunctionType), mutant.function
    function.__code__ = _code(compile(mutant.source, str(TOP / mutant.file), "exec"), mutant.function)
    arguments = _definition(mutant).args
    function.__defaults__ = tuple(_value(node, module) for node in arguments.defaults) or None
    pairs = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    function.__kwdefaults__ = {argument.arg: _value(node, module) for argument, node in pairs if node} or None


def _code(outer: CodeType, name: str) -> CodeType:
    """Return the code of a function from that of its module; of two of the same name, the last."""
    inner = [constant for constant in outer.co_consts if isinstance(constant, CodeType)]
    owner, _, rest = name.partition(".")
    last = [code for code in inner if code.co_name == owner][-1]
    return _code(last, rest) if rest else last


def _definition(mutant: Mutant) -> Any:
    body: Any = ast.parse(mutant.source)
    for name in mutant.function.split("."):
        body = [node for node in body.body if getattr(node, "name", None) == name][-1]
    return body


def _value(node: ast.expr, module: Any) -> Any:
    return eval(compile(ast.Expression(node), "<default>", "eval"), vars(module))


class Run:
    """A plugin of pytest that, in place of the tests, runs the mutants."""

    def __init__(self, mutants: list[Mutant], children: int, stop: float) -> None:
        self.mutants, self.children, self.stop = mutants, children, stop
        self.results: dict[Mutant, str] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        survey, names = self._survey(session), [item.nodeid for item in session.items]
        waiting, running = list(self.mutants), dict[int, Any]()
        while waiting or running:
            while waiting and len(running) < self.children and time.time() < self.stop:
                mutant = waiting.pop(0)
                tests = chosen(survey, names, mutant)
                running[self._start(session, mutant, tests, survey)] = mutant, time.time()
            self._end_one(running)
            if time.time() >= self.stop and not running:
                break
        return True

    def _start(self, session: pytest.Session, mutant: Mutant, tests: list[int], survey: Survey) -> int:
        child = os.fork()
        if child:
            return child
        seconds = int(20 + 10 * sum(survey.took[test] for test in tests))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        _silence()
        try:
            replace(mutant)
        except SyntaxError:
            os._exit(1)
        except BaseException:
            os._exit(4)
        os._exit(_run(session, [session.items[test] for test in tests]))

    def _end_one(self, running: dict[int, Any]) -> None:
        """Wait until one mutant has ended; end those that have waited for five minutes."""
        if not running:
            return
        child, status = os.waitpid(-1, os.WNOHANG)
        if child:
            mutant, _ = running.pop(child)
            code = os.waitstatus_to_exitcode(status)
            word = {0: "survived", 1: "killed", 4: "not run", 5: "no test"}.get(code, f"killed by {code}")
            self.results[mutant] = word
            print(f"{len(self.results):4} {word:9} {mutant.file}:{mutant.line} #{mutant.number}", flush=True)
            return
        for late, (_, began) in running.items():
            if time.time() - began > 300:
                os.kill(late, signal.SIGKILL)
        time.sleep(0.02)

    def _survey(self, session: pytest.Session) -> Survey:
        """Return which test executes which line, from the file of an earlier run where there is one."""
        names = [item.nodeid for item in session.items]
        if not KEPT.exists() or json.loads(KEPT.read_text())["names"] != names:
            KEPT.parent.mkdir(exist_ok=True)
            ends = [len(names) * part // self.children for part in range(self.children + 1)]
            parts = [range(*pair) for pair in pairwise(ends)]
            children = [_survey_of(session, part, f"{KEPT}.{part.start}") for part in parts]
            for child in children:
                os.waitpid(child, 0)
            KEPT.write_text(json.dumps({"names": names} | _joined([f"{KEPT}.{part.start}" for part in parts])))
        kept = json.loads(KEPT.read_text())
        return Survey(kept["lines"], kept["took"])


def chosen(survey: Survey, names: list[str], mutant: Mutant) -> list[int]:
    """Return the tests that execute the line and those of its folder, these first, the quick before the slow."""
    path = pathlib.Path(mutant.file.replace("xos_cli", "tests", 1))
    folder = f"{next(above.relative_to(TOP) for above in (TOP / path).parents if above.is_dir())}/"
    lines = survey.lines.get(mutant.file, {})
    executing = set(lines.get(str(mutant.line), ()))
    own = {number for number, name in enumerate(names) if name.startswith(folder)}
    order = sorted(executing | own, key=lambda t: (t not in executing, t not in own, survey.took[t]))
    tests, spent = list[int](), 0.0
    for test in order:
        spent += survey.took[test]
        if spent > BUDGET and tests:
            break
        tests.append(test)
    return tests


def _run(session: pytest.Session, items: list[pytest.Item]) -> int:
    """Run the tests until one fails: 1 where one has, 0 where none has, 5 where there is none."""
    session.config.option.maxfail = 1
    for item, following in zip(items, [*items[1:], None], strict=True):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return 1
    return 0 if items else 5


def _silence() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)


def _survey_of(session: pytest.Session, part: range, path: str) -> int:
    """Run a part of the tests in a process of its own, and write what they executed to *path*."""
    child = os.fork()
    if child:
        return child
    _silence()
    meter = coverage.Coverage(data_file=None, include=[f"{TOP}/xos_cli/*"], config_file=False)
    took, items = dict[int, float](), session.items
    meter.start()
    for number in part:
        meter.switch_context(str(number))
        began = time.process_time()
        following = items[number + 1] if number + 1 in part else None
        failed = session.testsfailed
        session.config.hook.pytest_runtest_protocol(item=items[number], nextitem=following)
        took[number] = time.process_time() - began if session.testsfailed == failed else 1e9
    meter.stop()
    data, lines = meter.get_data(), dict[str, dict[int, list[int]]]()
    for file in data.measured_files():
        found = data.contexts_by_lineno(file)
        lines[os.path.relpath(file, TOP)] = {line: [int(t) for t in tests if t] for line, tests in found.items()}
    pathlib.Path(path).write_text(json.dumps({"lines": lines, "took": took}))
    os._exit(0)


def _joined(paths: list[str]) -> dict[str, Any]:
    lines: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    took: dict[int, float] = {}
    for path in paths:
        part = json.loads(pathlib.Path(path).read_text())
        took |= {int(number): seconds for number, seconds in part["took"].items()}
        for file, found in part["lines"].items():
            for line, tests in found.items():
                lines[file][line] += tests
    return {"lines": lines, "took": [took[number] for number in sorted(took)]}


class Changed(SourceFileLoader):
    """Import a module from the source of a mutant, in a process that has not imported it yet."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant.module, str(TOP / mutant.file))
        self.mutant = mutant

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.mutant.source, self.path, "exec")

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        """Return where the module is, when it is the mutant's; the other modules are found as ever."""
        return spec_from_file_location(name, self.path, loader=self) if name == self.mutant.module else None


def again(file: str, number: int) -> int:
    """Return how pytest ends with one mutant in all that runs, imports too: 0 where it survives."""
    [mutant] = _mutants(file, [number])
    sys.meta_path.insert(0, Changed(mutant))
    kept = json.loads(KEPT.read_text())
    tests = [kept["names"][test] for test in chosen(Survey(kept["lines"], kept["took"]), kept["names"], mutant)]
    return pytest.main(["-q", "-x", "--tb=no", *CONFIG["pytest_add_cli_args"], *tests])


def program() -> None:
    """Draw, run and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--seed", type=int, default=1103)
    options.add_argument("--count", type=int, default=300)
    options.add_argument("--children", type=int, default=2)
    options.add_argument("--minutes", type=float, default=60.0)
    options.add_argument("--again", nargs=2, metavar=("FILE", "NUMBER"))
    asked = options.parse_args()
    if asked.again:
        raise SystemExit(again(asked.again[0], int(asked.again[1])))
    stop = time.time() + 60 * asked.minutes
    os.chdir(TOP)
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = tempfile.mkdtemp()
    every, mutants = drawn(asked.seed, asked.count)
    print(f"{every} mutants in {len(files())} files, {len(mutants)} drawn with seed {asked.seed}", flush=True)
    run = Run(mutants, asked.children, stop)
    arguments = ["-q", "--tb=no", "-s", *CONFIG["pytest_add_cli_args"], *CONFIG["pytest_add_cli_args_test_selection"]]
    pytest.main(arguments, plugins=[run])
    for mutant, word in sorted(run.results.items()):
        if not word.startswith("killed"):
            print(f"\n{mutant.file}:{mutant.line} #{mutant.number} {mutant.function}: {word}\n{mutant.change}")
    print(dict(Counter(run.results.values())), f"{len(mutants) - len(run.results)} not run")


if __name__ == "__main__":
    sys.path.insert(0, str(TOP / "tests"))
    program()
