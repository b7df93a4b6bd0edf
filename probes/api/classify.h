// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/exchange.h"
#include "probes/api/responseheaders.h"

namespace plimsoll {

struct Judgement
{
    Outcome outcome = Outcome::Ok;
    Phase failedIn = Phase::None;
    QString errorType;
    QString errorCode;
    QString detail; // not yet redacted
    QString requestId; // from the body, for answers without the header
};

// Why a request ended the way it did. Looks at the status, error.type and error.details.error_code,
// never at the wording of a message.
Judgement classify(ProbeKind kind, const Exchange& exchange, const HeaderFacts& facts);

} // namespace plimsoll
