// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/watchrunner.h"

#include "probes/api/responseheaders.h"
#include "probes/watch/adminwatcher.h"
#include "probes/watch/documentwatcher.h"
#include "probes/watch/foreigntext.h"
#include "probes/watch/modelwatcher.h"
#include "probes/watch/statuswatcher.h"
#include "probes/watch/watchfetch.h"

#include <QThread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace plimsoll {

namespace {

constexpr QLatin1String holdsName("watch/holds");
constexpr QLatin1String askedPrefix("watch/asked/");
constexpr int maxRequests = 64; // of one round; the pages of every watcher are fewer
constexpr auto longestHold = 24h; // whoever asks for more is mistaken

QString originOf(const QUrl& url)
{
    return url.toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment
                        | QUrl::RemoveUserInfo);
}

std::map<QString, TimePoint> readHolds(const QByteArray& text)
{
    std::map<QString, TimePoint> holds;
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (const auto until = momentIn(it.value())) {
            holds[it.key()] = *until;
        }
    }
    return holds;
}

} // namespace

WatchRunner::WatchRunner(WatchPlan plan, Catalogue catalogue, std::shared_ptr<const Clock> clock,
                         const std::vector<Memory>& memories, QObject* parent)
    : QObject(parent)
    , m_plan(std::move(plan))
    , m_catalogue(std::move(catalogue))
    , m_clock(std::move(clock))
    , m_network(this)
    , m_timer(this)
{
    qRegisterMetaType<std::vector<plimsoll::ListedModel>>();
    for (const Memory& memory : memories) {
        m_memories[memory.name] = memory;
    }
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &WatchRunner::runDue);
}

WatchRunner::~WatchRunner()
{
    delete m_fetch; // its reply goes before the manager it belongs to
}

void WatchRunner::start()
{
    Q_ASSERT(QThread::currentThread() == thread());
    stop();
    m_pace.emplace(PaceSettings {.every = m_plan.every,
                                 .firstAfter = m_plan.firstAfter,
                                 .spread = m_plan.spread},
                   m_plan.seed);
    m_holds = readHolds(m_memories[holdsName].value);
    makeSources();
    tellModels();
    scheduleNext();
}

void WatchRunner::stop()
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_timer.stop();
    delete m_fetch;
    m_fetch = nullptr;
    m_round = nullptr;
    m_sources.clear();
    m_lists.clear();
    m_pace.reset();
}

void WatchRunner::setPlan(const WatchPlan& plan, const Catalogue& catalogue)
{
    m_plan = plan;
    m_catalogue = catalogue;
    start();
}

void WatchRunner::makeSources()
{
    if (!m_plan.statusUrls.empty()) {
        add(std::make_unique<StatusWatcher>(m_plan.statusUrls, m_catalogue, 3 * m_plan.every,
                                            m_memories));
    }
    for (const WatchPlan::Account& account : m_plan.modelLists) {
        auto watcher =
            std::make_unique<ModelWatcher>(account.organization, account.api, m_memories);
        m_lists[watcher->name()] = watcher->models();
        add(std::move(watcher));
    }
    for (const QUrl& page : m_plan.documents) {
        add(std::make_unique<DocumentWatcher>(page, m_catalogue, m_memories));
    }
    for (const WatchPlan::Account& account : m_plan.admins) {
        add(std::make_unique<AdminWatcher>(account.organization, account.api, m_catalogue,
                                           m_memories));
    }
}

void WatchRunner::add(std::unique_ptr<Watcher> watcher)
{
    const QString name = watcher->name();
    if (m_sources.contains(name)) { // a page that is listed twice is read once
        return;
    }
    Source source {.watcher = std::move(watcher),
                   .asked = readAsked(m_memories[askedPrefix + name].value),
                   .trouble = {}};
    m_pace->add(name, source.asked, now());
    m_sources.emplace(name, std::move(source));
}

void WatchRunner::runDue()
{
    if (m_round) {
        return;
    }
    if (const auto name = m_pace->due(now().elapsed)) {
        begin(*name);
    } else {
        scheduleNext();
    }
}

void WatchRunner::scheduleNext()
{
    if (const auto next = m_pace->nextAt()) {
        m_timer.start(std::clamp<std::chrono::milliseconds>(*next - now().elapsed, 0ms, 1h));
    }
}

// That it was asked is remembered before it is: a program that dies of the answer must not ask
// again at each start.
void WatchRunner::begin(const QString& name)
{
    m_round = &m_sources.at(name);
    m_requests = 0;
    m_pace->asked(name, now().elapsed);
    m_round->asked.askedAt = now().wall;
    m_round->asked.restUntil.reset();
    keepAsked(*m_round);
    send(m_round->watcher->begin(now().wall));
}

void WatchRunner::send(const WatchAsk& ask)
{
    const QString origin = originOf(ask.url);
    const auto hold = m_holds.find(origin);
    if (hold != m_holds.end() && now().wall < hold->second) {
        WatchAnswer answer;
        answer.url = ask.url;
        answer.failure = u"asked to wait until %1"_s.arg(momentText(hold->second));
        onAnswer(answer);
        return;
    }
    m_fetch = new WatchFetch(ask, m_round->asked.validators[ask.url.toString()], this);
    connect(m_fetch, &WatchFetch::ended, this, [this](const WatchAnswer& answer) {
        m_fetch->deleteLater();
        m_fetch = nullptr;
        heedWait(answer);
        onAnswer(answer);
    });
    m_fetch->start(m_network);
}

void WatchRunner::onAnswer(const WatchAnswer& answer)
{
    const WatchStep step = m_round->watcher->take(answer);
    const QString url = answer.url.toString();
    if (step.accepted && !answer.isUnchanged()) {
        m_round->asked.validators[url] = {
            .etag = headerValue(answer.headers, "etag").value_or(QByteArray()),
            .lastModified = headerValue(answer.headers, "last-modified").value_or(QByteArray())};
    } else if (!step.accepted) {
        m_round->asked.validators.erase(url);
    }
    if (step.next && ++m_requests < maxRequests) {
        send(*step.next);
    } else {
        finishRound();
    }
}

void WatchRunner::finishRound()
{
    Source& source = *m_round;
    m_round = nullptr;
    const WatchFindings findings = source.watcher->finish(now().wall);
    for (const Event& event : findings.events) {
        emit found(event);
    }
    for (const Memory& memory : findings.memories) {
        keep(memory);
    }
    if (findings.rest) {
        source.asked.restUntil = now().wall + *findings.rest;
        m_pace->restUntil(source.watcher->name(), now(), *source.asked.restUntil);
    }
    keepAsked(source); // after what the validators speak of
    tell(source, findings.trouble);
    if (findings.models) {
        m_lists[source.watcher->name()] = *findings.models;
        tellModels();
    }
    scheduleNext();
}

void WatchRunner::keep(const Memory& memory)
{
    m_memories[memory.name] = memory;
    emit remembered(memory);
}

void WatchRunner::keepAsked(const Source& source)
{
    keep({.name = askedPrefix + source.watcher->name(),
          .at = now().wall,
          .value = writeAsked(source.asked)});
}

void WatchRunner::heedWait(const WatchAnswer& answer)
{
    const auto wait = readHeaders(answer.headers, now().wall).retryAfter;
    if (!wait
        || answer.status < 300) { // it stands on some plain answers too and means nothing there
        return;
    }
    m_holds[originOf(answer.url)] =
        now().wall + std::min<std::chrono::milliseconds>(*wait, longestHold);
    QJsonObject holds;
    for (const auto& [origin, until] : m_holds) {
        if (until > now().wall) {
            holds[origin] = momentText(until);
        }
    }
    keep({.name = holdsName,
          .at = now().wall,
          .value = QJsonDocument(holds).toJson(QJsonDocument::Compact)});
}

void WatchRunner::tell(Source& source, const QString& trouble)
{
    if (trouble != source.trouble && !trouble.isEmpty()) {
        emit troubled(source.watcher->name(), trouble);
    }
    source.trouble = trouble;
}

// All organizations together: a model that only one of them may use is not missing.
void WatchRunner::tellModels()
{
    std::vector<ListedModel> all;
    for (const auto& [source, models] : m_lists) {
        for (const ListedModel& model : models) {
            if (std::ranges::find(all, model.id, &ListedModel::id) == all.end()) {
                all.push_back(model);
            }
        }
    }
    if (!all.empty()) {
        emit listed(all);
    }
}

WatchNow WatchRunner::now() const
{
    return {.wall = m_clock->now(),
            .elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock->monotonic())};
}

} // namespace plimsoll
