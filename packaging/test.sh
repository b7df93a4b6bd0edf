#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Plimsoll authors
# SPDX-License-Identifier: GPL-3.0-or-later
# From a fresh clone to a verdict: installs what is missing, builds everything, runs every test.
set -euo pipefail
# shellcheck source=packaging/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

install_packages test
build_preset dev
ctest --preset dev
say "every test passed"
