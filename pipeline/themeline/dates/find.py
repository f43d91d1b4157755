"""Find the temporal expressions of a document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from themeline.dates.clause import Clause
from themeline.dates.compose import join_ranges
from themeline.dates.context import Context
from themeline.dates.dayorder import day_comes_first
from themeline.dates.filters import Judge, outermost
from themeline.dates.found import Found
from themeline.dates.genre import guess_genre
from themeline.dates.lexeme import Lexeme
from themeline.dates.matcher import Match, matches_at
from themeline.dates.meanings import read
from themeline.dates.names import NameIndex
from themeline.dates.periods import Period
from themeline.dates.reading import NOTHING
from themeline.dates.rules import DateRules
from themeline.dates.series import split_series
from themeline.dates.settings import DateSettings
from themeline.dates.stretches import stretches
from themeline.dates.surroundings import REACH, Surroundings
from themeline.language import ParsedDocument
from themeline.tables import Entity, Sentence, TemporalExpression

ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
PARAGRAPH = re.compile(r"\n\s*\n")


def find_dates(
    parsed: ParsedDocument, rules: DateRules, settings: DateSettings, entities: Sequence[Entity] = ()
) -> list[TemporalExpression]:
    """Find and normalise the temporal expressions of a document's sentences.

    Args:
        parsed: The document and its parse; `document.published` is what "last year" leans on.
        rules: The compiled rules.
        settings: Genre and order of numeric dates.
        entities: The named entities; a year inside the name of a law, policy or event is marked as its part.

    Returns:
        The expressions in order of their offsets, without overlap.
    """
    document = parsed.document
    genre = settings.genre if settings.genre != "auto" else guess_genre(document.text, document.published)
    context = Context(published_period(document.published), genre, day_comes_first(document.text, settings))
    names = NameIndex(entities)
    found: list[TemporalExpression] = []
    end = 0
    for sentence, last in stretches(parsed):
        if PARAGRAPH.search(document.text, end, sentence.start):
            context.new_paragraph()
        end = sentence.end
        if rules.triggers.hit(sentence.text, narrative=genre == "narrative", small_years=context.small_years):
            context.new_sentence()
            pieces = list(_read_sentence(parsed, sentence, rules, context))
            pieces = join_ranges(pieces, sentence.text) if genre == "abstract" else pieces
            records = [piece.record(sentence, names) for piece in pieces if piece.reading is not NOTHING]
            found.extend(_at_home(record, last) for record in records)
    return found


def _at_home(record: TemporalExpression, last: Sentence) -> TemporalExpression:
    """Give a record that begins in the last sentence of a stretch the number of that sentence."""
    at_home = record.sentence == last.sentence or record.start < last.start
    return record if at_home else replace(record, sentence=last.sentence)


def published_period(published: str) -> Period | None:
    """Read a document's date; None when there is none."""
    match = ISO.match(published)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    return Period("day" if day else "month" if month else "year", year, month, day)


def _read_sentence(parsed: ParsedDocument, sentence: Sentence, rules: DateRules, context: Context) -> Iterator[Found]:
    lexemes = rules.lexer.lex(sentence.text)
    codes = "".join(lexeme.code for lexeme in lexemes)
    lead = parsed.document.text[max(0, sentence.start - REACH) : sentence.start]
    judge = Judge(Surroundings(parsed.parse, sentence.text, sentence.start, lead), rules, context.genre)
    place = 0
    while place < len(codes):
        if not rules.candidates.at(codes, place):
            place += 1
            continue
        found, place = _read_place(place, codes, lexemes, judge, rules, context)
        yield from found


def _read_place(
    place: int, codes: str, lexemes: Sequence[Lexeme], judge: Judge, rules: DateRules, context: Context
) -> tuple[list[Found], int]:
    """Return what is read at a place, and the place to go on from."""
    for match in matches_at(place, codes, lexemes, rules, context.genre):
        start, end = outermost(lexemes, match.first, match.last)
        if not judge.accepts(match, start, end) or _is_outdone(match, place, codes, lexemes, judge, rules, context):
            continue
        parts = split_series(match, lexemes) if match.pattern.gives == "series" else [match]
        found = _read_parts(parts, lexemes, judge, rules, context)
        if found:
            return found, match.last
    return [], place + 1


def _is_outdone(
    match: Match, place: int, codes: str, lexemes: Sequence[Lexeme], judge: Judge, rules: DateRules, context: Context
) -> bool:
    """Say whether a match that needs what stands before it is shorter than one that does not."""
    if match.first == place:
        return False
    rivals = matches_at(match.first, codes, lexemes, rules, context.genre)
    longer = (rival for rival in rivals if rival.last > match.last)
    return any(judge.accepts(rival, *outermost(lexemes, rival.first, rival.last)) for rival in longer)


def _read_parts(
    parts: Sequence[Match], lexemes: Sequence[Lexeme], judge: Judge, rules: DateRules, context: Context
) -> list[Found]:
    found, around = [], judge.around
    for part in parts:
        start, end = outermost(lexemes, part.first, part.last)
        context.clause = Clause(around.parse, around.offset + start, around.offset + end)
        reading = read(part, context, rules)
        if reading is None:
            return []
        if reading is NOTHING:
            return [Found(start, end, reading)]
        if reading.period is not None and reading.type in ("DATE", "TIME"):
            context.note(reading.end or reading.period)
        found.append(Found(start, end, reading))
    return found
