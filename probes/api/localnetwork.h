// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace plimsoll {

// Whether any interface but loopback is up and has an address: without one, nothing that fails says
// anything about the service.
bool hasLocalNetwork();

} // namespace plimsoll
