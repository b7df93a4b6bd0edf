// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/settings.h"

#include <QHostAddress>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace plimsoll {

namespace {

QStringList urlMistakes(const std::optional<std::vector<QUrl>>& urls, const QString& key)
{
    QStringList mistakes;
    for (const QUrl& url : urls.value_or(std::vector<QUrl>())) {
        const bool loopback = url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
        const bool safe = url.scheme() == u"https" || (url.scheme() == u"http" && loopback);
        if (!url.isValid() || url.host().isEmpty() || !safe) {
            mistakes << u"watch.%1: \"%2\" must be an address that starts with https://"_s.arg(
                key, url.toString(QUrl::RemoveUserInfo));
        } else if (!url.userInfo().isEmpty()) {
            mistakes << u"watch.%1 must not hold a user name or a password"_s.arg(key);
        }
    }
    return mistakes;
}

bool isRealApi(const ApiSettings& api)
{
    return api.baseUrl.host() == u"api.anthropic.com";
}

} // namespace

QStringList WatchSettings::validate() const
{
    QStringList mistakes;
    if (every < 15min || every > 24h) {
        mistakes << u"watch.every must be from 15m to 24h"_s;
    }
    return mistakes + urlMistakes(statusUrls, u"status_urls"_s)
        + urlMistakes(documents, u"documents"_s);
}

std::vector<QUrl> publicStatusUrls()
{
    return {QUrl(u"https://status.claude.com"_s), QUrl(u"https://anthropic.statuspage.io"_s)};
}

std::vector<QUrl> publicDocuments()
{
    const QString docs = u"https://platform.claude.com/docs/en/"_s;
    std::vector<QUrl> pages;
    for (const auto& page : {u"api/rate-limits.md"_s, u"release-notes/overview.md"_s,
                             u"about-claude/model-deprecations.md"_s, u"api/versioning.md"_s}) {
        pages.emplace_back(QString(docs + page));
    }
    return pages;
}

WatchPlan watchPlan(const WatchSettings& settings, const ProbeSettings& probes)
{
    WatchPlan plan;
    plan.every = settings.every;
    plan.seed = probes.seed;
    if (!settings.enabled) {
        return plan;
    }
    std::vector<WatchPlan::Account> accounts {{QString(), probes.api}};
    for (const auto& [organization, api] : probes.organizations) {
        accounts.push_back({organization, api});
    }
    const bool real = std::ranges::any_of(
        accounts, [](const WatchPlan::Account& account) { return isRealApi(account.api); });
    plan.statusUrls = settings.statusUrls.value_or(real ? publicStatusUrls() : std::vector<QUrl>());
    plan.documents = settings.documents.value_or(real ? publicDocuments() : std::vector<QUrl>());
    for (const WatchPlan::Account& account : accounts) {
        if (settings.models && !account.api.key.isEmpty()) {
            plan.modelLists.push_back(account);
        }
        if (!account.api.adminKey.isEmpty()) {
            plan.admins.push_back(account);
        }
    }
    return plan;
}

} // namespace plimsoll
