# SPDX-FileCopyrightText: 2026 The Plimsoll authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by run.sh and test.sh: installs what is missing and builds a preset, quietly when all is well.

say() { printf 'plimsoll: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        die "root is needed to install packages and sudo is not here; run as root: $*"
    fi
}

# Keep the four lists alike; only Debian's is tried on every change.
debian_build="g++ cmake ninja-build ccache pkg-config qt6-base-dev libqt6opengl6-dev libgl-dev libopengl-dev
    libxkbcommon-dev qt6-charts-dev qt6-svg-dev libsqlitecpp-dev libsqlite3-dev libtomlplusplus-dev libcli11-dev
    libboost-dev qtkeychain-qt6-dev"
debian_run="qt6-qpa-plugins fonts-inter fonts-dejavu-core"
debian_test="clang-format-14 ca-certificates curl clang-14 libclang-rt-14-dev dbus-daemon"
fedora_all="gcc-c++ cmake ninja-build ccache qt6-qtbase-devel qt6-qtcharts-devel qt6-qtsvg-devel sqlitecpp-devel
    sqlite-devel tomlplusplus-devel cli11-devel boost-devel qtkeychain-qt6-devel curl
    clang compiler-rt dbus-daemon"
arch_all="gcc cmake ninja ccache qt6-base qt6-charts qt6-svg sqlitecpp sqlite tomlplusplus cli11 boost qtkeychain-qt6 curl
    clang compiler-rt dbus"
brew_all="cmake ninja ccache qt sqlitecpp sqlite toml++ cli11 boost qtkeychain curl llvm"

missing_debian() {
    local package
    for package in "$@"; do
        dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed' || echo "$package"
    done
}

# install_packages run|test
install_packages() {
    if command -v apt-get >/dev/null 2>&1; then
        local wanted="$debian_build $debian_run" missing
        [ "$1" = test ] && wanted="$wanted $debian_test"
        # Word splitting is what turns the lists into arguments.
        # shellcheck disable=SC2086
        missing=$(missing_debian $wanted | tr '\n' ' ')
        [ -z "${missing// /}" ] && return
        say "installing with apt-get: $missing"
        as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >"$log" 2>&1 || die "apt-get update failed, see $log"
        # shellcheck disable=SC2086
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >>"$log" 2>&1 \
            || die "apt-get could not install them, see $log"
    elif command -v dnf >/dev/null 2>&1; then
        say "installing what is missing with dnf: $fedora_all"
        # shellcheck disable=SC2086
        as_root dnf install -y -q $fedora_all >"$log" 2>&1 || die "dnf could not install them, see $log"
    elif command -v pacman >/dev/null 2>&1; then
        say "installing what is missing with pacman: $arch_all"
        # shellcheck disable=SC2086
        as_root pacman -S --needed --noconfirm $arch_all >"$log" 2>&1 || die "pacman could not install them, see $log"
    elif command -v brew >/dev/null 2>&1; then
        say "installing what is missing with brew: $brew_all"
        # shellcheck disable=SC2086
        brew install -q $brew_all >"$log" 2>&1 || die "brew could not install them, see $log"
    else
        die "no apt-get, dnf, pacman or brew here; install a C++20 compiler and the libraries of ARCHITECTURE.md by hand"
    fi
}

# build_preset NAME
build_preset() {
    say "building the $1 preset (the first time takes minutes)"
    cmake --preset "$1" >"$log" 2>&1 && cmake --build --preset "$1" >>"$log" 2>&1 && return
    tail -n 60 "$log" >&2
    die "the $1 build failed; the whole output is in $log"
}

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
mkdir -p build
log="$PWD/build/setup.log"
