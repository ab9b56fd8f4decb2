#!/bin/sh
# The one check command:  sh packaging/check.sh [ARGS for pytest...]
# Runs in the environment that packaging/test.sh set up; what it runs is listed in packaging/check.py.
set -eu
cd "$(dirname -- "$0")/.."
[ -x .venv/bin/python ] || { echo "No .venv here yet: sh packaging/test.sh sets it up." >&2; exit 1; }
exec .venv/bin/python packaging/check.py "$@"
