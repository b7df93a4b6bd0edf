// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/adminwatcher.h"

#include "probes/watch/foreigntext.h"
#include "probes/watch/modelwatcher.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace plimsoll {

namespace {

constexpr int maxPages = 20;
constexpr auto reportedDays = std::chrono::days(7); // what one page of daily buckets holds
// Usage is complete some minutes after it happened; an hour leaves room.
constexpr auto settling = 1h;
constexpr auto aDay = 24h;

} // namespace

AdminWatcher::AdminWatcher(QString organization, ApiSettings api, Catalogue catalogue,
                           const MemoryMap& memories)
    : m_organization(std::move(organization))
    , m_api(std::move(api))
    , m_catalogue(std::move(catalogue))
{
    const auto found = memories.find(memoryName());
    if (found == memories.end()) {
        return;
    }
    const QJsonObject object = QJsonDocument::fromJson(found->second.value).object();
    if (object[u"limits"].isObject()) {
        m_limits = readAdminLimits(
            QJsonDocument(object[u"limits"].toObject()).toJson(QJsonDocument::Compact));
        m_limitsVersion = object[u"version"].toString().toUtf8();
    }
    if (const auto reported = momentIn(object[u"reported"])) {
        m_reported = std::chrono::floor<std::chrono::days>(*reported);
    }
}

QString AdminWatcher::name() const
{
    return m_organization.isEmpty() ? u"admin"_s : u"admin of %1"_s.arg(m_organization);
}

QString AdminWatcher::memoryName() const
{
    return m_organization.isEmpty() ? u"watch/admin"_s : u"watch/admin/%1"_s.arg(m_organization);
}

WatchAsk AdminWatcher::begin(TimePoint now)
{
    m_part = Part::Limits;
    m_today = std::chrono::floor<std::chrono::days>(now);
    m_pages = 0;
    m_groups.clear();
    m_rawLimits.clear();
    m_usage.clear();
    m_cost.clear();
    m_limitsWhole = m_usageWhole = m_costWhole = m_refused = false;
    m_troubles.clear();
    return ask({});
}

QUrl AdminWatcher::endpoint() const
{
    switch (m_part) {
    case Part::Usage:
        return apiUrl(m_api, u"/v1/organizations/usage_report/messages"_s, {});
    case Part::Cost:
        return apiUrl(m_api, u"/v1/organizations/cost_report"_s, {});
    default:
        return apiUrl(m_api, u"/v1/organizations/rate_limits"_s, {});
    }
}

WatchAsk AdminWatcher::ask(const QString& page) const
{
    QUrlQuery query;
    if (m_part != Part::Limits) {
        const auto day = [](std::chrono::sys_days d) {
            return u"%1Z"_s.arg(momentText(d).left(19));
        };
        query.addQueryItem(u"starting_at"_s, day(m_today - reportedDays + std::chrono::days(1)));
        query.addQueryItem(u"ending_at"_s, day(m_today + std::chrono::days(1)));
        query.addQueryItem(u"bucket_width"_s, u"1d"_s);
    }
    if (m_part == Part::Usage) {
        query.addQueryItem(u"group_by[]"_s, u"model"_s);
    }
    if (!page.isEmpty()) {
        query.addQueryItem(u"page"_s, QString::fromLatin1(QUrl::toPercentEncoding(page)));
    }
    WatchAsk ask;
    ask.url = endpoint();
    ask.url.setQuery(query);
    ask.headers = {{"x-api-key", m_api.adminKey}, {"anthropic-version", m_api.version}};
    return ask;
}

WatchStep AdminWatcher::take(const WatchAnswer& answer)
{
    if (const QString why = refusalOf(answer); !why.isEmpty()) {
        refuse(answer, why);
        return m_refused ? WatchStep {} : nextPart();
    }
    return m_part == Part::Limits ? takeLimits(answer.body) : takeReport(answer.body);
}

void AdminWatcher::refuse(const WatchAnswer& answer, const QString& why)
{
    m_troubles << u"%1: %2"_s.arg(endpoint().path(), why);
    const bool denied = answer.failure.isEmpty()
        && (answer.status == 401 || answer.status == 403 || answer.status == 404);
    m_refused = m_part == Part::Limits && denied;
}

WatchStep AdminWatcher::takeLimits(const QByteArray& body)
{
    auto page = readLimitPage(body);
    if (!page) {
        m_troubles << page.error().message;
        return nextPart();
    }
    m_groups.insert(m_groups.end(), page->groups.begin(), page->groups.end());
    m_rawLimits = evidence(m_rawLimits + body);
    if (!page->nextPage.isEmpty()) {
        return nextPage(page->nextPage);
    }
    m_limitsWhole = true;
    return nextPart();
}

WatchStep AdminWatcher::takeReport(const QByteArray& body)
{
    const bool usage = m_part == Part::Usage;
    const auto page = usage ? readUsageReport(body) : readCostReport(body);
    if (!page) {
        m_troubles << page.error().message;
        return nextPart();
    }
    mergeInto(usage ? m_usage : m_cost, page->days);
    if (!page->nextPage.isEmpty()) {
        return nextPage(page->nextPage);
    }
    (usage ? m_usageWhole : m_costWhole) = true;
    return nextPart();
}

WatchStep AdminWatcher::nextPage(const QString& page)
{
    if (++m_pages < maxPages) {
        return {.accepted = false, .next = ask(page)};
    }
    m_troubles << u"%1: endless pages"_s.arg(endpoint().path());
    return nextPart();
}

WatchStep AdminWatcher::nextPart()
{
    m_pages = 0;
    if (m_part == Part::Cost) {
        return {};
    }
    m_part = m_part == Part::Limits ? Part::Usage : Part::Cost;
    return {.accepted = false, .next = ask({})};
}

WatchFindings AdminWatcher::finish(TimePoint now)
{
    WatchFindings findings;
    findings.trouble = m_troubles.join(u"; "_s);
    if (m_refused) {
        findings.rest = aDay;
        findings.events.push_back(
            {.at = now,
             .type = EventType::Note,
             .title = u"No Admin API for this key%1"_s.arg(
                 m_organization.isEmpty() ? QString() : u" of %1"_s.arg(m_organization)),
             .detail = u"%1. Individual accounts have none; limits are read from the headers all "
                       "the same."_s.arg(findings.trouble),
             .source = endpoint().toString(),
             .identity = u"admin:%1:refused"_s.arg(m_organization),
             .models = {},
             .raw = {}});
        return findings;
    }
    if (m_limitsWhole) {
        addLimits(findings, now);
    }
    if (m_usageWhole && m_costWhole) {
        addDays(findings, now);
    }
    findings.memories.push_back({.name = memoryName(), .at = now, .value = memory()});
    return findings;
}

void AdminWatcher::addLimits(WatchFindings& findings, TimePoint now)
{
    AdminLimits limits = adminLimits(m_groups, m_catalogue);
    // Another version of the API names limiters otherwise: that is no change of a limit.
    if (m_limits && m_limitsVersion == m_api.version) {
        const AdminReading reading {
            .organization = m_organization,
            .at = now,
            .source = apiUrl(m_api, u"/v1/organizations/rate_limits"_s, {}).toString(),
            .raw = m_rawLimits};
        findings.events = limitChanges(*m_limits, limits, reading);
    }
    m_limits = std::move(limits);
    m_limitsVersion = m_api.version;
}

void AdminWatcher::addDays(WatchFindings& findings, TimePoint now)
{
    BilledDays days = m_usage;
    mergeInto(days, m_cost);
    const QString source =
        apiUrl(m_api, u"/v1/organizations/usage_report/messages"_s, {}).toString();
    for (const auto& [day, billed] : days) {
        const bool over = now >= TimePoint(day + std::chrono::days(1)) + settling;
        if (over && (!m_reported || day > *m_reported)) {
            findings.events.push_back(usageEvent(day, billed, m_organization, source));
            m_reported = day;
        }
    }
}

QByteArray AdminWatcher::memory() const
{
    QJsonObject object;
    if (m_limits) {
        object[u"limits"_s] = QJsonDocument::fromJson(writeAdminLimits(*m_limits)).object();
        object[u"version"_s] = QString::fromUtf8(m_limitsVersion);
    }
    if (m_reported) {
        object[u"reported"_s] = momentText(*m_reported);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace plimsoll
