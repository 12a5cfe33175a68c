# Fyrtio: `make demo` shows it, `make test` proves it. `make help` lists the rest.
#
# Every build uses the same tags and C flags, so that SQLite and GLFW are
# compiled once (4-6 minutes on 2 cores) and come from Go's cache afterwards.

TAGS     := sqlite_omit_load_extension
# The window's release build: no animations (each one repaints the whole window
# where there is no graphics card), and Fyne's checked threads.
UI_TAGS  := $(TAGS),no_animations,migrated_fynedo
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS  := -s -w -X main.version=$(VERSION)
GO       := go
DEMO     := out/demo
YEAR     := $(shell date +%Y)

# What building, testing and looking need, as Debian names it.
PACKAGES := gcc pkg-config libgl1-mesa-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev \
	libxi-dev libxxf86vm-dev libwayland-dev libxkbcommon-dev mingw-w64 xvfb x11-xkb-utils x11-utils \
	libgl1-mesa-dri poppler-utils qpdf xdotool imagemagick strace xauth procps cups-daemon cups-client cups-filters

.PHONY: help setup build fyrtioctl demo run test test-long bench lint windows clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

setup: ## install the Debian packages that are missing
	@missing=""; for p in $(PACKAGES); do \
		dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	if ! command -v dpkg-query >/dev/null; then echo "setup: not Debian; needed here too: $(PACKAGES)"; \
	elif [ -z "$$missing" ]; then echo "setup: all packages are there"; \
	else echo "setup: installing$$missing"; \
		sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
		$$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null; fi
	@$(GO) mod download

build: setup fyrtioctl ## build both programs into bin/
	$(GO) build -tags $(UI_TAGS) -ldflags '$(LDFLAGS)' -o bin/fyrtio ./cmd/fyrtio

fyrtioctl: ## build the command alone (no window, no X11 headers)
	$(GO) build -tags $(TAGS) -ldflags '$(LDFLAGS)' -o bin/fyrtioctl ./cmd/fyrtioctl

# The demo clinic is made anew each time. Its people are invented, their numbers are
# Skatteverket's test numbers, its passphrase is no secret.
demo: export FYRTIO_DATA := $(DEMO)/clinic
demo: export FYRTIO_USER := lena
demo: export FYRTIO_PASSPHRASE := fyra ord man minns
demo: build ## do the main job on a demo clinic, then open the window (or take screenshots)
	rm -rf $(DEMO) && mkdir -p $(DEMO)
	bin/fyrtioctl demo --participants 164 --cohort $(YEAR) --seed 40
	@first=$$(bin/fyrtioctl --json participants --cohort $(YEAR) --state new | awk -F'"' '/"id":/ {print $$4}' | head -20 | paste -sd,); \
		set -ex; bin/fyrtioctl letters --template inbjudan --only $$first --out $(DEMO)/letters.pdf
	@someone=$$(bin/fyrtioctl --json participants --cohort $(YEAR) --state done | awk -F'"' '/"id":/ {id = $$4} /"consent": "yes"/ {print id; exit}'); \
		set -ex; bin/fyrtioctl star print $$someone --out $(DEMO)/star.pdf; \
		bin/fyrtioctl form transcript $$someone --out $(DEMO)/transcript.pdf
	bin/fyrtioctl star criteria --out $(DEMO)/criteria.pdf
	bin/fyrtioctl star blank --out $(DEMO)/blank-star.pdf
	bin/fyrtioctl form blank --out $(DEMO)/form.pdf
	bin/fyrtioctl report --cohort $(YEAR) --out $(DEMO)/report.pdf --xlsx $(DEMO)/report.xlsx
	@echo; echo "The papers are in $(DEMO):"; ls $(DEMO)/*.pdf; echo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] && ! pgrep -f "Xvfb $$DISPLAY" >/dev/null; then \
		echo "Opening the window. Unlock with the passphrase: $$FYRTIO_PASSPHRASE"; bin/fyrtio --data $$FYRTIO_DATA; \
	else echo "No display of its own: taking screenshots into $(DEMO)."; \
		xvfb-run -a -s '-screen 0 1280x720x24 -noreset' bin/fyrtio --data $$FYRTIO_DATA --screenshots $(DEMO); ls $(DEMO)/*.png; fi

run: build ## open the window on your own data
	bin/fyrtio

test: setup lint ## run every test, with the race detector on core and data
	$(GO) test -tags $(TAGS) ./...
	$(GO) test -tags $(TAGS) -race ./core/... ./data/...

test-long: setup ## 500 kills, every byte tampered with, 10 minutes' fuzzing a parser
	FYRTIO_LONG=1 FYRTIO_KILLS=500 $(GO) test -tags $(TAGS) -timeout 6h ./...
	@for p in $$($(GO) list ./core/... ./data/...); do \
		for f in $$($(GO) test -tags $(TAGS) -list '^Fuzz' $$p | grep ^Fuzz); do \
			$(GO) test -tags $(TAGS) -run '^$$' -fuzz "^$$f$$" -fuzztime 10m $$p || exit 1; done; done

bench: setup ## measure against the budgets
	$(GO) test -tags $(TAGS) -run '^$$' -bench . -benchtime 3x -timeout 60m ./core/... ./data/... ./ui/...

lint: ## vet, staticcheck, formatting
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$unformatted" ] || { echo "not gofmt-ed: $$unformatted"; exit 1; }
	$(GO) vet -tags $(TAGS) ./...
	$(GO) tool staticcheck -tags $(TAGS) ./...

windows: setup ## cross-compile both programs for Windows into bin/
	CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc \
		$(GO) build -tags $(TAGS) -ldflags '$(LDFLAGS)' -o bin/fyrtioctl.exe ./cmd/fyrtioctl
	@mkdir -p out
	convert assets/icons/fyrtio.png -define icon:auto-resize=256,64,48,32,24,16 out/fyrtio.ico
	x86_64-w64-mingw32-windres -I out cmd/fyrtio/windows.rc cmd/fyrtio/icon_windows_amd64.syso
	CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc \
		$(GO) build -tags $(UI_TAGS) -ldflags '$(LDFLAGS) -H windowsgui' -o bin/fyrtio.exe ./cmd/fyrtio

clean: ## remove what was built
	rm -rf bin out
