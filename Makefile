# Two commands do everything on a fresh Debian 12 with the Swift toolchain: `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Tests of parts, without Asterisk. Those with sockets and time limits run apart from those that keep all processors busy.
SOCKETS := ^(AGITests|AMITests|AlertsTests|SwitchboardServerTests|CommandTests)\.
WIRE := --filter '$(SOCKETS)'
UNIT := --skip RealAsteriskTests --skip '$(SOCKETS)'
BENCH := --filter RealAsteriskTests.BenchTests
# Scenarios with Asterisk servers of their own run one after the other: all at once they would want more than two processors.
QUEUES := ^RealAsteriskTests\.Queue
CALLBACKS := ^RealAsteriskTests\.Callback
KILLS := ^RealAsteriskTests\.CallbackKill
BESIDES := ^RealAsteriskTests\.(Recording|Alert)
REAL := --filter RealAsteriskTests --skip RealAsteriskTests.BenchTests \
	--skip '$(QUEUES)' --skip '$(CALLBACKS)' --skip '$(BESIDES)'

.PHONY: help
help: ## What can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

.PHONY: dependencies
dependencies:
	@scripts/install-dependencies

.PHONY: build
build: dependencies ## Build everything, tests included
	@swift build --build-tests

.PHONY: lint
lint:
	@swift format lint --strict --recursive Package.swift Sources Tests

.PHONY: check
check: build lint ## Format, lint and unit tests: under a minute after a build
	@swift test --skip-build --disable-xctest $(WIRE)
	@swift test --skip-build --disable-xctest $(UNIT)

.PHONY: test
test: build lint ## Everything, on real Asterisk servers
	@swift test --skip-build --disable-xctest $(WIRE)
	@swift test --skip-build --disable-xctest $(UNIT)
	@root=$$(scripts/asterisk-root); echo "Asterisk: $$root"
	@swift test --skip-build --disable-xctest $(BENCH)
	@swift test --skip-build --disable-xctest --filter '$(BESIDES)'
	@swift test --skip-build --disable-xctest --filter '$(QUEUES)'
	@swift test --skip-build --disable-xctest --filter '$(CALLBACKS)' --skip '$(KILLS)'
	@swift test --skip-build --disable-xctest --filter '$(KILLS)'
	@swift test --skip-build --disable-xctest $(REAL)

.PHONY: demo
demo: dependencies ## The main job, told as a story; STAY=1 leaves it up for a softphone
	@swift build --product switchboard
	@swift build --product switchboard-demo
	@root=$$(scripts/asterisk-root); echo "Asterisk: $$root"
	@STAY="$(STAY)" "$$(swift build --show-bin-path)/switchboard-demo"

.PHONY: prompts
prompts: ## Make the spoken prompts anew from asterisk-conf/sounds/prompts.txt
	@scripts/make-prompts

.PHONY: format
format: ## Rewrite the sources in the house's format
	@swift format --in-place --recursive Package.swift Sources Tests

.PHONY: install
install: dependencies ## Release build into /usr/local/bin, with the systemd unit
	@swift build -c release --static-swift-stdlib --product switchboard
	@install -D -s -m 0755 "$$(swift build -c release --static-swift-stdlib --show-bin-path)/switchboard" "$(DESTDIR)/usr/local/bin/switchboard"
	@install -D -m 0644 packaging/switchboard.service "$(DESTDIR)/etc/systemd/system/switchboard.service"
	@test -e "$(DESTDIR)/etc/switchboard/switchboard.yaml" || \
	  install -D -m 0640 packaging/switchboard.yaml "$(DESTDIR)/etc/switchboard/switchboard.yaml"
