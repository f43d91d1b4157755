# Two commands on a fresh machine with Python 3.11: `make demo` and `make test`.
# The locks are whole, so pip installs them without resolving: with `--no-deps`, a new release of something that is
# required with an extra (`coverage[toml]`) cannot break the installation.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
DEMO := workspace/demo
TESTS ?= tests

AXE_VERSION := 4.14.1
AXE_SHA256 := 29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c
AXE := $(VENV)/axe-core-$(AXE_VERSION).min.js

.PHONY: demo test check bench faults fuzz browser axe screenshots themes-models lock licences sbom audit reproducible clean

demo: $(VENV)/.runtime
	$(BIN)/themeline run corpus/samples/theses.jsonl --corpus theses --workspace $(DEMO)
	$(BIN)/themeline run corpus/samples/strategies.jsonl --corpus strategies --workspace $(DEMO)
	$(BIN)/themeline run corpus/samples/speeches.jsonl --corpus speeches --workspace $(DEMO)
	$(BIN)/themeline compare strategies speeches --workspace $(DEMO)
	@echo
	@echo "keyword report: $(abspath $(DEMO)/reports/theses.html)"
	@echo "comparison:     $(abspath $(DEMO)/reports/strategies-vs-speeches.html)"

test: $(VENV)/.dev browser axe
	THEMELINE_AXE=$(abspath $(AXE)) THEMELINE_ARTEFACTS=tests/artifacts $(BIN)/python -m pytest $(TESTS) -n 2 --dist loadgroup --cov --cov-report=term:skip-covered --cov-report=

# Two hundred faults (docs/trust.md): about an hour on two cores. Only root can fill a disk; the rest is for anybody.
SEED ?= 1127
FAULTS ?= 200
faults: $(VENV)/.dev
	$(BIN)/python -u -m tests.faults --count $(FAULTS) --seed $(SEED) --verbose

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Every figure of speed, ours beside stock spaCy, into bench/results.md with drawings; wants an idle machine and the data
# folder. `QUICK=1` is a look of a few minutes that leaves bench/results.md alone.
SHARED ?= ../shared
SIZES ?=
bench: $(VENV)/.dev
	$(BIN)/python bench/all.py --shared $(SHARED) $(if $(SIZES),--sizes $(SIZES)) $(if $(QUICK),--quick)

# Fuzzes whatever takes a stranger's file: MINUTES for each of some forty TARGETS (all without one), without a network
# where the system can take it away. FOLDER adds real files to begin from.
MINUTES ?= 10
NO_NETWORK = $(shell unshare --net true 2>/dev/null && echo unshare --net)
fuzz: $(VENV)/.fuzz
	$(NO_NETWORK) $(BIN)/python bench/fuzz.py $(TARGETS) --minutes $(MINUTES) --seed $(SEED) $(if $(FOLDER),--folder $(FOLDER))

# The browser tests need Debian's chromium; where it cannot be installed they skip and say so.
browser:
	@command -v chromium >/dev/null 2>&1 || { command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] \
		&& apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium chromium-driver >/dev/null; } \
		|| echo "chromium is not here and cannot be installed: the browser tests will skip"

# axe-core (MPL-2.0, for the accessibility tests alone, not shipped) comes by npm and is checked by its hash; where it
# cannot be had, those tests skip and say so.
axe:
	@test -s $(AXE) || { command -v npm >/dev/null 2>&1 && d=$$(mktemp -d) \
		&& npm pack --silent --fetch-retries=1 --fetch-timeout=30000 --pack-destination $$d axe-core@$(AXE_VERSION) >/dev/null 2>&1 \
		&& tar -xzOf $$d/axe-core-$(AXE_VERSION).tgz package/axe.min.js > $(AXE) \
		&& echo "$(AXE_SHA256)  $(AXE)" | sha256sum --check --status; } \
		|| { rm -f $(AXE); echo "axe-core cannot be fetched by npm: the accessibility tests will skip"; }

$(VENV)/.runtime: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

# The shipped themes models anew, 17 minutes of one processor: `make themes-models TEXTS=FOLDER EVALUATION=FILE`.
# TEXTS holds English policy texts without labels; a document with a sentence of EVALUATION (JSONL, rows with
# `sentences`) is left out. `pip` must know PyTorch's own index of builds without CUDA.
TRAINING := .venv-training
themes-models: $(TRAINING)/.made
	@test -d "$(TEXTS)" || { echo "Name a folder of texts: make themes-models TEXTS=FOLDER EVALUATION=FILE"; exit 2; }
	OMP_NUM_THREADS=1 $(TRAINING)/bin/python -m themeline.themes.train_accurate $(TEXTS) $(EVALUATION)
	OMP_NUM_THREADS=1 $(TRAINING)/bin/python -m themeline.themes.train_default $(TEXTS) $(EVALUATION)

$(TRAINING)/.made: requirements-training.lock pyproject.toml
	test -x $(TRAINING)/bin/python || $(PYTHON) -m venv $(TRAINING)
	$(TRAINING)/bin/python -m pip install --quiet --no-deps --require-hashes -r requirements-training.lock
	$(TRAINING)/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.fuzz: requirements-fuzz.lock $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-fuzz.lock
	touch $@

# Writes the locks anew; needs `uv`, which must know where PyTorch's builds without CUDA are. Hashes, no hosts.
LOCK := uv pip compile --generate-hashes --no-emit-index-url --no-emit-find-links \
	--python-version 3.11 --no-header --no-annotate --quiet
lock:
	$(LOCK) pyproject.toml --group dev --extra accurate --extra cluster -o requirements-dev.lock
	$(LOCK) --group pyproject.toml:fuzz -o requirements-fuzz.lock
	$(LOCK) pyproject.toml --group build -c requirements-dev.lock -o requirements.lock
	$(LOCK) pyproject.toml --group build --group training --extra accurate -c requirements-dev.lock -o requirements-training.lock

# What an installation brings along: the licences (docs/licences.md), a bill of materials (CycloneDX), and whether any
# of it has a known vulnerability. The last asks a public service, by pip-audit in an environment of its own; where the
# service cannot be reached it says so and does not fail, since it has then found out nothing.
licences: $(VENV)/.dev
	$(BIN)/python bench/licences.py

sbom: $(VENV)/.dev
	$(BIN)/python bench/sbom.py dist/sbom.cdx.json

AUDIT := $(VENV)/audit
audit:
	@test -x $(AUDIT)/bin/pip-audit || { $(PYTHON) -m venv $(AUDIT) && $(AUDIT)/bin/pip install --quiet pip-audit; }
	@said=$$($(AUDIT)/bin/pip-audit --disable-pip --require-hashes -r requirements.lock 2>&1); code=$$?; \
		echo "$$said" | grep -v "could not be audited" | tail -n 40; \
		skipped=$$(echo "$$said" | grep -c "could not be audited"); \
		if [ $$skipped != 0 ]; then echo "audit: of $$skipped packages nothing is known to the service reached from here"; fi; \
		if [ $$code != 0 ] && echo "$$said" | grep -qE "ConnectionError|ServiceError|Max retries|HTTPError|timed out"; \
		then echo "audit: the vulnerability service cannot be reached; nothing was found out"; else exit $$code; fi

# Every pair of circumstances that must not matter meets at least once.
reproducible: $(VENV)/.dev
	THEMELINE_LONG=1 $(BIN)/python -m pytest tests/reproducible --timeout 7200

clean:
	rm -rf $(VENV) $(TRAINING) dist workspace

screenshots: $(VENV)/.dev demo browser
	$(BIN)/themeline compare theses strategies speeches --workspace $(DEMO) --quiet
	$(BIN)/python bench/screenshots.py $(DEMO)/reports docs/images
