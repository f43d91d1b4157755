"""Numbers in words: "twenty-five" and "two hundred and six" become numbers, "nineteen ninety-six" a year."""

from collections.abc import Sequence

from themeline.dates.lexeme import Lexeme
from themeline.dates.lexicon import Lexicon

NUMBER, ORDINAL = "NUMBERWORD", "ORD"
SPOKEN_CENTURIES = range(16, 21)
SPOKEN_YEARS = range(10, 100)


def join_numbers(lexemes: Sequence[Lexeme], lexicon: Lexicon) -> list[Lexeme]:
    """Join runs such as "twenty-five", "two hundred and six" or "twenty-first" into one number or ordinal."""
    joined: list[Lexeme] = []
    place = 0
    while place < len(lexemes):
        run, end = _run(lexemes, place)
        if not run:
            joined.append(lexemes[place])
            place += 1
            continue
        joined.append(_joined(lexemes[place], lexemes[end - 1], run, lexicon))
        place = end
    return joined


def join_years(lexemes: Sequence[Lexeme], lexicon: Lexicon) -> list[Lexeme]:
    """Join "nineteen" and "ninety-six" into a year; "two thousand and fifteen" may be one as well as a number."""
    joined: list[Lexeme] = []
    for lexeme in lexemes:
        number = lexeme.values.get("NUM")
        before = joined[-1] if joined else None
        if number in SPOKEN_YEARS and before is not None and _is_century(before, lexeme):
            year = 100 * before.values["NUM"] + number
            joined[-1] = Lexeme(before.start, lexeme.end, lexicon.code(["YEAR"]), {"YEAR": year})
        elif _is_millennial(lexeme):
            joined.append(lexeme._replace(code=lexicon.code(["NUM", "YEAR"]), values={"NUM": number, "YEAR": number}))
        else:
            joined.append(lexeme)
    return joined


def _is_century(lexeme: Lexeme, following: Lexeme) -> bool:
    """Say whether a number in words may be the first half of a year; both halves are words, one space apart."""
    spoken = all(_is_spoken(each) for each in (lexeme, following))
    return spoken and lexeme.values["NUM"] in SPOKEN_CENTURIES and following.start == lexeme.end + 1


def _is_millennial(lexeme: Lexeme) -> bool:
    return _is_spoken(lexeme) and 2000 < lexeme.values["NUM"] < 2100


def _is_spoken(lexeme: Lexeme) -> bool:
    """Say whether a lexeme is a number in words: digits may be other things too."""
    return lexeme.values.keys() == {"NUM"}


def _run(lexemes: Sequence[Lexeme], place: int) -> tuple[list[Lexeme], int]:
    """Collect number words from a place on; an ordinal ends the run. The end is exclusive."""
    run: list[Lexeme] = []
    end = place
    while place < len(lexemes):
        lexeme = lexemes[place]
        if NUMBER in lexeme.values and (not run or _continues(run[-1].values[NUMBER], lexeme.values[NUMBER])):
            run.append(lexeme)
            end = place = place + 1
        elif run and ORDINAL in lexeme.values and _continues(run[-1].values[NUMBER], lexeme.values[ORDINAL]):
            return [*run, lexeme], place + 1
        elif run and ("DASH" in lexeme.values or ("and" in lexeme.values and run[-1].values[NUMBER] in (100, 1000))):
            place += 1
        else:
            break
    return run, end


def _continues(before: int, after: int) -> bool:
    return (before >= 20 and before % 10 == 0 and before < 100 and 0 < after < 10) or (
        after in (100, 1000, 10**6, 10**9) or (before >= 100 and after < before)
    )


def _joined(first: Lexeme, last: Lexeme, run: Sequence[Lexeme], lexicon: Lexicon) -> Lexeme:
    numbers = [lexeme.values.get(NUMBER, lexeme.values.get(ORDINAL)) for lexeme in run]
    total = current = 0
    for number in numbers:
        if number >= 1000:
            total, current = total + max(current, 1) * number, 0
        elif number == 100:
            current = max(current, 1) * 100
        else:
            current += number
    name = "ORD" if NUMBER not in last.values else "NUM"
    return Lexeme(first.start, last.end, lexicon.code([name]), {name: total + current})
