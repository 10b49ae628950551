# make run   the samples, served at the address that it prints
# make test  everything that must hold
# Both install what they need first (Debian packages, npm packages), and say so.

SAMPLES := geodata/samples/kyrgyzstan geodata/samples/kazakhstan
LISTEN ?= 127.0.0.1:8080
CARGO ?= cargo

.PHONY: run test test-slow check lint bench bench-peers bench-parts fuzz doc web build tools test-tools measure-pages report-picture gallery sample help
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

run: build ## Build everything and serve the samples; addresses without a dataset are about Kyrgyzstan
	target/release/kerben serve $(SAMPLES) --default kyrgyzstan --listen $(LISTEN)

build: tools web ## Build the release binary
	$(CARGO) build --release --locked -p kerben

web: server/web/dist/index.html ## Build the pages

server/web/dist/index.html: $(shell find server/web/src server/web/*.html server/web/*.json server/web/*.ts styles/words 2>/dev/null)
	cd server/web && npm ci --no-audit --no-fund && npm run build
	@touch $@

tools: ## Install what building needs
	@.ci/install build

test-tools: tools
	@.ci/install test

test: test-tools web ## Unit, end-to-end and browser tests
	.ci/test

test-slow: test-tools web ## What takes long: R, PostGIS, LibreOffice, Firefox, every control in every language
	@.ci/install slow
	.ci/test-slow

check: web ## The inner loop: formatting, clippy, the order of the rooms
	$(CARGO) fmt --all --check
	.ci/rooms
	$(CARGO) clippy --locked --workspace --all-targets -q -- -D warnings

lint: tools web ## Formatting, clippy, documentation, licences and advisories
	$(CARGO) fmt --all --check
	.ci/rooms
	$(CARGO) fmt --manifest-path fuzz/Cargo.toml --check
	$(CARGO) check --locked --quiet --manifest-path fuzz/Cargo.toml
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --workspace --no-deps
	cd server/web && npm run check
	@cargo deny --version > /dev/null 2>&1 || $(CARGO) install --locked cargo-deny
	$(CARGO) deny check bans licenses sources
	@if $(CARGO) deny fetch db; then $(CARGO) deny check advisories; \
	else echo "SKIPPED: the advisory database cannot be fetched from here; advisories are NOT checked"; fi

bench: build ## The server under load beside a bare one and other servers (about 20 minutes)
	.ci/install bench
	tests/bench/run

bench-peers: ## Install the servers that Kerben is compared with (about an hour)
	tests/bench/peers

bench-parts: ## Criterion benches of the library
	$(CARGO) bench --locked -p geodata

FUZZ_SECONDS ?= 600
fuzz: build ## Give every reader what a fuzzer makes up, ten minutes each
	@$(CARGO) fuzz --version > /dev/null 2>&1 || $(CARGO) install --locked cargo-fuzz
	fuzz/run $(FUZZ_SECONDS)

doc: tools web ## Documentation of the libraries
	$(CARGO) doc --locked --workspace --no-deps

gallery: build ## Make the pictures of docs/gallery.md anew
	docs/gallery/make target/release/kerben

measure-pages: build ## How heavy the first view of a map is, and when it is painted on a slow phone
	npm ci --silent --prefix tests/browser
	npm ci --silent --prefix tests/browser/lighthouse
	KERBEN_BIN=target/release/kerben tests/browser/measure

report-picture: web ## Make the picture of a report in the readme anew
	$(CARGO) build --locked -p kerben && npm ci --silent --prefix tests/browser
	KERBEN_BIN=$(or $(CARGO_TARGET_DIR),target)/debug/kerben PICTURE=docs/report.png node --test tests/browser/report.test.mjs

sample: ## Make the samples anew (same bytes)
	for sample in $(SAMPLES); do $$sample/generate.sh || exit 1; done
