#!/bin/sh
# Set everything up, then check it: format, lint, types, import contracts, tests. Needs no display.
set -eu
. "$(dirname -- "$0")/lib.sh"
set_up
qt_loads || exit 1
exec sh "$root/packaging/check.sh" "$@"
