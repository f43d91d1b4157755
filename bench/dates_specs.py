"""Read the specifications of Microsoft's Recognizers one by one: dates_specs.py SPECS.jsonl [--list CLASS].

SPECS rows hold "id", "text", "dct" and "timex" with "start", "end", "type", "value" and "subtype". Each expected
expression gets one verdict, and so does each of ours where the specification has none. Prints the table of verdicts
by kind of expression as Markdown; `--list` prints the sentences of one verdict or reason instead. `--write FILE` keeps
the verdict on every specification (`bench/dates_specs.csv`): followed, or not and why.
"""

import argparse
import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dates_spec_reasons import reason

from dates import read_parsed
from themeline.dates import DateRules, DateSettings, find_dates
from themeline.tables import TemporalExpression

KINDS = ("date", "daterange", "set", "duration", "time", "timerange", "datetime", "datetimerange", "none")
FOLLOWED = frozenset(
    {
        "same",
        "same, without the preposition",
        "same value, other span",
        "same interval",
        "both ends of the interval, apart",
    }
)
LENGTH = re.compile(
    r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)(?:D|WE))?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?)?"
)
DAYS = (360, 30, 7, 1, 1 / 24, 1 / 1440)
INTERVAL = re.compile(r"\((\S+?),(\S+?),P\S+\)")
LEADS = re.compile(
    r"(?:(?:since|until|till|before|after|by|from|between|in|within|for|on|starting|beginning|around"
    r"|as (?:early|late) as|(?:later|more|less|greater) than|no later than)\b\s*(?:on |the )?)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Case:
    """One expression of a specification, or one that only we find; and what we made of it."""

    spec: str
    verdict: str
    kind: str
    sentence: str
    published: str
    expected: str
    ours: str

    @property
    def followed(self) -> bool:
        return self.verdict in FOLLOWED

    @property
    def reason(self) -> str:
        return "" if self.followed else reason((self.verdict, self.kind, *self.expected.rpartition(" = ")[::2]))


def overlaps(row: dict, e: TemporalExpression) -> bool:
    return row["start"] < e.end and e.start < row["end"]


def fits(pattern: str, value: str) -> bool:
    """Say whether a value is the expected one where that leaves a part of it open: XXXX-05-09 and 2017-05-09."""
    expected, _, hours = pattern.partition("T")
    expected = re.escape(expected).replace("XXXX\\-WXX\\-", r"(?:\d{4}-\d\d-\d\d|XXXX-WXX-)").replace("X", r"[\dX]")
    date, _, ours = value.partition("T")
    if pattern.startswith("XXXX-WXX-") and re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        return hours in (ours, ours.removesuffix(":00"))
    if (length := days(pattern)) is not None and length == days(value):
        return True
    return bool(re.fullmatch(expected, date) or (not expected and hours)) and hours in (ours, ours.removesuffix(":00"))


def days(value: str) -> float | None:
    """Return a length in days, so that PT1.5H is PT1H30M."""
    match = LENGTH.fullmatch(value)
    if match is None or not any(match.groups()):
        return None
    weekends = 2 if value.endswith("WE") else 1
    return round(sum(float(n) * size for n, size in zip(match.groups(), DAYS, strict=True) if n) * weekends, 6)


def verdict(row: dict, found: list[TemporalExpression]) -> tuple[str, str]:
    """Say how what we found differs from what a row of a specification expects."""
    mine = [e for e in found if overlaps(row, e)]
    ours = " + ".join(f"{e.text} = {e.value}" for e in mine)
    if not mine:
        return "not found", ours
    core = LEADS.sub("", row["text"]) if len(mine) == 1 else row["text"]
    value, best = row["value"] or "", max(mine, key=lambda e: min(e.end, row["end"]) - max(e.start, row["start"]))
    if any(value == e.value or fits(value, e.value) for e in mine):
        whole = best.text == row["text"] or best.text.lower() in (core.lower(), f"the {core}".lower())
        return (
            "same"
            if best.text == row["text"]
            else "same, without the preposition"
            if whole
            else "same value, other span"
        ), ours
    if interval := INTERVAL.fullmatch(value):
        return _interval(interval, best, mine), ours
    return ("several expressions for one" if len(mine) > 1 else "other value"), ours


def _interval(interval: re.Match[str], best: TemporalExpression, mine: list[TemporalExpression]) -> str:
    first = min((e.earliest for e in mine if e.earliest), default="")
    if best.type == "DURATION":
        return "a length where they have an interval"
    same_day, years = bool(first) and first[5:] == interval[1][5:10], (first[:4], "XXXX")
    if same_day and interval[1][:4] in years:
        return "same interval" if len(mine) == 1 else "both ends of the interval, apart"
    return "other interval" if len(mine) == 1 else "several expressions for one"


def judge(path: Path, cache: Path) -> Iterator[Case]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rules, settings = DateRules.load(), DateSettings(genre="news")
    for spec, parsed in zip(rows, read_parsed(path, cache), strict=True):
        found = find_dates(parsed, rules, settings)
        published = spec["dct"] or ""
        for row in spec["timex"]:
            said, ours = verdict(row, found)
            yield Case(
                spec["id"], said, row["subtype"], spec["text"], published, f"{row['text']} = {row['value']}", ours
            )
        for e in found:
            if not any(overlaps(row, e) for row in spec["timex"]):
                yield Case(spec["id"], "only ours", "none", spec["text"], published, "", f"{e.text} = {e.value}")


def table(cases: list[Case]) -> str:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for case in cases:
        counts[case.verdict][case.kind] += 1
    kinds = [kind for kind in KINDS if any(row[kind] for row in counts.values())]
    lines = [f"| verdict | {' | '.join(kinds)} | all |", "|---" * (len(kinds) + 2) + "|"]
    for name, row in sorted(counts.items(), key=lambda item: -sum(item[1].values())):
        lines.append(f"| {name} | {' | '.join(str(row[kind]) for kind in kinds)} | {sum(row.values())} |")
    return "\n".join(lines)


def summary(cases: list[Case], ids: Sequence[str]) -> dict[str, str]:
    """Return for each specification the reasons why it is not followed, empty where it is."""
    reasons: dict[str, list[str]] = {spec: [] for spec in ids}
    for case in cases:
        if not case.followed and case.reason not in reasons[case.spec]:
            reasons[case.spec].append(case.reason)
    return {spec: "; ".join(found) for spec, found in reasons.items()}


def write(path: Path, reasons: Mapping[str, str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["spec", "verdict", "reason"])
        writer.writerows([spec, "not followed" if found else "followed", found] for spec, found in reasons.items())


def reason_table(reasons: Mapping[str, str]) -> str:
    """Count the specifications by the first reason why they are not followed."""
    counts = Counter(found.partition("; ")[0] or "followed" for found in reasons.values())
    lines = ["| verdict | specifications |", "|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {count} |" for name, count in counts.most_common())])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("specs", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(".dates-cache"))
    parser.add_argument("--list", default="")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    cases = list(judge(options.specs, options.cache))
    ids = [json.loads(line)["id"] for line in options.specs.read_text(encoding="utf-8").splitlines()]
    reasons = summary(cases, ids)
    if options.write:
        write(options.write, reasons)
    if not options.list:
        print(table(cases), reason_table(reasons), sep="\n\n")
        return
    for case in cases:
        if options.list in (case.verdict, case.reason):
            print(f"{case.verdict}\t{case.kind}\t{case.published}\t{case.sentence}\t{case.expected}\t{case.ours}")


if __name__ == "__main__":
    main()
