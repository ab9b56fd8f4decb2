# Set-up shared by run.sh and test.sh (POSIX sh): system packages, uv, .venv/ with Stet in it. Source it, call set_up.
# It writes nothing outside the checkout but the system packages, and no package registry's address anywhere:
# packages come from wherever pip or uv on this machine is configured to look.

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
venv=$root/.venv
uv=

say() { printf '%s\n' "$*" >&2; }
die() { say "Stet: $*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# What Qt needs at run time, found on a bare Debian 12: widgets off screen; sound; X11; Wayland. Where a name has
# alternatives (Debian 13, Ubuntu 24.04), the first is what is asked for.
debian_packages='
    libglib2.0-0|libglib2.0-0t64 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libx11-6 fonts-dejavu-core
    libpulse0 libxext6 libxrandr2 libdrm2
    libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1 libxcb-shape0
    libwayland-cursor0 libwayland-egl1'

alternatives() { printf '%s' "$1" | tr '|' ' '; }
first_names() { printf '%s' "$1" | sed 's/|[^ ]*//g'; }

missing_packages() {
    known=" $(dpkg-query -W -f '${Package} ${Status}\n' 2>/dev/null | sed -n 's/ install ok installed$//p' | tr '\n' ' ') "
    for choice in $debian_packages; do
        found=
        for name in $(alternatives "$choice"); do
            case $known in *" $name "*) found=1 ;; esac
        done
        [ -n "$found" ] || printf '%s ' "$choice"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif ! have sudo; then return 1
    elif [ -t 0 ]; then sudo "$@"
    else sudo -n "$@"
    fi
}

apt_install() { # NAME...: install what can be had of these, without anything recommended.
    [ $# -gt 0 ] || return 0
    wanted=
    for choice in "$@"; do
        for name in $(alternatives "$choice"); do
            if apt-cache show "$name" >/dev/null 2>&1; then break; fi
            name=${choice%%|*}
        done
        wanted="$wanted $name"
    done
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o Dpkg::Use-Pty=0 \
        --no-install-recommends $wanted >/dev/null
}

install_packages() { # NAME...: twice, because a fresh machine has no package lists yet.
    have apt-get || return 1
    [ "$(id -u)" = 0 ] || have sudo || return 1
    say "Stet needs these system packages, installing them: $(first_names "$*")"
    apt_install "$@" 2>/dev/null && return 0
    as_root apt-get update -qq >&2 && apt_install "$@"
}

system_packages() {
    have dpkg-query || return 0
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086
    install_packages $missing || true
    missing=$(missing_packages)
}

usable() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' >/dev/null 2>&1; }

find_python() {
    python=
    for name in ${STET_PYTHON:-} python3 python3.13 python3.12 python3.14 python3.11; do
        if have "$name" && usable "$name"; then python=$(command -v "$name"); return 0; fi
    done
    return 1
}

need_python() {
    find_python || install_packages python3 python3-venv || true
    find_python || die "Python 3.11, 3.12, 3.13 or 3.14 is needed and none was found. Install one (Debian: python3" \
        "and python3-venv), or name one: STET_PYTHON=/path/to/python3.12"
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 && return 0
    version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    install_packages "$version-venv" || true
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        die "$python cannot make virtual environments. Install the package $version-venv and run this again."
}

pip_says() { # KEY: what pip on this machine is configured with, from its variables or its files.
    variable=PIP_$(printf '%s' "$1" | tr 'a-z-' 'A-Z_')
    eval "value=\${$variable:-}"
    if [ -z "$value" ]; then
        value=$("$root/.venv-uv/bin/python" -m pip config list 2>/dev/null |
            sed -n "s/^[^:][^=]*\.$1='\(.*\)'\$/\1/p" | sed 's/\\n/ /g' | tail -n 1)
    fi
    printf '%s' "$value"
}

# uv does not read pip's configuration. What a person or a company set up for pip holds for Stet too.
follow_pip() {
    [ -x "$root/.venv-uv/bin/python" ] || return 0
    if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
        value=$(pip_says index-url); [ -z "$value" ] || export UV_DEFAULT_INDEX="$value"
    fi
    if [ -z "${UV_INDEX:-}${UV_EXTRA_INDEX_URL:-}" ]; then
        value=$(pip_says extra-index-url)
        # pip takes the best match of all its indexes, so the same set-up must mean the same here.
        [ -z "$value" ] || export UV_INDEX="$value" UV_INDEX_STRATEGY="${UV_INDEX_STRATEGY:-unsafe-best-match}"
    fi
    if [ -z "${UV_FIND_LINKS:-}" ]; then
        value=$(pip_says find-links); [ -z "$value" ] || export UV_FIND_LINKS="$value"
    fi
    if [ -z "${SSL_CERT_FILE:-}" ]; then
        value=$(pip_says cert); [ -z "$value" ] || export SSL_CERT_FILE="$value"
    fi
    if [ -z "${UV_INSECURE_HOST:-}" ]; then
        value=$(pip_says trusted-host); [ -z "$value" ] || export UV_INSECURE_HOST="$value"
    fi
}

need_uv() {
    if have uv; then uv=uv
    else
        uv=$root/.venv-uv/bin/uv
        if [ ! -x "$uv" ]; then
            "$python" -m venv --clear "$root/.venv-uv" || die "could not make $root/.venv-uv with $python."
            "$root/.venv-uv/bin/python" -m pip install -q --disable-pip-version-check uv ||
                die "could not fetch uv, which installs Stet's packages. Is there a way to the package registry?"
        fi
    fi
    follow_pip
}

stamp() { # What .venv/ was made from: it is made again when any of this changes.
    { printf '%s\n' "$root"; cat "$root/packaging/requirements.txt" "$root/pyproject.toml" "$root/editor/__init__.py"
    } | cksum
}

environment() {
    made_from=$venv/.stet-made-from
    if [ -x "$venv/bin/stet" ] && "$venv/bin/python" -c '' 2>/dev/null &&
        [ "$(stamp)" = "$(cat "$made_from" 2>/dev/null)" ]; then return 0; fi
    need_python
    need_uv
    say "Stet: setting up $venv (about 1 GB, once)."
    if ! usable "$venv/bin/python"; then
        "$uv" venv -q --clear -p "$python" "$venv" || die "could not make $venv with $python."
    fi
    VIRTUAL_ENV=$venv "$uv" pip sync -q "$root/packaging/requirements.txt" ||
        die "could not install the packages of packaging/requirements.txt; the lines above say why."
    VIRTUAL_ENV=$venv "$uv" pip install -q --no-deps --no-build-isolation -e "$root" ||
        die "could not install Stet itself into $venv; the lines above say why."
    stamp >"$made_from"
}

qt_loads() { # The last lines of what goes wrong are shown: they name the missing library.
    [ -z "${missing:-}" ] && have dpkg-query && return 0
    trouble=$(QT_QPA_PLATFORM=offscreen "$venv/bin/python" -c \
        'import PySide6.QtWidgets, PySide6.QtMultimedia; PySide6.QtWidgets.QApplication([])' 2>&1) && return 0
    say "Stet: Qt cannot start here: $(printf '%s' "$trouble" | tail -n 1)"
    if [ -n "${missing:-}" ]; then
        say "These packages are missing and could not be installed: $(first_names "$missing")"
        say "Install them and run this again; as root: apt-get install --no-install-recommends" \
            "$(first_names "$missing")"
    else
        say "Install the package of your system that holds the library named above, and run this again."
    fi
    return 1
}

set_up() {
    system_packages
    environment
}

webvtt_validator() { # W3C's, for tests/conformance; one package, and nothing waits where there is no network.
    [ -d "$root/.node/node_modules/webvtt-parser" ] && return 0
    have npm || return 1
    npm install --prefix "$root/.node" --no-audit --no-fund --fetch-retries=0 --fetch-timeout=10000 \
        webvtt-parser >/dev/null 2>&1
}
