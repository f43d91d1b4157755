"""Make the shipped models from the labelled sentences: `python -m themeline.themes.train_default`."""

from themeline.resources import data_path
from themeline.themes.codebook import default_codebook
from themeline.themes.encoders import load_encoder
from themeline.themes.labels import read_passages
from themeline.themes.model import save_model
from themeline.themes.training import train


def main() -> None:
    """Train on `corpus/labelled/*.jsonl` and write `models/themes/`."""
    passages = read_passages(data_path("corpus", "labelled").glob("*.jsonl"))
    model = train(passages, default_codebook(), load_encoder("default"))
    save_model(model, data_path("models", "themes") / "default")


if __name__ == "__main__":
    main()
