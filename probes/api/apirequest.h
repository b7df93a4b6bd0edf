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

// The smallest request that serves the kind, and never a parameter that the model is not known to
// take: no sampling parameters, no assistant turn, thinking never switched on. A model that thinks
// unless told otherwise is told so in streamed requests, by the one thinking.type that it takes for
// that. The nonce keeps caches on the way from answering in the model's place; it stands in the
// text as at most six digits. Not for line probes.
//
// Of a model that cannot be kept from thinking, the tokens asked for may all be thinking: the first
// token is then the first of them that is streamed, and there may be none.
ApiRequest apiRequest(const TargetId& target, const ModelInfo* model, quint64 nonce);

// Of the paid kinds: 0 for a prefill where the model takes it, 1, or 32 for a generation. Bounds
// all that is billed as output, thinking included.
int maxTokens(ProbeKind kind, const ModelInfo* model);

// The most that a probe of this kind can use: for the budget, and for the cost per day shown before
// the first probe. A token is at least a byte of the text; all output that max_tokens allows is
// expected to be used.
Usage expectedUsage(ProbeKind kind, const ModelInfo* model);

} // namespace plimsoll
