// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/catalogue.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

// Beyond the slots of the shipped table, and the same for a model whatever else is listed.
int colourSlot(const QString& id)
{
    constexpr quint32 first = 12;
    constexpr quint32 slots_ = 4;
    quint32 hash = 2'166'136'261U; // FNV-1a, which stays the same from run to run
    for (const char byte : id.toUtf8()) {
        hash = (hash ^ quint8(byte)) * 16'777'619U;
    }
    return int(first + hash % slots_);
}

// "Claude Opus 4.7" is "Opus 4.7" here.
QString shortName(const ListedModel& listed)
{
    const QString maker = u"Claude "_s;
    const QString& name = listed.displayName;
    if (name.isEmpty()) {
        return listed.id;
    }
    return name.startsWith(maker) && name.size() > maker.size() ? name.sliced(maker.size()) : name;
}

template<typename T>
void take(std::optional<T>& ours, const std::optional<T>& told)
{
    if (told) {
        ours = told;
    }
}

void takeThinking(ModelInfo& model, const ListedModel& listed)
{
    const QString stem = u"thinking.types."_s;
    for (auto it = listed.capabilities.begin(); it != listed.capabilities.end(); ++it) {
        if (!it.key().startsWith(stem)) {
            continue;
        }
        const QString type = it.key().sliced(stem.size());
        std::erase(model.acceptedThinking, type);
        std::erase(model.rejectedThinking, type);
        (it.value() ? model.acceptedThinking : model.rejectedThinking).push_back(type);
    }
}

void takeOver(ModelInfo& model, const ListedModel& listed)
{
    if (listed.lifecycle != Lifecycle::Unknown) {
        // A list that tells the life and no date says that none is set.
        model.lifecycle = listed.lifecycle;
        model.deprecatedAt = listed.deprecatedAt;
        model.retires = listed.retiresAt;
    } else {
        model.lifecycle = Lifecycle::Unknown;
        take(model.deprecatedAt, listed.deprecatedAt);
        take(model.retires, listed.retiresAt);
    }
    take(model.maxInputTokens, listed.maxInputTokens);
    take(model.maxOutputTokens, listed.maxTokens);
    takeThinking(model, listed);
}

} // namespace

void Catalogue::learn(const std::vector<ListedModel>& list)
{
    if (list.empty()) {
        return; // an answer without models is not the end of all of them
    }
    for (ModelInfo& model : m_models) {
        model.lifecycle = Lifecycle::NotListed;
    }
    for (const ListedModel& listed : list) {
        const bool isNew = !find(listed.id);
        ModelInfo& model = known(listed.id);
        if (isNew || model.displayName == model.id) {
            model.displayName = shortName(listed);
            model.line = listed.line;
            model.released = listed.created.value_or(TimePoint {});
            model.series = colourSlot(listed.id);
        }
        takeOver(model, listed);
    }
}

} // namespace plimsoll
