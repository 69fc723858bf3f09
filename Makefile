# make run | test | check | build | bench | clean.  Everything else follows from these.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test check build bench drill clean lock sbom licences audit chromium office nginx

run: .venv/run
	$(BIN)/dashboard serve

test: .venv/dev chromium office nginx
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: .venv/run
	$(BIN)/dashboard check

build: .venv/run
	$(BIN)/dashboard build

bench: .venv/dev chromium bench/.venv/ready
	$(BIN)/python bench/run.py $(BENCH)

# Three replicas behind nginx; one is killed, a version is published, a backup is restored, under load.
drill: .venv/dev nginx
	$(BIN)/python bench/drill.py

clean:
	rm -rf .venv bench/.venv bench/out data/build/run-*.duckdb .mypy_cache .pytest_cache .ruff_cache .hypothesis src/*.egg-info

.venv/run: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev: .venv/run requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $@

# After a change of requirements*.txt: every package with its version and the hashes of its files, for Python 3.11 and later.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
lock:
	test -x $(BIN)/uv || { $(PYTHON) -m venv .venv && $(PIP) $$(grep '^uv==' requirements-dev.txt); }
	$(BIN)/$(LOCK) --output-file requirements.lock requirements.txt
	$(BIN)/$(LOCK) --constraint requirements.lock --output-file requirements-dev.lock requirements-dev.txt

# What is installed, for those who keep lists: CycloneDX, licences, known vulnerabilities (asks a service on the internet).
sbom: .venv/dev
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --output-file sbom.cdx.json

licences: .venv/dev
	$(BIN)/pip-licenses --packages $$(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/\1/p' requirements.lock) --format markdown --output-file docs/licences.md

audit: .venv/dev
	$(BIN)/pip-audit --require-hashes --disable-pip --requirement requirements.lock

# Dash and Panel, which the measurements are against, in an environment of their own.
bench/.venv/ready: bench/baselines/requirements.txt
	test -x bench/.venv/bin/python || $(PYTHON) -m venv bench/.venv
	bench/.venv/bin/python -m pip install --quiet --disable-pip-version-check -r bench/baselines/requirements.txt
	touch $@

# The browser tests drive Debian's Chromium; a machine that has one (or sets CHROMIUM) needs nothing.
chromium:
	@test -n "$$CHROMIUM" || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	  || { $$(test $$(id -u) = 0 || echo sudo) apt-get update -qq && $$(test $$(id -u) = 0 || echo sudo) apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; }

# The files for Excel are read back by LibreOffice in Swedish; where it cannot be had, those tests are skipped and say so.
office:
	@command -v soffice >/dev/null \
	  || { $$(test $$(id -u) = 0 || echo sudo) apt-get update -qq && $$(test $$(id -u) = 0 || echo sudo) apt-get install -y -qq --no-install-recommends libreoffice-calc libreoffice-writer; } \
	  || echo "LibreOffice could not be installed; its tests are skipped"

# The proxy's configuration is tested with Debian's nginx; where it cannot be had, that test is skipped and says so.
nginx:
	@test -x /usr/sbin/nginx || command -v nginx >/dev/null \
	  || { $$(test $$(id -u) = 0 || echo sudo) apt-get update -qq && $$(test $$(id -u) = 0 || echo sudo) apt-get install -y -qq --no-install-recommends nginx-light openssl; } \
	  || echo "nginx could not be installed; its test is skipped"
