// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/settings.h"
#include "app/pipeline/pipeline.h"
#include "probes/simulator/simulator.h"
#include "storage/query/dashboard.h"
#include "storage/report/statusreport.h"
#include "storage/sqlite/sqlitestore.h"
#include "tests/support/program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Counts = std::map<QString, std::map<QString, qint64>>; // model -> outcome -> how often

// What the simulator knows that it answered.
Counts countsOf(const std::map<QString, OutcomeCounts>& served)
{
    Counts counts;
    for (const auto& [model, outcomes] : served) {
        for (std::size_t i = 0; i < outcomeCount; ++i) {
            if (outcomes[Outcome(i)] > 0) {
                counts[model][name(Outcome(i))] = qint64(outcomes[Outcome(i)]);
            }
        }
    }
    return counts;
}

// Adds what one entry of a status tells; skipped probes never reached the simulator.
void add(const QJsonValue& entry, Counts& counts)
{
    const QJsonObject outcomes = entry[u"counts"_s].toObject();
    for (auto it = outcomes.begin(); it != outcomes.end(); ++it) {
        if (it.value().toInteger() > 0 && it.key() != u"skipped") {
            counts[entry[u"model"_s].toString()][it.key()] += it.value().toInteger();
        }
    }
}

// The same as status --json tells it of all probes for output: follow-ups too, which are in no rate
// but which the simulator cannot tell from the others.
Counts countsOf(const QJsonObject& status)
{
    Counts counts;
    const QJsonArray targets = status[u"targets"_s].toArray();
    for (const QJsonValue& target : targets) {
        const auto kind = probeKindFromName(target[u"kind"_s].toString());
        if (kind && isPaid(*kind)) {
            add(target, counts);
        }
    }
    return counts;
}

// What status --json calls the counts of its models, and what its targets say they must be: all
// that may enter a rate, without a single follow-up.
std::pair<Counts, Counts> rateCountsOf(const QJsonObject& status)
{
    Counts told;
    Counts expected;
    const QJsonArray models = status[u"models"_s].toArray();
    for (const QJsonValue& model : models) {
        add(model, told);
    }
    const QJsonArray targets = status[u"targets"_s].toArray();
    for (const QJsonValue& target : targets) {
        const auto kind = probeKindFromName(target[u"kind"_s].toString());
        if (kind && countsInRate(*kind)) {
            add(target, expected);
        }
    }
    return {told, expected};
}

QByteArray describe(const Counts& counts)
{
    QByteArray text;
    for (const auto& [model, outcomes] : counts) {
        text += model.toUtf8() + ':';
        for (const auto& [outcome, count] : outcomes) {
            text += ' ' + outcome.toUtf8() + '=' + QByteArray::number(count);
        }
        text += "; ";
    }
    return text;
}

QByteArray comparison(const Counts& served, const Counts& measured)
{
    return "\n  served:   " + describe(served) + "\n  measured: " + describe(measured);
}

qint64 total(const Counts& counts)
{
    qint64 sum = 0;
    for (const auto& [model, outcomes] : counts) {
        for (const auto& [outcome, count] : outcomes) {
            sum += count;
        }
    }
    return sum;
}

// What the unexpected outcomes say of themselves, for the message of a failed comparison.
QByteArray failures(const QString& database)
{
    const auto reader = openSqliteReader(database);
    QByteArray text;
    RowFilter filter;
    filter.range = {fromEpochMs(0), SystemClock().now() + 1h};
    filter.outcomes = {Outcome::ConnectFailed, Outcome::LocalNetwork, Outcome::DnsFailed,
                       Outcome::Cut};
    const auto read = (*reader)->observations(filter, [&text](const Observation& observation) {
        text += "\n  row " + QByteArray::number(observation.seq) + ", "
            + name(observation.target.kind).latin1() + ' ' + name(observation.outcome).latin1()
            + ": " + observation.detail.toUtf8();
        return true;
    });
    return read ? text : read.error().message.toUtf8();
}

// Every model four times a second; times that only a fault of the simulator exceeds.
ProbeSettings fastSchedule(const QUrl& baseUrl)
{
    Settings settings = defaultSettings({});
    settings.api.baseUrl = baseUrl;
    settings.budget = {.usdPerDay = std::nullopt, .requestsPerMinute = 100'000};
    std::erase_if(settings.targets,
                  [](const Target& target) { return target.id.kind == ProbeKind::Line; });
    for (Target& target : settings.targets) {
        target.every = 250ms;
        target.timeout = 15s;
    }
    ProbeSettings probes = probeSettingsOf(settings, {.keys = {{QString(), "sk-ant-test"}}}, 7);
    probes.maxInFlight = 64;
    probes.stallTimeout = 4s;
    return probes;
}

// Collects against a simulator for a while and lets every answer come in.
void collect(const QUrl& baseUrl, const QString& database, std::chrono::milliseconds time)
{
    Pipeline pipeline({.probes = fastSchedule(baseUrl),
                       .catalogue = Catalogue::shipped(),
                       .watch = {.enabled = false, .statusUrls = {}, .documents = {}},
                       .store = {.database = database, .announced = {}}},
                      std::make_shared<SystemClock>());
    QSignalSpy stopped(&pipeline, &Pipeline::stopped);
    QTimer::singleShot(time, &pipeline, &Pipeline::drain);
    pipeline.start();
    QVERIFY(stopped.wait(60'000));
}

QJsonObject statusOf(const QString& database)
{
    const auto reader = openSqliteReader(database);
    const TimePoint now = SystemClock().now();
    const auto answer = dashboard(**reader, Catalogue::shipped(),
                                  {.selection = {.range = {now - 24h, now + 1ms}, .models = {}},
                                   .asOf = now,
                                   .zone = QTimeZone::utc()});
    return statusJson(*answer);
}

QByteArray get(const QUrl& url)
{
    QNetworkAccessManager network;
    const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    return finished.wait(10'000) ? reply->readAll() : QByteArray();
}

Counts countsOfLog(const QByteArray& log)
{
    Counts counts;
    const QJsonObject models = QJsonDocument::fromJson(log)[u"models"_s].toObject();
    for (auto model = models.begin(); model != models.end(); ++model) {
        const QJsonObject outcomes = model.value().toObject();
        for (auto it = outcomes.begin(); it != outcomes.end(); ++it) {
            if (it.value().toInteger() > 0) {
                counts[model.key()][it.key()] = it.value().toInteger();
            }
        }
    }
    return counts;
}

} // namespace

// What the status says is what the simulator answered, count by count, in every outcome.
class TestCounts : public QObject
{
    Q_OBJECT

private slots:
    void everyScenario_data()
    {
        QTest::addColumn<QString>("scenario");
        for (const QString& scenario : simulator::shippedScenarios()) {
            QTest::newRow(qPrintable(scenario)) << scenario;
        }
    }
    void everyScenario()
    {
        QFETCH(QString, scenario);
        const auto loaded = simulator::loadScenario(scenario);
        QVERIFY(loaded);
        simulator::SimulatorSettings settings;
        settings.scenario = *loaded;
        settings.seed = 7;
        settings.startAt = loaded->liveAt;
        simulator::Simulator server(settings, Catalogue::shipped());
        const auto url = server.listen();
        QVERIFY(url);

        const QTemporaryDir directory;
        const QString database = directory.filePath(u"p.sqlite"_s);
        collect(*url, database, 8s);

        const Counts served = countsOf(server.served());
        const Counts measured = countsOf(statusOf(database));
        QVERIFY2(total(served) > 20, describe(served).constData());
        const QByteArray difference = comparison(served, measured) + failures(database);
        QVERIFY2(measured == served, difference.constData());
        const auto [told, expected] = rateCountsOf(statusOf(database));
        QVERIFY2(told == expected, comparison(expected, told).constData());
        const auto disagreements = verifySqliteStore(database);
        QVERIFY(disagreements);
        QCOMPARE(*disagreements, QStringList());
    }

    void theProgramsThemselves()
    {
        Program program;
        const auto simulator =
            program.start({u"simulate"_s, u"--scenario"_s, u"launch-crunch"_s, u"--seed"_s, u"7"_s,
                           u"--log"_s, program.path(u"served.jsonl"_s)});
        const QByteArray url = Program::firstLine(*simulator);
        QVERIFY2(url.startsWith("http://127.0.0.1:"), url.constData());
        writeFile(
            program.path(u"p.toml"_s),
            "[api]\nbase_url = \"" + url
                + "\"\n[budget]\nusd_per_day = \"none\"\nrequests_per_minute = 1000\n"
                  "[[target]]\nmodel = \"claude-opus-4-7\"\nevery = \"1s\"\n"
                  "[[target]]\nmodel = \"claude-opus-4-7\"\nkind = \"prefill\"\nevery = \"1s\"\n"
                  "[[target]]\nmodel = \"claude-opus-4-7\"\nkind = \"generation\"\nevery = \"1s\"\n"
                  "[[target]]\nkind = \"control\"\nevery = \"1s\"\n");
        program.setVariable(u"PLIMSOLL_CONFIG"_s, program.path(u"p.toml"_s));
        program.setVariable(u"ANTHROPIC_API_KEY"_s, u"sk-ant-test"_s);

        const auto run = program.run({u"run"_s, u"--for"_s, u"10s"_s});
        QVERIFY2(run.code == 0, run.err.constData());
        QVERIFY2(run.err.contains("USD a day"), run.err.constData()); // the cost comes first
        QCOMPARE(run.out, QByteArray());

        const auto status = program.run({u"status"_s, u"--json"_s});
        QCOMPARE(status.code, 0);
        const QJsonObject json = QJsonDocument::fromJson(status.out).object();
        const Counts measured = countsOf(json);
        const Counts served = countsOfLog(get(QUrl(QString::fromLatin1(url) + u"/simulator/log")));
        QVERIFY2(total(served) > 10, describe(served).constData());
        QVERIFY2(measured == served, comparison(served, measured).constData());
        const auto [told, expected] = rateCountsOf(json);
        QVERIFY2(told == expected, comparison(expected, told).constData());
        // One line per request that was served, the free ones too.
        QVERIFY(readFile(program.path(u"served.jsonl"_s)).count('\n') > total(served));

        const auto verified = program.run({u"db"_s, u"verify"_s});
        QVERIFY2(verified.code == 0, verified.out.constData());
        simulator->terminate();
        QCOMPARE(Program::waitFor(*simulator).code, 0);
    }
};

QTEST_GUILESS_MAIN(TestCounts)
#include "tst_counts.moc"
