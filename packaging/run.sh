#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Plimsoll authors
# SPDX-License-Identifier: GPL-3.0-or-later
# From a fresh clone to a running dashboard: installs what is missing, builds a release, starts it.
# Live when a key is configured, on demo data otherwise. Arguments are passed on to plimsoll.
set -euo pipefail
# shellcheck source=packaging/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

install_packages run
build_preset release
bin="$PWD/build/release"

live=no
"$bin/plimsollctl" key check >/dev/null 2>&1 && live=yes

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ] || [ -n "${QT_QPA_PLATFORM:-}" ]; then
    if [ $live = yes ]; then
        say "starting the dashboard with your key"
        exec "$bin/plimsoll" "$@"
    fi
    say "no key is configured: starting the dashboard on demo data; see README.md for your own"
    exec "$bin/plimsoll" --demo "$@"
fi

if [ $live = yes ]; then
    say "there is no display: collecting with plimsollctl run; stop with Ctrl+C, read with plimsollctl status"
    exec "$bin/plimsollctl" run
fi

say "there is no display and no key: collecting demo data from the simulator; stop with Ctrl+C"
scratch=$(mktemp -d)
"$bin/plimsollctl" simulate --scenario capacity-deal >"$scratch/base-url" &
simulator=$!
trap 'kill $simulator 2>/dev/null; rm -rf "$scratch"' EXIT
until [ -s "$scratch/base-url" ]; do
    kill -0 $simulator 2>/dev/null || die "the simulator did not start"
    sleep 0.1
done
say "the store is $scratch/demo.sqlite until you stop; try: $bin/plimsollctl status --db $scratch/demo.sqlite"
ANTHROPIC_BASE_URL=$(head -n 1 "$scratch/base-url") ANTHROPIC_API_KEY=sk-ant-demo \
    "$bin/plimsollctl" run --db "$scratch/demo.sqlite"
