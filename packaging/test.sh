#!/bin/sh
# Set everything up, then check it: format, lint, types, import contracts, tests. Needs no display.
set -eu
. "$(dirname -- "$0")/lib.sh"
set_up
qt_loads || exit 1
webvtt_validator || say "W3C's WebVTT validator is not there (npm install --prefix .node webvtt-parser); its test is left out."
exec sh "$root/packaging/check.sh" "$@"
