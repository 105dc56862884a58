"""The report by chapters: how many lines are known of each, how many are taken, and how many commands act.

To see it: ``python -m pytest -s tests/manuals/test_chapters.py``.
"""

from collections import Counter

from manuals.chapters import RULES, chapter_of, entry_of
from manuals.test_manual_lines import noted

from xos_cli.program.listing import rows

#: Lists whose lines are known, and whether they are taken here.
LISTS = {"binding.txt": True, "accepted.txt": True, "refused.txt": False}
#: Reasons of lines that are no whole lines, so that they are not counted as known.
NO_LINES = ("later release", "gone before 11.3", "in no manual of 11.x")


def known() -> tuple[Counter[str], Counter[str]]:
    """Count the lines that are known by chapter, and those that are taken."""
    lines, taken = Counter[str](), Counter[str]()
    for name, here in LISTS.items():
        for notation, *why in noted(name):
            if not here and why[0] not in NO_LINES:
                continue
            entry = entry_of(notation)
            chapter = chapter_of(entry.process if entry else "", notation)
            lines[chapter] += 1
            taken[chapter] += here
    return lines, taken


def test_every_chapter_has_lines() -> None:
    """Print the table of the chapters: each has commands, and no more taken lines than known ones."""
    lines, taken = known()
    ways: dict[str, Counter[str]] = {}
    for row in rows():
        ways.setdefault(chapter_of(row.process, row.command), Counter())[row.how] += 1
    chapters = sorted({*lines, *ways}, key=_place)
    print(f"\n{'chapter':<40}{'known':>7}{'taken':>7}{'commands':>10}{'acts':>6}{'kept':>6}{'rec.':>6}{'open':>6}")
    for chapter in chapters:
        how = ways.get(chapter, Counter())
        numbers = f"{how.total():>10}{how['acts']:>6}{how['kept']:>6}{how['recorded']:>6}{how['not measured']:>6}"
        print(f"{chapter:<40}{lines[chapter]:>7}{taken[chapter]:>7}{numbers}")
    total = sum(ways.values(), Counter())
    numbers = f"{total.total():>10}{total['acts']:>6}{total['kept']:>6}{total['recorded']:>6}{total['not measured']:>6}"
    print(f"{'all':<40}{lines.total():>7}{taken.total():>7}{numbers}")
    assert {chapter for chapter, _, _ in RULES} <= ways.keys()
    assert all(taken[chapter] <= lines[chapter] for chapter in lines)


def _place(chapter: str) -> int:
    return next((place for place, (name, _, _) in enumerate(RULES) if name == chapter), len(RULES))
