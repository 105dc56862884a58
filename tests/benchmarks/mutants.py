"""Draw mutants of the code and print which of them no test notices: ``python tests/benchmarks/mutants.py``.

The mutants are those of mutmut (``pip install -e '.[test,mutation]'``), in the modules that ``[tool.mutmut]`` of
pyproject.toml names.  They are not run by ``mutmut run``: its trampolines make every call several times slower, and a
test that looks at a signature sees the trampoline.  Here pytest collects the tests once; a first run notes with
coverage which test executes which line; then each mutant has a process of its own, a fork in which only the code of
one function is replaced, and in which the tests of its line run, those of its own folder first, until one fails.
What runs while modules are imported is thus not replaced, nor what other programs run: a survivor is run again with
``--again``, in a copy of the program that has the change.  A mutant with which a test takes more than ten times its
time of the processor counts as killed.

``--seed`` and ``--count`` say which mutants are drawn: the same in every version that has the same functions.
``--after`` names the output of an earlier run of the same code, whose killed mutants are not run again.
"""

import argparse
import ast
import difflib
import fnmatch
import hashlib
import importlib
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import repeat
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
FAILED = 1e9  # what a test "took" that fails without any mutant in a fork; no mutant is killed by it
BUDGET = 15.0  # seconds that the tests of one mutant took in the first run; the slowest are left out


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
    """What the first run of the tests showed.  A test's name has a digest of its file, so that a new text is run."""

    source: str  # a digest of the mutated modules
    lines: dict[str, dict[str, list[int]]]  # file -> line -> the tests that execute it, as places in *names*
    names: list[str]
    took: dict[str, float]  # seconds of each test; of those that are not collected any more too


def files() -> list[str]:
    """Return the modules that pyproject.toml gives to mutmut."""
    found = (str(path.relative_to(TOP)) for path in sorted((TOP / "xos_cli").rglob("*.py")))
    return [file for file in found if any(fnmatch.fnmatch(file, glob) for glob in CONFIG["only_mutate"])]


def changes(file: str) -> tuple[libcst.Module, list[Any]]:
    """Return a file's syntax tree and the changes that mutmut makes in its functions."""
    module, mutations, _, _ = create_mutations(file, (TOP / file).read_text(encoding="utf-8"))
    return module, [m for m in mutations if isinstance(m.contained_by_top_level_function, libcst.FunctionDef)]


def drawn(seed: int, count: int) -> tuple[int, list[Mutant]]:
    """Return how many mutants there are, and those that the seed draws, by file.

    Each mutant has a number that depends on the seed, its function and its change alone, and those of the lowest
    numbers are drawn: where the code has not changed, a later version of the program has the same mutants drawn.
    """
    with ProcessPoolExecutor(2) as pool:
        names = files()
        lots = [lot for found in pool.map(_lots, names, repeat(seed), chunksize=4) for lot in found]
        numbers: dict[str, list[int]] = defaultdict(list)
        for _, file, number in sorted(lots)[:count]:
            numbers[file].append(number)
        found = pool.map(_mutants, numbers.keys(), map(sorted, numbers.values()), chunksize=4)
        return len(lots), sorted(mutant for mutants in found for mutant in mutants)


def _lots(file: str, seed: int) -> list[tuple[str, str, int]]:
    """Return the lot, the file and the number of each mutant of a file."""
    module, found = changes(file)
    names, seen, lots = _names(module), Counter[str](), list[tuple[str, str, int]]()
    for number, change in enumerate(found):
        before, after = module.code_for_node(change.original_node), module.code_for_node(change.mutated_node)
        text = f"{seed} {file} {names[change.contained_by_top_level_function]} {before} {after}"
        lots.append((hashlib.sha256(f"{text} {seen[text]}".encode()).hexdigest(), file, number))
        seen[text] += 1
    return lots


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
        survey = self._survey(session)
        items = {key_of(item.nodeid): item for item in session.items}
        waiting, running = list(self.mutants), dict[int, Any]()
        while waiting or running:
            while waiting and len(running) < self.children and time.time() < self.stop:
                mutant = waiting.pop(0)
                tests = chosen(survey, mutant)
                chain = [(items[test], survey.took[test]) for test in tests]
                running[self._start(session, mutant, chain)] = mutant, time.time()
            self._end_one(running)
            if time.time() >= self.stop and not running:
                break
        return True

    def _start(self, session: pytest.Session, mutant: Mutant, chain: list[tuple[pytest.Item, float]]) -> int:
        child = os.fork()
        if child:
            return child
        _silence()
        try:
            replace(mutant)
        except SyntaxError:
            os._exit(1)
        except BaseException:
            os._exit(4)
        os._exit(_run(session, chain))

    def _end_one(self, running: dict[int, Any]) -> None:
        """Wait until one mutant has ended; end those that have waited for ten minutes."""
        if not running:
            return
        child, status = os.waitpid(-1, os.WNOHANG)
        if child:
            mutant, _ = running.pop(child)
            code = os.waitstatus_to_exitcode(status)
            word = {0: "survived", 1: "killed", 4: "not run", 5: "no test", -9: "late"}.get(code, f"killed by {code}")
            self.results[mutant] = word
            print(f"{len(self.results):4} {word:9} {mutant.file}:{mutant.line} #{mutant.number}", flush=True)
            return
        for late, (_, began) in running.items():
            if time.time() - began > 600:
                os.kill(late, signal.SIGKILL)
        time.sleep(0.02)

    def _survey(self, session: pytest.Session) -> Survey:
        """Return which test executes which line; only the tests that no earlier run has surveyed are run."""
        survey, items = kept(), {key_of(item.nodeid): item for item in session.items}
        missing = [key for key in items if key not in survey.took]
        if missing:
            KEPT.parent.mkdir(exist_ok=True)
            parts = [missing[number :: self.children] for number in range(self.children)]
            paths = [f"{KEPT}.{number}" for number in range(self.children)]
            children = [_survey_of([items[k] for k in part], path) for part, path in zip(parts, paths, strict=True)]
            for child in children:
                os.waitpid(child, 0)
            survey = joined([survey, *(Survey(**json.loads(pathlib.Path(path).read_text())) for path in paths)])
            KEPT.write_text(json.dumps(survey._asdict()))
        there = {key: took for key, took in survey.took.items() if key in items}
        return survey._replace(took=there)


def key_of(test: str) -> str:
    """Return the name under which a test is kept, which changes with its file."""
    return f"{test}@{_file_digest(test.partition('::')[0])}"


@cache
def source() -> str:
    """Return a digest of the modules that mutants are made of."""
    return _digest(files())


@cache
def _file_digest(path: str) -> str:
    return _digest([path])


def _digest(paths: Iterable[str]) -> str:
    return hashlib.sha256(b"".join((TOP / path).read_bytes() for path in paths)).hexdigest()[:12]


def kept() -> Survey:
    """Return what earlier runs found, if the code is still the same."""
    found = Survey(**json.loads(KEPT.read_text())) if KEPT.exists() else None
    return found if found and found.source == source() else Survey(source(), {}, [], {})


def joined(parts: list[Survey]) -> Survey:
    """Return several surveys of the same code as one."""
    lines: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    names: list[str] = []
    for part in parts:
        for file, found in part.lines.items():
            for line, tests in found.items():
                lines[file][line] += [len(names) + test for test in tests]
        names += part.names
    return Survey(source(), lines, names, {key: seconds for part in parts for key, seconds in part.took.items()})


def chosen(survey: Survey, mutant: Mutant) -> list[str]:
    """Return the tests that execute the line and those of its folder, these first, the quick before the slow."""
    path = pathlib.Path(mutant.file.replace("xos_cli", "tests", 1))
    folder = f"{next(above.relative_to(TOP) for above in (TOP / path).parents if above.is_dir())}/"
    lines = survey.lines.get(mutant.file, {})
    usable = {key for key, seconds in survey.took.items() if seconds < FAILED}
    executing = {survey.names[number] for number in lines.get(str(mutant.line), ())} & usable
    own = {key for key in usable if key.startswith(folder)}
    order = sorted(executing | own, key=lambda t: (t not in executing, t not in own, survey.took[t]))
    tests, spent = list[str](), 0.0
    for test in order:
        spent += survey.took[test]
        if spent > BUDGET and tests:
            break
        tests.append(test)
    return tests


def _run(session: pytest.Session, chain: list[tuple[pytest.Item, float]]) -> int:
    """Run tests, each with the seconds it takes, until one fails: 1 where one has, 0 where none has, 5 without any."""
    session.config.option.maxfail = 1
    items = [item for item, _ in chain]
    for (item, took), following in zip(chain, [*items[1:], None], strict=True):
        seconds = int(time.process_time() + 10 + 10 * took)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return 1
    return 0 if items else 5


def _silence() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)


def _survey_of(items: list[pytest.Item], path: str) -> int:
    """Run tests in a process of its own, and write what they executed to *path*."""
    child = os.fork()
    if child:
        return child
    _silence()
    meter = coverage.Coverage(data_file=None, include=[str(TOP / file) for file in files()], config_file=False)
    took, names = dict[str, float](), [key_of(item.nodeid) for item in items]
    meter.start()
    for number, (item, following) in enumerate(zip(items, [*items[1:], None], strict=True)):
        meter.switch_context(str(number))
        began, failed = time.process_time(), item.session.testsfailed
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        took[names[number]] = time.process_time() - began if item.session.testsfailed == failed else FAILED
    meter.stop()
    data, lines = meter.get_data(), dict[str, dict[str, list[int]]]()
    for file in data.measured_files():
        found = data.contexts_by_lineno(file)
        lines[os.path.relpath(file, TOP)] = {str(line): [int(t) for t in tests if t] for line, tests in found.items()}
    pathlib.Path(path).write_text(json.dumps(Survey(source(), lines, names, took)._asdict()))
    os._exit(0)


def _still(survey: Survey) -> Survey:
    """Return a survey without the tests whose files have changed since."""
    there = {key: took for key, took in survey.took.items() if _is_there(key.rpartition("@")[0], key)}
    return survey._replace(took=there)


def _is_there(test: str, key: str) -> bool:
    return (TOP / test.partition("::")[0]).exists() and key_of(test) == key


def again(file: str, number: int) -> int:
    """Return how pytest ends in a copy of the program that has one mutant: 0 where it survives."""
    [mutant] = _mutants(file, [number])
    print(f"{mutant.file}:{mutant.line} {mutant.function}\n{mutant.change}", flush=True)
    tests = [key.rpartition("@")[0] for key in chosen(_still(kept()), mutant)]
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, "program")
        shutil.copytree(TOP, copy, ignore=shutil.ignore_patterns(".*", "mutants", "__pycache__"))
        if (TOP.parent / "shared").exists():  # the captures of real switches
            os.symlink(TOP.parent / "shared", copy.parent / "shared")
        (copy / file).write_text(mutant.source, encoding="utf-8")
        more = ["tests/serve/test_program.py"] if file.startswith("xos_cli/serve/") else []
        command = [sys.executable, "-m", "pytest", "-q", "-x", "--tb=no", "-p", "no:cacheprovider", *tests, *more]
        return subprocess.run(command, cwd=copy, env=os.environ | {"PYTHONPATH": str(copy)}).returncode


def _killed(outputs: Iterable[str]) -> set[tuple[str, int]]:
    """Return file and number of the mutants that were killed by the output of earlier runs."""
    lines = [line.split() for output in outputs for line in pathlib.Path(output).read_text().splitlines()]
    ended = [words for words in lines if len(words) > 3 and words[0].isdigit() and words[1] == "killed"]
    return {(words[-2].rpartition(":")[0], int(words[-1].removeprefix("#"))) for words in ended}


def program() -> None:
    """Draw, run and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--seed", type=int, default=1103)
    options.add_argument("--count", type=int, default=300)
    options.add_argument("--children", type=int, default=2)
    options.add_argument("--minutes", type=float, default=60.0)
    options.add_argument("--after", action="append", default=[], metavar="OUTPUT")
    options.add_argument("--again", nargs=2, metavar=("FILE", "NUMBER"))
    asked = options.parse_args()
    if asked.again:
        raise SystemExit(again(asked.again[0], int(asked.again[1])))
    stop = time.time() + 60 * asked.minutes
    os.chdir(TOP)
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = tempfile.mkdtemp()
    every, mutants = drawn(asked.seed, asked.count)
    print(f"{every} mutants in {len(files())} files, {len(mutants)} drawn with seed {asked.seed}", flush=True)
    killed = [mutant for mutant in mutants if (mutant.file, mutant.number) in _killed(asked.after)]
    run = Run([mutant for mutant in mutants if mutant not in killed], asked.children, stop)
    run.results = dict.fromkeys(killed, "killed")
    arguments = ["-q", "--tb=no", "-s", *CONFIG["pytest_add_cli_args"], *CONFIG["pytest_add_cli_args_test_selection"]]
    pytest.main(arguments, plugins=[run])
    for mutant, word in sorted(run.results.items()):
        if not word.startswith("killed"):
            print(f"\n{mutant.file}:{mutant.line} #{mutant.number} {mutant.function}: {word}\n{mutant.change}")
    print(dict(Counter(run.results.values())), f"{len(mutants) - len(run.results)} not run")


if __name__ == "__main__":
    sys.path.insert(0, str(TOP / "tests"))
    program()
