// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/modelinfo.h"
#include "probes/domain/modelpage.h"
#include "probes/domain/observation.h"
#include "probes/domain/result.h"
#include "probes/domain/tiertable.h"

#include <QHash>
#include <QMetaType>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace plimsoll {

// What is known of all models: prices, pools and colours from the shipped table, life and
// capabilities from the service's own list where it was read.
class Catalogue
{
public:
    // The table compiled into the program.
    static const Catalogue& shipped();
    static Result<Catalogue> fromToml(const QByteArray& text, const QString& origin);

    const std::vector<ModelInfo>& models() const { return m_models; }
    // Also finds a dated id (claude-opus-4-5-20251101) whose dateless form is listed, and by the
    // dateless form the newest dated one. Null when unknown.
    const ModelInfo* find(const QString& model) const;
    QString displayName(const QString& model) const; // the id itself when unknown
    QString pool(const QString& model) const; // the id itself when unknown: a pool of its own

    // What holds at a moment for prompts of that length; absent when it is unknown.
    std::optional<Price> price(const QString& model, TimePoint at, qint64 promptTokens) const;
    // Absent when the model or a price that the usage needs is unknown.
    std::optional<qint64> costNanoUsd(const QString& model, const Usage& usage, TimePoint at) const;
    // Entries of `other` replace or join ours.
    void merge(const Catalogue& other);
    // Replaces the prices of a model; an unknown one joins with its id as name and pool.
    void setPrices(const QString& model, std::vector<Price> prices);
    // The published limits of the pools by tier; none unless they were set, or the table is
    // shipped.
    const TierTable& tiers() const { return m_tiers; }
    void setTiers(TierTable tiers) { m_tiers = std::move(tiers); }
    // Takes over what a complete list of the service tells: life, dates, limits, capabilities. What
    // it does not tell stays; prices, pools and colours are not its subject. Models that we did not
    // know join, with a pool of their own; ours that it does not name become NotListed. Lists of
    // several organizations are to be put together first.
    void learn(const std::vector<ListedModel>& list);

private:
    ModelInfo& known(const QString& model); // joins when it was not
    void indexAgain();

    std::vector<ModelInfo> m_models;
    TierTable m_tiers;
    QHash<QString, std::size_t> m_index; // by id, and by the dateless form of a dated one
};

} // namespace plimsoll

Q_DECLARE_METATYPE(plimsoll::Catalogue)
