// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/settings.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

bool isLoopback(const QString& host)
{
    return host == u"localhost"_s || QHostAddress(host).isLoopback();
}

QStringList baseUrlMistakes(const QUrl& url)
{
    QStringList mistakes;
    if (!url.isValid() || (url.scheme() != u"https"_s && url.scheme() != u"http"_s)) {
        mistakes << u"api.base_url must start with https:// or http://"_s;
    }
    if (url.host().isEmpty()) {
        mistakes << u"api.base_url names no host"_s;
    }
    if (!url.userInfo().isEmpty()) {
        mistakes << u"api.base_url must not hold a user name or a password"_s;
    }
    if (url.hasQuery() || url.hasFragment()) {
        mistakes << u"api.base_url must end with the path, without ? or #"_s;
    }
    return mistakes;
}

bool isPrintable(const QByteArray& text)
{
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
}

// `where` names the target for a person who looks at the configuration.
QStringList targetMistakes(const Target& target, const QString& where)
{
    using namespace std::chrono_literals;
    QStringList mistakes;
    if (target.id.model.isEmpty() && isPaid(target.id.kind)) {
        mistakes << u"%1: a model is needed"_s.arg(where);
    }
    if (!target.id.model.isEmpty() && target.id.kind == ProbeKind::Line) {
        mistakes << u"%1: a line probe has no model; it asks nothing of the service"_s.arg(where);
    }
    if (target.id.kind == ProbeKind::Followup) {
        mistakes << u"%1: follow-up probes send themselves and cannot be scheduled"_s.arg(where);
    }
    if (target.id.kind == ProbeKind::CacheRead) {
        mistakes << u"%1: the read of a cache pair follows its write and cannot be scheduled"_s.arg(
            where);
    }
    if (target.every < 1s || target.every > 168h) {
        mistakes << u"%1: every must be from 1s to 7 days"_s.arg(where);
    }
    if (!(target.jitter >= 0 && target.jitter <= 1)) {
        mistakes << u"%1: jitter must be from 0 to 1"_s.arg(where);
    }
    if (target.timeout < 1s || target.timeout > 1h) {
        mistakes << u"%1: timeout must be from 1s to 1h"_s.arg(where);
    }
    return mistakes;
}

QString whereOf(const Target& target, std::size_t index)
{
    return u"target %1 (%2 %3)"_s.arg(index + 1)
        .arg(name(target.id.kind), target.id.model)
        .replace(u" )"_s, u")"_s);
}

// What targets lack that only their organization can give, once for each organization.
QStringList missingKeys(const ProbeSettings& settings)
{
    QStringList mistakes;
    for (const Target& target : settings.targets) {
        const QString& organization = target.id.organization;
        const ApiSettings* api = settings.apiOf(organization);
        QString mistake;
        if (!api) {
            mistake = u"there is no organization \"%1\""_s.arg(organization);
        } else if (target.id.kind != ProbeKind::Line && api->key.isEmpty()) {
            mistake = organization.isEmpty()
                ? u"no API key: set api.key, or probe nothing but the line"_s
                : u"no API key of organization %1: set organization.%1.key, or take its targets "
                  "out"_s.arg(organization);
        }
        if (!mistake.isEmpty() && !mistakes.contains(mistake)) {
            mistakes << mistake;
        }
    }
    return mistakes;
}

} // namespace

QStringList ApiSettings::validate() const
{
    QStringList mistakes = baseUrlMistakes(baseUrl);
    static const QRegularExpression date(u"^\\d{4}-\\d{2}-\\d{2}\\z"_s);
    if (!date.match(QString::fromLatin1(version)).hasMatch()) {
        mistakes << u"api.version must be a date such as 2023-06-01"_s;
    }
    if (!isPrintable(key) || !isPrintable(adminKey)) {
        mistakes << u"the API key holds blanks or characters that no key has; copy it again"_s;
    }
    if (!(key.isEmpty() && adminKey.isEmpty()) && baseUrl.scheme() == u"http"_s
        && !isLoopback(baseUrl.host())) {
        mistakes << u"api.base_url would send the API key unencrypted to %1; use https://"_s.arg(
            baseUrl.host());
    }
    return mistakes;
}

QStringList BudgetSettings::validate() const
{
    QStringList mistakes;
    if (usdPerDay && !(std::isfinite(*usdPerDay) && *usdPerDay >= 0)) {
        mistakes << u"budget.usd_per_day must be 0 or more"_s;
    }
    if (usdPerMonth && !(std::isfinite(*usdPerMonth) && *usdPerMonth >= 0)) {
        mistakes << u"budget.usd_per_month must be 0 or more"_s;
    }
    if (requestsPerMinute < 1) {
        mistakes << u"budget.requests_per_minute must be 1 or more"_s;
    }
    return mistakes;
}

QStringList LineSettings::validate() const
{
    if (checkHost.isEmpty()) {
        return {};
    }
    const QUrl url(u"tcp://"_s + checkHost, QUrl::StrictMode);
    const bool plain = url.isValid() && !url.host().isEmpty() && url.path().isEmpty()
        && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
    return plain ? QStringList()
                 : QStringList(u"line.check_host must be a host, or a host and a port"_s);
}

const ApiSettings* ProbeSettings::apiOf(const QString& organization) const
{
    if (organization.isEmpty()) {
        return &api;
    }
    const auto found = organizations.find(organization);
    return found == organizations.end() ? nullptr : &found->second;
}

QStringList ProbeSettings::validate() const
{
    QStringList mistakes = api.validate() + budget.validate() + line.validate();
    for (const auto& [organization, theirs] : organizations) {
        for (const QString& mistake : theirs.validate()) {
            mistakes << u"organization %1: %2"_s.arg(organization, mistake);
        }
    }
    for (std::size_t i = 0; i < targets.size(); ++i) {
        mistakes += targetMistakes(targets[i], whereOf(targets[i], i));
        const auto before = targets.begin() + std::ptrdiff_t(i);
        if (std::find_if(targets.begin(), before,
                         [&](const Target& t) { return t.id == targets[i].id; })
            != before) {
            mistakes << u"%1 is there twice"_s.arg(whereOf(targets[i], i));
        }
    }
    mistakes += missingKeys(*this);
    if (maxInFlight < 1 || maxInFlight > 64) {
        mistakes << u"the number of requests in flight must be from 1 to 64"_s;
    }
    if (stallTimeout < std::chrono::seconds(1)) {
        mistakes << u"the stall timeout must be 1s or more"_s;
    }
    return mistakes;
}

} // namespace plimsoll
