#!/bin/sh
# Does a built Stet work, away from the checkout?  sh packaging/smoke.sh PATH/TO/stet
# The main job on the sample episode, with nothing but what was built: no Python, no virtual environment.
set -eu
stet=$(CDPATH='' cd -- "$(dirname -- "$1")" && pwd)/$(basename -- "$1")
sample=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)/projects/night-train
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$sample/." "$work/"
cd "$work"
run() { env -i HOME="$work" PATH=/usr/bin:/bin "$stet" "$@"; }

run --version
run info night-train.txt --json >info.json
grep -q '"title"' info.json
run import night-train.txt -o night-train.stet
run clean night-train.stet
run export night-train.stet --to srt --text clean -o night-train.srt
run export night-train.stet --to txt --text clean -o clean.txt
run check night-train.stet || [ $? = 1 ] # 1: it found something to look at
grep -q -- ' --> ' night-train.srt
[ -s clean.txt ]
echo "The built Stet reads, cleans, exports and checks the sample."
