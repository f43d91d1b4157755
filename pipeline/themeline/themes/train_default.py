"""Make the shipped models from the labelled sentences: `python -m themeline.themes.train_default [REPRESENTATION…]`."""

import sys

from themeline.resources import data_path
from themeline.themes.codebook import default_codebook
from themeline.themes.encoders import load_encoder
from themeline.themes.labels import read_passages
from themeline.themes.model import save_model
from themeline.themes.training import train


def main(representations: list[str]) -> None:
    """Train on `corpus/labelled/*.jsonl` and write `models/themes/`, one folder for each representation."""
    passages = read_passages(data_path("corpus", "labelled").glob("*.jsonl"))
    for representation in representations:
        model = train(passages, default_codebook(), load_encoder(representation), representation)
        save_model(model, data_path("models", "themes") / representation)


if __name__ == "__main__":
    main(sys.argv[1:] or ["default"])
