// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/lineverdict.h"

#include <QObject>

#include <functional>

namespace plimsoll {

// Asks the operating system whether it has a network and calls `then` in the thread of `context`,
// later, unless that is gone by then. The question is put in the main thread, where the backend of
// QNetworkInformation must live; it is loaded with the first question. Where none loads, or while
// the main thread does not come to it, the answer is Unknown or does not come.
void askReachability(QObject* context, std::function<void(LineEvidence::System)> then);

} // namespace plimsoll
