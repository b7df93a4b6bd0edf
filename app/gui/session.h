// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/configfile.h"
#include "app/demo/demoworld.h"
#include "app/gui/guioptions.h"
#include "app/gui/scheduledesk.h"
#include "app/gui/view.h"
#include "app/pipeline/keyring.h"
#include "app/pipeline/pipeline.h"
#include "app/systemsignals.h"

#include <memory>

namespace plimsoll {

// The dashboard from start to end: where the data come from (the demo, a live collector, or only
// what is stored), and an end that loses nothing.
class Session final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Session)

public:
    explicit Session(const GuiOptions& options, QObject* parent = nullptr);
    ~Session() override;

public slots:
    void start();
    void stop(); // writes what is under way, then ended()

signals:
    void ended();

private:
    void openView(const QString& database);
    void startDemo();
    void probeDemo(const QUrl& baseUrl);
    void startLive();
    void onKeys(const Keyring& keyring);
    void startWith(const FoundKeys& keys);
    void askConsent(const FoundKeys& keys);
    void editSchedule();
    void onScheduleSaved(const Settings& settings);
    void reconfigure(const FoundKeys& keys);
    void collect(const Settings& settings, PipelineSettings pipeline);
    void refuse(const QString& why);
    void connectPipeline();
    void showCollecting(const QString& advice = {});
    void notCollecting(const QString& why, const QString& hint);

    GuiOptions m_options;
    std::shared_ptr<const Clock> m_clock = std::make_shared<SystemClock>();
    Paths m_paths;
    Settings m_settings;
    Settings m_collected; // what the pipeline was given last
    QString m_refused; // why the file is not in force, or cannot be edited
    QString m_storeTrouble; // "" or a sentence: the store fails, and what waits
    QString m_leftOut; // what is not measured for want of a key, in sentences
    SystemSignals m_signals;
    std::unique_ptr<DemoWorld> m_demo;
    std::unique_ptr<Pipeline> m_pipeline; // ends before the demo's simulator
    std::unique_ptr<View> m_view;
    std::unique_ptr<ScheduleDesk> m_desk; // of the view
    bool m_stopping = false;
};

} // namespace plimsoll
