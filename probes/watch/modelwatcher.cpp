// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/modelwatcher.h"

#include "probes/domain/modelchanges.h"

#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr int pageLimit = 1000; // the most that the API gives at once
constexpr int maxPages = 20;

} // namespace

QUrl apiUrl(const ApiSettings& api, const QString& path, const QString& query)
{
    QUrl url = api.baseUrl;
    QString stem = url.path();
    while (stem.endsWith(u'/')) {
        stem.chop(1);
    }
    url.setPath(stem + path);
    url.setQuery(query);
    return url;
}

ModelWatcher::ModelWatcher(QString organization, ApiSettings api, const MemoryMap& memories)
    : m_organization(std::move(organization))
    , m_api(std::move(api))
{
    if (const auto memory = memories.find(memoryName()); memory != memories.end()) {
        if (auto page = readModelPage(memory->second.value)) {
            m_models = std::move(page->models);
        }
    }
}

QString ModelWatcher::name() const
{
    return m_organization.isEmpty() ? u"models"_s : u"models of %1"_s.arg(m_organization);
}

QString ModelWatcher::memoryName() const
{
    return m_organization.isEmpty() ? u"watch/models"_s : u"watch/models/%1"_s.arg(m_organization);
}

WatchAsk ModelWatcher::begin(TimePoint /*now*/)
{
    m_pages.clear();
    m_pageCount = 0;
    m_complete = false;
    m_trouble.clear();
    return ask({});
}

WatchAsk ModelWatcher::ask(const QString& after) const
{
    QUrlQuery query;
    query.addQueryItem(u"limit"_s, QString::number(pageLimit));
    if (!after.isEmpty()) {
        query.addQueryItem(u"after_id"_s, QString::fromLatin1(QUrl::toPercentEncoding(after)));
    }
    WatchAsk ask;
    ask.url = apiUrl(m_api, u"/v1/models"_s, query.toString(QUrl::FullyEncoded));
    ask.headers = {{"x-api-key", m_api.key}, {"anthropic-version", m_api.version}};
    // An unchanged first page of several would say nothing of the others.
    ask.conditional = after.isEmpty() && !m_models.empty() && m_models.size() < pageLimit;
    return ask;
}

WatchStep ModelWatcher::take(const WatchAnswer& answer)
{
    if (answer.isUnchanged()) {
        return {.accepted = true, .next = {}};
    }
    m_trouble = refusalOf(answer);
    if (!m_trouble.isEmpty()) {
        return {};
    }
    auto page = readModelPage(answer.body);
    if (!page) {
        m_trouble = page.error().message;
        return {};
    }
    const bool known = std::ranges::any_of(page->models, [this](const ListedModel& model) {
        return std::ranges::find(m_pages, model.id, &ListedModel::id) != m_pages.end();
    });
    if (page->models.empty() || known || ++m_pageCount > maxPages) {
        m_trouble = u"the list of models is empty, endless or repeats itself"_s;
        return {};
    }
    m_pages.insert(m_pages.end(), page->models.begin(), page->models.end());
    if (page->hasMore && !page->lastId.isEmpty()) {
        return {.accepted = false, .next = ask(page->lastId)};
    }
    m_complete = !page->hasMore;
    if (!m_complete) {
        m_trouble = u"the list of models has more pages but does not say where"_s;
    }
    return {.accepted = m_complete, .next = {}};
}

WatchFindings ModelWatcher::finish(TimePoint now)
{
    WatchFindings findings;
    findings.trouble = m_trouble;
    if (!m_complete) {
        return findings;
    }
    const QString source = apiUrl(m_api, u"/v1/models"_s, {}).toString();
    findings.events = modelChanges(m_models, m_pages, {.at = now, .source = source});
    m_models = std::move(m_pages);
    m_pages.clear();
    findings.memories.push_back(
        {.name = memoryName(), .at = now, .value = writeModelPage(m_models)});
    findings.models = m_models;
    return findings;
}

} // namespace plimsoll
