// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/session.h"

#include "app/claims/claimbooks.h"
#include "app/gui/collecting.h"
#include "app/gui/consent.h"
#include "app/logging.h"
#include "app/pipeline/assembly.h"

#include <QLocale>
#include <QRandomGenerator>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

QString keyHint()
{
    return Session::tr("Nothing is being measured. Set ANTHROPIC_API_KEY, or say in the "
                       "configuration where your key is kept, and start again; or look around with "
                       "simulated data: plimsoll --demo");
}

QString notInForce()
{
    return Session::tr("The schedule was saved but is not in force; the old one goes on.") + u'\n';
}

// The usual schedule against the simulator, which costs nothing.
Settings demoSettings(const QUrl& baseUrl)
{
    Settings settings = defaultSettings({});
    settings.api.baseUrl = baseUrl;
    settings.watch.statusUrls = std::vector {baseUrl}; // the simulator's own
    return settings;
}

} // namespace

Session::Session(const GuiOptions& options, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_paths(findPaths(options.config, options.database, QProcessEnvironment::systemEnvironment()))
    , m_settings(defaultSettings({}))
{
    connect(&m_signals, &SystemSignals::stopRequested, this, &Session::stop);
}

Session::~Session() = default;

void Session::start()
{
    if (m_options.demo) {
        startDemo();
    } else {
        startLive();
    }
}

void Session::stop()
{
    if (m_stopping) {
        return;
    }
    m_stopping = true;
    if (!m_pipeline) {
        emit ended();
        return;
    }
    connect(m_pipeline.get(), &Pipeline::stopped, this, &Session::ended);
    m_pipeline->halt();
}

void Session::openView(const QString& database)
{
    const auto claims = claimsOf(m_settings);
    m_view = std::make_unique<View>(
        ViewSource {.database = database,
                    .cacheBytes = m_settings.storage.cacheBytes.value_or(usualCacheBytes),
                    .catalogue = catalogueOf(m_settings),
                    .claims = std::make_shared<const ClaimBook>(claims ? *claims : shippedClaims()),
                    .silence = longestSilence(m_settings.targets),
                    .isThere = !m_demo,
                    .stateFile = m_paths.stateFile,
                    .clock = m_clock},
        m_options);
    m_desk = std::make_unique<ScheduleDesk>(*m_view, m_paths, m_clock);
    connect(m_view.get(), &View::scheduleAsked, this, &Session::editSchedule);
    connect(m_desk.get(), &ScheduleDesk::saved, this, &Session::onScheduleSaved);
    connect(m_desk.get(), &ScheduleDesk::refused, this, &Session::refuse);
    m_view->show();
    if (!claims) {
        m_view->showError(claims.error());
    }
}

void Session::startDemo()
{
    m_demo = std::make_unique<DemoWorld>(m_clock);
    openView(m_demo->database());
    connect(m_demo.get(), &DemoWorld::progressed, m_view.get(), &View::showFilling);
    connect(m_demo.get(), &DemoWorld::filled, m_view.get(), &View::startAsking);
    connect(m_demo.get(), &DemoWorld::ready, this, &Session::probeDemo);
    connect(m_demo.get(), &DemoWorld::failed, this, [this](const Error& error) {
        notCollecting(tr("The demo cannot run"), {});
        m_view->showError(error);
    });
    m_view->showFilling(0);
    m_demo->start();
}

void Session::probeDemo(const QUrl& baseUrl)
{
    const Settings settings = demoSettings(baseUrl);
    PipelineSettings pipeline = pipelineSettings(
        settings, {.keys = {.keys = {{QString(), DemoWorld::key}}}, .seed = DemoWorld::seed},
        m_demo->database(), m_clock->now());
    pipeline.store.demo = true;
    pipeline.store.announced.clear(); // the scenario brought its own
    collect(settings, std::move(pipeline));
}

void Session::startLive()
{
    const auto loaded = loadConfig(m_paths, QProcessEnvironment::systemEnvironment());
    if (loaded) {
        m_settings = loaded->settings;
    }
    openView(databasePath(m_paths, m_settings.storage.path));
    if (!loaded) {
        notCollecting(tr("The configuration has mistakes"), loaded.error().message);
        return;
    }
    lookUpKeys(m_settings, KeysWanted::Needed, {}, this,
               [this](const Keyring& keyring) { onKeys(keyring); });
}

void Session::onKeys(const Keyring& keyring)
{
    if (const auto error = noKeyAtAll(m_settings, keyring)) {
        qCWarning(appLog).noquote() << error->message;
        if (m_pipeline) {
            refuse(notInForce() + error->message);
        } else {
            notCollecting(tr("No key in use yet"), keyHint());
        }
        return;
    }
    m_leftOut = keyTroubles(m_settings, keyring).join(u' ');
    if (!m_leftOut.isEmpty()) {
        qCWarning(appLog).noquote() << m_leftOut;
    }
    startWith(keyring.found);
}

void Session::startWith(const FoundKeys& keys)
{
    if (m_stopping) {
        return;
    }
    if (m_pipeline) {
        reconfigure(keys);
        return;
    }
    const TimePoint now = m_clock->now();
    if (needsConsent(m_settings) && !costAccepted(m_settings, m_paths.stateFile, now)) {
        askConsent(keys);
        return;
    }
    m_view->setSilence(longestSilence(m_settings.targets));
    collect(m_settings,
            pipelineSettings(m_settings,
                             {.keys = keys, .seed = QRandomGenerator::system()->generate64()},
                             databasePath(m_paths, m_settings.storage.path), now));
}

void Session::askConsent(const FoundKeys& keys)
{
    const QString hint =
        tr("Nothing is being measured: what a day of probing costs has not been accepted yet.");
    notCollecting(tr("Not started"), hint);
    if (m_options.wall) { // no dialogs there
        qCWarning(appLog) << "Start plimsoll once without --wall to see and accept the cost.";
        return;
    }
    const Format format {.numbers = Numbers(QLocale()),
                         .times = Times(QTimeZone::systemTimeZone(), QLocale())};
    auto* notice = new CostNotice(costNoticeContent(m_settings, m_clock->now()), m_view->themes(),
                                  format, m_view->dialogParent()); // the window owns it
    notice->setAttribute(Qt::WA_DeleteOnClose);
    connect(notice, &QDialog::accepted, this, [this, keys] {
        rememberCostAccepted(m_settings, m_paths.stateFile, m_clock->now());
        startWith(keys);
    });
    notice->open();
}

void Session::collect(const Settings& settings, PipelineSettings pipeline)
{
    const QStringList mistakes = pipeline.probes.validate();
    if (!mistakes.isEmpty()) {
        notCollecting(tr("The configuration has mistakes"), mistakes.join(u'\n'));
        return;
    }
    m_collected = settings;
    m_pipeline = std::make_unique<Pipeline>(std::move(pipeline), m_clock);
    connectPipeline();
    m_pipeline->start();
}

void Session::connectPipeline()
{
    connect(m_pipeline.get(), &Pipeline::probing, this, [this] { showCollecting(); });
    connect(m_pipeline.get(), &Pipeline::fuseReset, this, [this] { showCollecting(); });
    connect(m_pipeline.get(), &Pipeline::fuseTripped, this,
            [this](const FuseTrip&, const QString& advice) { showCollecting(advice); });
    connect(m_pipeline.get(), &Pipeline::committed, m_view.get(), &View::refresh);
    connect(m_pipeline.get(), &Pipeline::storeRecovered, this, [this] {
        m_storeTrouble.clear();
        if (m_pipeline->isProbing()) {
            showCollecting();
        }
        m_view->refresh();
    });
    connect(m_pipeline.get(), &Pipeline::storeReported, this,
            [](const QString& report) { qCWarning(appLog).noquote() << report; });
    connect(m_pipeline.get(), &Pipeline::storeFailed, this,
            [this](const Error& error, const StoreTrouble& trouble) {
                if (m_pipeline->isProbing()) {
                    m_storeTrouble = sentence(trouble);
                    qCWarning(appLog).noquote() << m_storeTrouble;
                    showCollecting();
                } else { // for example because another collector writes: its data are shown
                    notCollecting(tr("Not collecting here"), error.message);
                }
            });
}

void Session::showCollecting(const QString& advice)
{
    CollectorStatus status = collectingStatus(m_collected);
    status.hint = m_leftOut;
    if (const auto& trip = m_pipeline->fuse()) {
        status.state = CollectorStatus::State::Paused;
        status.why = tr("The fuse has tripped");
        status.hint = QString(sentence(*trip) + u' ' + advice + u' ' + m_leftOut).simplified();
    }
    if (!m_storeTrouble.isEmpty()) { // stays until it is over, whatever can still be read
        status.hint = QStringList {m_storeTrouble, status.hint}.join(u'\n').trimmed();
    }
    if (!m_refused.isEmpty()) {
        status.hint = QStringList {m_refused, status.hint}.join(u'\n').trimmed();
    }
    m_view->setCollector(status);
}

void Session::editSchedule()
{
    if (m_options.demo) {
        m_desk->show(defaultSettings({}),
                     tr("The demo has no configuration to save this in. Start plimsoll without "
                        "--demo to edit yours."));
    } else {
        refuse({}); // what was wrong is looked at anew
        m_desk->edit();
    }
}

void Session::onScheduleSaved(const Settings& settings)
{
    m_settings = settings;
    lookUpKeys(m_settings, KeysWanted::Needed, {}, this,
               [this](const Keyring& keyring) { onKeys(keyring); });
}

// What it costs stood in the dialog when it was saved.
void Session::reconfigure(const FoundKeys& keys)
{
    const ProbeSettings probes =
        probeSettingsOf(m_settings, keys, QRandomGenerator::system()->generate64());
    const TimePoint now = m_clock->now();
    if (const QStringList mistakes = probes.validate(); !mistakes.isEmpty()) {
        refuse(notInForce() + mistakes.join(u'\n'));
        return;
    }
    if (!staysWith(m_settings, m_collected) && !costAccepted(m_settings, m_paths.stateFile, now)) {
        refuse(notInForce()
               + tr("Paid probes would go to another address than before. Start Plimsoll again to "
                    "see what that costs."));
        return;
    }
    if (needsConsent(m_settings)) {
        rememberCostAccepted(m_settings, m_paths.stateFile, now);
    }
    m_refused.clear();
    m_collected = m_settings;
    m_pipeline->setWatch(m_settings.watch);
    m_pipeline->reconfigure(probes, catalogueOf(m_settings));
    m_view->setSilence(longestSilence(m_settings.targets));
    if (m_pipeline->isProbing()) {
        showCollecting();
    } else {
        m_view->advise(tr("The schedule was saved, but nothing is collected here. A collector that "
                          "runs elsewhere takes it when it reads its configuration again."));
    }
}

void Session::refuse(const QString& why)
{
    if (!why.isEmpty()) {
        qCWarning(appLog).noquote() << why;
    }
    m_refused = why;
    if (m_pipeline && m_pipeline->isProbing()) {
        showCollecting();
    } else if (!why.isEmpty()) {
        m_view->advise(why);
    }
}

void Session::notCollecting(const QString& why, const QString& hint)
{
    CollectorStatus status;
    status.state = CollectorStatus::State::NotCollecting;
    status.why = why;
    status.hint = hint;
    m_view->setCollector(status);
}

} // namespace plimsoll
