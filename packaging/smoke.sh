#!/bin/sh
# Does a built Stet work, away from the checkout?  sh packaging/smoke.sh PATH/TO/stet
# The main job on the sample episode, every worker it is for itself, and the window where xvfb-run is there, with nothing
# but what was built: no Python, no virtual environment.
set -eu
stet=$(CDPATH='' cd -- "$(dirname -- "$1")" && pwd)/$(basename -- "$1")
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
sample=$root/projects/night-train
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$sample/." "$work/"
cd "$work"
clean="env -i HOME=$work PATH=/usr/bin:/bin"
run() { $clean "$stet" "$@"; }
holds() { [ -s "$1" ] || { echo "$1 was not written." >&2; exit 1; }; }

run --version
run info night-train.txt --json >info.json
grep -q '"title"' info.json
run import night-train.txt --audio night-train.ogg -o night-train.stet
run clean night-train.stet
run export night-train.stet --to srt --text clean -o night-train.srt
run export night-train.stet --to txt --text clean -o clean.txt
run check night-train.stet || [ $? = 1 ] # 1: it found something to look at
grep -q -- ' --> ' night-train.srt
holds clean.txt
echo "The built Stet reads, cleans, exports and checks the sample."

run peaks night-train.ogg --json >peaks.json
holds peaks.json
run align night-train.stet
run clip night-train.stet --chapter 1 -o first.m4a
holds first.m4a
run cut night-train.stet --to audio -o cut.m4a
holds cut.m4a
# Each alone as well, most with nothing sensible to do: what counts is that all it needs is in the bundle.
for flag in $(sed -n 's/^ *"\(--[a-z]*-worker\)".*/\1/p' "$root/editor/__main__.py"); do
    echo 'Where does the night train go?' | run "$flag" night-train.ogg none >said.bin 2>"worker.txt" || true
    if grep -Eq 'ImportError|ModuleNotFoundError|FileNotFoundError.*_internal' worker.txt; then
        cat worker.txt >&2
        echo "$flag lacks something." >&2
        exit 1
    fi
done
echo "It is its own worker: it draws peaks, aligns, cuts clips and copies."

if ! command -v xvfb-run >/dev/null 2>&1; then
    echo "xvfb-run is not there: the window was not tried."
    exit 0
fi
# The window runs until it is ended; that it ended by itself would be the fault.
code=0
$clean QT_LOGGING_RULES='qt.*=false' timeout 20 xvfb-run -a "$stet" night-train.stet 2>window.txt || code=$?
if [ $code != 124 ] || grep -q Traceback window.txt; then
    cat window.txt >&2
    echo "The window ended with code $code." >&2
    exit 1
fi
echo "Its window opens the sample and stays."
