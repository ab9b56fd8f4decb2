#!/bin/sh
# Set everything up, then run Stet:  sh packaging/run.sh [ARGS...]
# With ARGS: stet ARGS. Without: the window where there is a display, else captions and clean text of the sample.
set -eu
. "$(dirname -- "$0")/lib.sh"
set_up

stet=$venv/bin/stet
if [ $# -gt 0 ]; then
    exec "$stet" "$@"
fi
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" = Darwin ]; then
    qt_loads || exit 1
    exec "$stet"
fi

sample=$root/projects/night-train/night-train.txt
out=$root/build/sample
mkdir -p "$out"
say "No display here, so this is the command line at work on the sample episode."
"$stet" info "$sample"
"$stet" export "$sample" --to srt --text clean -o "$out/night-train.srt"
"$stet" export "$sample" --to txt --text clean -o "$out/night-train.txt"
say ""
say "Captions and clean text are in $out. With a display, this command opens the window."
