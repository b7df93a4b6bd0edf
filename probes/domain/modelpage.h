// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/modelinfo.h"
#include "probes/domain/result.h"

#include <QByteArray>
#include <QMap>

namespace plimsoll {

// One model as the answer of GET /v1/models describes it. What was not told, or not in a form that
// we know, is absent.
struct ListedModel
{
    QString id; // as sent, at most 128 printable characters
    QString displayName; // "Claude Opus 4.7"
    QString line; // "opus"
    std::optional<TimePoint> created;
    Lifecycle lifecycle = Lifecycle::Unknown;
    std::optional<TimePoint> deprecatedAt;
    std::optional<TimePoint> retiresAt;
    std::optional<qint64> maxInputTokens;
    std::optional<qint64> maxTokens;
    // Every capability with a "supported" of its own, by its path: "thinking.types.disabled".
    QMap<QString, bool> capabilities;

    bool operator==(const ListedModel&) const = default;
};

struct ModelPage
{
    std::vector<ListedModel> models; // in the order sent, each id once
    bool hasMore = false;
    QString lastId; // for after_id of the next page
};

// Reads one page, whoever sent it: unknown fields are passed over, a model without a usable id is
// left out, an error tells what the body is instead.
Result<ModelPage> readModelPage(const QByteArray& body);

// The same models as one page, in the same form: what is remembered of a list, so that
// readModelPage(writeModelPage(models)) gives them back.
QByteArray writeModelPage(const std::vector<ListedModel>& models);

// Several lists as one, each id once: what the first says of a model holds. For the keys of several
// organizations, which need not see the same models.
std::vector<ListedModel> joined(const std::vector<std::vector<ListedModel>>& lists);

} // namespace plimsoll
