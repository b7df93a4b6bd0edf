// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/target.h"

#include <QByteArray>
#include <QString>

namespace plimsoll {

// What to send, relative to the base URL. An empty body means GET, everything else is POST.
struct ApiRequest
{
    QString path; // "/v1/messages"
    QString query; // "limit=1", "" if none
    QByteArray body; // JSON
};

// The smallest request that serves the kind. No sampling parameters, no thinking, no assistant
// turn: newer models answer each of them with 400. The nonce keeps caches on the way from answering
// in the model's place; it stands in the text as at most six digits. Not for line probes.
ApiRequest apiRequest(const TargetId& target, const ModelInfo* model, quint64 nonce);

// Of the paid kinds: 0 for a prefill, 1, or 32 for a generation.
int maxTokens(ProbeKind kind, const ModelInfo* model);

// What a probe of this kind is expected to use: for the budget, and for the cost per day shown
// before the first probe. The shortest message counts about 8 input tokens and 30 % more with newer
// tokenizers; the nonce adds three. All output that max_tokens allows is expected to be used.
Usage expectedUsage(ProbeKind kind, const ModelInfo* model);

} // namespace plimsoll
