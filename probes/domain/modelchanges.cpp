// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/modelchanges.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

QString day(TimePoint at)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(at), Qt::UTC).toString(u"yyyy-MM-dd"_s);
}

QString dayOrNone(std::optional<TimePoint> at)
{
    return at ? day(*at) : u"none"_s;
}

QString label(const ListedModel& model)
{
    return model.displayName.isEmpty() ? model.id : model.displayName;
}

const ListedModel* find(const std::vector<ListedModel>& models, const QString& id)
{
    const auto found = std::ranges::find(models, id, &ListedModel::id);
    return found == models.end() ? nullptr : &*found;
}

// Collects the events of one comparison.
class Changes
{
public:
    explicit Changes(const ListReading& reading)
        : m_reading(reading)
    {
    }

    void add(const ListedModel& model, const QString& title, const QString& detail,
             const QString& identity, std::optional<TimePoint> happened = {})
    {
        // A date that the service gives for what has happened; one in the future has not.
        const TimePoint at = happened && *happened <= m_reading.at ? *happened : m_reading.at;
        m_events.push_back({.at = at,
                            .type = EventType::ModelChanged,
                            .title = title,
                            .detail = detail,
                            .source = m_reading.source,
                            .identity = u"models/%1/%2"_s.arg(model.id, identity),
                            .models = {model.id},
                            .raw = writeModelPage({model})});
    }
    // Of a change that may come back, so its day belongs to its identity.
    QString today() const { return day(m_reading.at); }
    std::vector<Event> take() { return std::move(m_events); }

private:
    ListReading m_reading;
    std::vector<Event> m_events;
};

QString retirement(const ListedModel& model)
{
    return model.retiresAt ? u"It retires on %1."_s.arg(day(*model.retiresAt)) : QString();
}

void compareLifecycle(const ListedModel& before, const ListedModel& after, Changes& changes)
{
    if (after.lifecycle == before.lifecycle || after.lifecycle == Lifecycle::Unknown) {
        return;
    }
    if (after.lifecycle == Lifecycle::Deprecated) {
        changes.add(after, u"%1 is deprecated"_s.arg(label(after)), retirement(after),
                    u"deprecated/%1"_s.arg(dayOrNone(after.deprecatedAt)), after.deprecatedAt);
    } else if (after.lifecycle == Lifecycle::Retired) {
        changes.add(after, u"%1 is retired"_s.arg(label(after)), {},
                    u"retired/%1"_s.arg(dayOrNone(after.retiresAt)), after.retiresAt);
    } else if (before.lifecycle != Lifecycle::Unknown) {
        changes.add(after, u"%1 is active again"_s.arg(label(after)), {},
                    u"active/%1"_s.arg(changes.today()));
    }
}

void compareRetirement(const ListedModel& before, const ListedModel& after, Changes& changes)
{
    const bool told = after.lifecycle != before.lifecycle; // the other event says the day
    if (after.retiresAt == before.retiresAt || (told && !before.retiresAt)) {
        return;
    }
    const QString now = after.retiresAt
        ? u"%1 retires on %2"_s.arg(label(after), day(*after.retiresAt))
        : u"%1 has no day of retirement any more"_s.arg(label(after));
    const QString was = before.retiresAt ? u"Before: %1."_s.arg(day(*before.retiresAt)) : QString();
    changes.add(after, now, was,
                u"retires/%1/%2"_s.arg(dayOrNone(after.retiresAt), changes.today()));
}

QStringList otherLimits(const ListedModel& before, const ListedModel& after)
{
    QStringList lines;
    const auto compare = [&lines](const QString& what, std::optional<qint64> was,
                                  std::optional<qint64> is) {
        if (was && is && *was != *is) {
            lines << u"%1: %2, before %3"_s.arg(what).arg(*is).arg(*was);
        }
    };
    compare(u"max_input_tokens"_s, before.maxInputTokens, after.maxInputTokens);
    compare(u"max_tokens"_s, before.maxTokens, after.maxTokens);
    return lines;
}

void compareCapabilities(const ListedModel& before, const ListedModel& after, Changes& changes)
{
    QStringList lines = otherLimits(before, after);
    // A list without any says nothing about them.
    if (!before.capabilities.isEmpty() && !after.capabilities.isEmpty()) {
        const auto word = [](const QMap<QString, bool>& all, const QString& path) {
            return !all.contains(path) ? u"not told"_s : all[path] ? u"yes"_s : u"no"_s;
        };
        QStringList paths = before.capabilities.keys() + after.capabilities.keys();
        paths.sort();
        paths.removeDuplicates();
        for (const QString& path : std::as_const(paths)) {
            const QString was = word(before.capabilities, path);
            const QString is = word(after.capabilities, path);
            if (was != is) {
                lines << u"%1: %2, before %3"_s.arg(path, is, was);
            }
        }
    }
    if (!lines.isEmpty()) {
        changes.add(after, u"%1 has other capabilities"_s.arg(label(after)), lines.join(u'\n'),
                    u"capabilities/%1/%2"_s.arg(changes.today(), lines.join(u'|')));
    }
}

} // namespace

std::vector<Event> modelChanges(const std::vector<ListedModel>& before,
                                const std::vector<ListedModel>& after, const ListReading& reading)
{
    if (before.empty()) {
        return {};
    }
    Changes changes(reading);
    for (const ListedModel& model : after) {
        const ListedModel* known = find(before, model.id);
        if (!known) {
            const QString created =
                model.created ? u"Created %1."_s.arg(day(*model.created)) : QString();
            changes.add(model, u"%1 is new"_s.arg(label(model)),
                        u"%1 %2"_s.arg(created, retirement(model)).trimmed(),
                        u"new/%1"_s.arg(changes.today()));
            continue;
        }
        compareLifecycle(*known, model, changes);
        compareRetirement(*known, model, changes);
        compareCapabilities(*known, model, changes);
    }
    for (const ListedModel& model : before) {
        if (!find(after, model.id)) {
            const QString was = model.retiresAt
                ? u"It was to retire on %1."_s.arg(day(*model.retiresAt))
                : QString();
            changes.add(model, u"%1 is no longer listed"_s.arg(label(model)), was,
                        u"gone/%1"_s.arg(changes.today()));
        }
    }
    return changes.take();
}

} // namespace plimsoll
