"""What the themes commands print: tables with intervals for people, plain rows for programs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from themeline.cli.show import Line

if TYPE_CHECKING:
    import pandas as pd

    from themeline.stages.theme_explanation import ExplainResult
    from themeline.stages.theme_measures import PrevalenceResult
    from themeline.stages.themes import EvaluationResult, TrainResult

Rows = list[dict[str, Any]]
LEAST_EFFECT = 0.01


def plain_rows(frame: "pd.DataFrame") -> Rows:
    """Return a table's rows for JSON, which has no NaN."""
    rows = frame.to_dict("records")
    return [{str(k): None if v != v else v for k, v in row.items()} for row in rows]  # NaN differs from itself


def number(value: object, digits: int = 2) -> str:
    """Return a number to be read, or a dash where it is not defined."""
    return "–" if value is None or value != value else f"{value:.{digits}f}"


def with_interval(row: Mapping[str, Any], name: str, low: str, high: str) -> str:
    """Return a value and its interval, as in `0.71 (0.60–0.79)`."""
    return f"{number(row[name])} ({number(row[low])}–{number(row[high])})"


def train_lines(done: "TrainResult") -> list[Line]:
    """Say what a model learnt from, and how to put it to use."""
    rows: Rows = [{"theme": theme, "sentences": count} for theme, count in done.positives.items()]
    said = f"learnt from {done.sentences:,} sentences of {done.documents:,} documents"
    lines: list[Line] = [("Labelled sentences", rows), said] if done.sentences else ["no labels: the codebook alone"]
    return [*lines, f"model: {done.folder}", "put it to use with these lines in themeline.toml:", done.settings]


def evaluation_lines(done: "EvaluationResult") -> list[Line]:
    """Show scores, what was taken for what, probabilities that hold, and what more labels would bring."""
    rows = [
        {"theme": row["theme"], "positives": row["positives"], "precision": number(row["precision"])}
        | {"recall": number(row["recall"]), "F1 (95 %)": with_interval(row, "f1", "f1_low", "f1_high")}
        for row in plain_rows(done.themes)
    ]
    lines: list[Line] = [(f"{done.sentences:,} sentences of {done.documents:,} documents", rows)]
    lines += [("Missed, and what was given instead", _confused(done.confusion))]
    pairs = [
        {"probability": f"{row['low']:.1f}–{row['high']:.1f}", "said": number(row["mean_probability"])}
        | {"held": number(row["observed_share"]), "pairs": row["pairs"]}
        for row in plain_rows(done.calibration)
        if row["pairs"]
    ]
    lines += [("Calibration: probabilities said, and how often they held", pairs)]
    if done.curve is not None:
        curve = [
            {"sentences": row["sentences"], "micro F1": number(row["micro_f1"]), "macro F1": number(row["macro_f1"])}
            for row in plain_rows(done.curve)
        ]
        lines += [("Learning curve", curve)]
    if done.chosen:
        lines += [
            f"{done.chosen:,} of the sentences were chosen because a model was unsure of them: on the whole corpus it "
            "does better than this; measure with labels from: themeline themes label --random"
        ]
    return lines


def evaluation_json(done: "EvaluationResult") -> dict[str, Any]:
    """Return an evaluation for programs."""
    confusion = {str(gold): {str(k): v for k, v in row.items()} for gold, row in done.confusion.T.to_dict().items()}
    return {
        "sentences": done.sentences,
        "documents": done.documents,
        "chosen": done.chosen,
        "themes": plain_rows(done.themes),
        "confusion": confusion,
        "calibration": plain_rows(done.calibration),
        "learning_curve": None if done.curve is None else plain_rows(done.curve),
    }


def agreement_lines(frame: "pd.DataFrame") -> list[Line]:
    """Show the agreement on each theme."""
    rows = []
    for row in plain_rows(frame):
        shown = {"theme": row["theme"], "sentences": row["sentences"], "agreement": number(row["agreement"])}
        shown["Krippendorff's alpha (95 %)"] = with_interval(row, "alpha", "alpha_low", "alpha_high")
        if "kappa" in row:
            shown["Cohen's kappa (95 %)"] = with_interval(row, "kappa", "kappa_low", "kappa_high")
        rows.append(shown)
    return [("Agreement", rows)]


def prevalence_lines(done: "PrevalenceResult") -> list[Line]:
    """Show how common themes are, and on what a correction rests."""
    rows = []
    for row in plain_rows(done.themes):
        shown = {"theme": row["theme"]}
        shown["sentences (95 %)"] = with_interval(row, "sentence_share", "sentence_low", "sentence_high")
        shown["documents (95 %)"] = with_interval(row, "document_share", "document_low", "document_high")
        if done.checked:
            shown["corrected (95 %)"] = with_interval(row, "corrected_share", "corrected_low", "corrected_high")
        rows.append(shown)
    lines: list[Line] = [(f"Shares of {done.sentences:,} sentences and {done.documents:,} documents", rows)]
    if done.checked:
        lines += [f"corrected by {done.checked:,} labelled sentences (Rogan and Gladen 1978)"]
    else:
        lines += ["not corrected for the model's errors: label a sample with: themeline themes label --random"]
    if done.chosen:
        lines += [f"{done.chosen:,} labelled sentences were left aside: a model had chosen them"]
    return lines


def explanation_lines(done: "ExplainResult") -> list[Line]:
    """Show for each theme which words and which labelled sentences spoke for it."""
    lines: list[Line] = [f"read in {done.document}" if done.document else "read by itself"]
    for found in done.explanations:
        given = "given" if found.given else "not given"
        needed = f", threshold {found.threshold:.2f}" if found.threshold else ""
        lines += ["", f"{found.theme}: {given}, probability {found.probability:.2f}{needed}"]
        by_name = {"for it": [w for w in found.words if w.effect > LEAST_EFFECT]}
        by_name["against it"] = [w for w in reversed(found.words) if w.effect < -LEAST_EFFECT]
        for name, words in by_name.items():
            lines += [f"  {name}: " + (", ".join(f"{w.word} {w.effect:+.2f}" for w in words[:8]) or "no single word")]
        if done.document:
            lines += [f"  its neighbours: {found.context:+.2f}"]
        lines += [
            f"  {'like' if s.has_theme else 'not of it, like'} {s.similarity:.2f}: {s.text}" for s in found.similar
        ]
    return lines


def _confused(confusion: "pd.DataFrame") -> Rows:
    """Return the ten commonest confusions."""
    pairs = [
        {"missed": str(gold), "given": str(given), "sentences": int(count)}
        for gold, row in confusion.iterrows()
        for given, count in row.items()
        if count
    ]
    return sorted(pairs, key=lambda pair: -int(str(pair["sentences"])))[:10]
