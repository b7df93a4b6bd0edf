// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/modelmention.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

// "Claude Opus 4.7" and "Opus 4.7" are one name: "opus 4.7".
QString plainName(const ModelInfo& model)
{
    QString name = model.displayName.toLower().simplified();
    return name.startsWith(u"claude "_s) ? name.sliced(7) : name;
}

struct Mentions
{
    QSet<QString> families; // "opus"
    QSet<QString> names; // "opus 4.7"
    QSet<QString> series; // "opus 4."
    QSet<QString> ids;
};

void addVersions(Mentions& mentions, const QString& family, const QString& versions)
{
    static const QRegularExpression version(u"([0-9]+(?:\\.(?:[0-9]+|x))?)"_s);
    for (auto it = version.globalMatch(versions); it.hasNext();) {
        const QString number = it.next().captured(1);
        if (number.endsWith(u'x')) {
            mentions.series.insert(QString(family + u' ' + number.chopped(1)));
        } else {
            mentions.names.insert(QString(family + u' ' + number));
        }
    }
}

Mentions mentionsIn(const QString& text)
{
    static const QRegularExpression id(u"claude-[a-z0-9-]{1,60}"_s);
    // A number before the family is the old order of words: "Claude 3.5 Sonnet".
    static const QRegularExpression family(
        u"(?:\\b([0-9]+(?:\\.[0-9]+)?) )?\\b(opus|sonnet|haiku|fable|mythos)\\b"
        "((?: ?(?:,|&|/|and |or )? ?(?:and |or )?v?[0-9]+(?:\\.(?:[0-9]+|x))?\\b){0,20})"_s);
    QString plain = text.left(65'536).toLower().simplified();
    Mentions mentions;
    for (auto it = id.globalMatch(plain); it.hasNext();) {
        mentions.ids.insert(it.next().captured(0));
    }
    plain.remove(id);
    for (auto it = family.globalMatch(plain); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (!match.captured(3).isEmpty()) {
            addVersions(mentions, match.captured(2), match.captured(3));
        } else if (!match.captured(1).isEmpty()) {
            mentions.names.insert(QString(match.captured(1) + u' ' + match.captured(2)));
        } else {
            mentions.families.insert(match.captured(2));
        }
    }
    return mentions;
}

bool isMeant(const ModelInfo& model, const Mentions& mentions)
{
    const QString name = plainName(model);
    const auto inSeries = [&name](const QString& series) { return name.startsWith(series); };
    return mentions.names.contains(name) || mentions.families.contains(model.line.toLower())
        || std::any_of(mentions.series.begin(), mentions.series.end(), inSeries);
}

} // namespace

QStringList modelsMentioned(const QString& text, const Catalogue& catalogue)
{
    const Mentions mentions = mentionsIn(text);
    QSet<QString> byId;
    for (const QString& id : mentions.ids) {
        if (const ModelInfo* model = catalogue.find(id)) {
            byId.insert(model->id);
        }
    }
    QStringList found;
    for (const ModelInfo& model : catalogue.models()) {
        if (byId.contains(model.id) || isMeant(model, mentions)) {
            found << model.id;
        }
    }
    return found;
}

} // namespace plimsoll
