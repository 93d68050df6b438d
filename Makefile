# extract and test each set up all they need. To run on texts of your own: make extract ARGS="news/*.txt --out tables"
PYTHON ?= python3
PY := .venv/bin/python
READY := .venv/.ready
OFFLINE := --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --LabApp.news_url=None

.PHONY: extract test notebooks golden lint models bench mutants doctor verify clean

extract: $(READY)
	$(PY) -m pipeline extract --config configs/default.toml $(ARGS)

test: $(READY)
	$(PY) -m pytest -n 2 $(ARGS)

notebooks: $(READY)
	[ -f outputs/_manifest.json ] || $(PY) -m pipeline extract --config configs/default.toml
	$(PY) -m jupyterlab --notebook-dir . notebooks/01-first-look.ipynb $(OFFLINE) $(ARGS)

golden: $(READY)
	$(PY) tests/test_golden.py && $(PY) tests/test_tables.py && $(PY) tests/test_notebooks.py

lint: $(READY)
	$(PY) -m ruff check . && $(PY) -m ruff format --check .
	$(PY) -m mypy

models: $(READY)
	$(PY) -m pipeline models $(ENGINE)

doctor verify: $(READY)
	$(PY) -m pipeline $@

bench: $(READY)
	$(PY) -m bench.amounts $(ARGS)

mutants: $(READY)
	$(PY) -m pip install -q --disable-pip-version-check -r bench/requirements.txt
	$(PY) -m mutmut run --max-children 2; $(PY) -m mutmut results

clean:
	rm -rf .venv outputs/*

# torch first, by itself: its CPU build has no hash that is the same everywhere (README, "Set-up")
$(READY): requirements.lock
	$(PYTHON) -m venv --clear .venv
	$(PY) -m pip install -q --disable-pip-version-check torch==2.13.0
	$(PY) -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . && touch $@
