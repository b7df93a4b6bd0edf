// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/restingtext.h"

#include "storage/query/verdictwords.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

struct Group
{
    Resting newest; // of those with this reason
    QStringList names;
};

QString opening(Resting::How how)
{
    switch (how) {
    case Resting::How::LeftOut:
        return QCoreApplication::translate("Resting", "Not sent %1 ago: %2: %3");
    case Resting::How::Waits:
        return QCoreApplication::translate("Resting",
                                           "Refused %1 ago, tried again after ten minutes: %2: %3");
    case Resting::How::Stopped:
        break;
    }
    return QCoreApplication::translate("Resting", "Stopped %1 ago: %2: %3");
}

} // namespace

QStringList restingSentences(const std::vector<ModelOverview>& models, TimePoint now)
{
    std::vector<Group> groups;
    for (const ModelOverview& model : models) {
        for (const Resting& resting : model.resting) {
            auto group = std::ranges::find_if(groups, [&resting](const Group& known) {
                return known.newest.how == resting.how && known.newest.reason == resting.reason;
            });
            if (group == groups.end()) {
                group = groups.insert(group, {resting, {}});
            }
            group->newest.at = std::max(group->newest.at, resting.at);
            group->names << QString(model.displayName + u' ' + name(resting.target.kind)).trimmed();
        }
    }
    QStringList sentences;
    for (const Group& group : groups) {
        const auto age = std::max(now - group.newest.at, std::chrono::milliseconds(0));
        sentences << opening(group.newest.how)
                         .arg(approximateAge(age), group.names.join(u", "_s), group.newest.reason);
    }
    return sentences;
}

} // namespace plimsoll
