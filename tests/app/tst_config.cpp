// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/configfile.h"
#include "app/config/configwriter.h"
#include "app/pipeline/assembly.h"
#include "probes/schedule/cost.h"
#include "tests/support/paths.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString dataFile(const QString& name)
{
    return test::dataFile(u"config/"_s + name);
}

Result<LoadedConfig> load(const QString& path)
{
    Paths paths;
    paths.configFile = path;
    paths.configFileNamed = true;
    return loadConfig(paths, {});
}

ParsedConfig parse(const QByteArray& text)
{
    return parseConfig(text, defaultSettings({}));
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestConfig : public QObject
{
    Q_OBJECT

private slots:
    void mistakes_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QStringList>("sentences"); // "LINE: what the sentence holds"
        const auto row = [](const char* file, const QStringList& sentences) {
            QTest::newRow(file) << u"invalid-%1.toml"_s.arg(QLatin1String(file)) << sentences;
        };
        row("not-toml", {u"2: this is not TOML"_s});
        row("watch",
            {u"2: enabled in [watch] must be true or false, not a string"_s,
             u"3: watch.every must be from 15m to 24h"_s,
             u"4: watch.status_urls: \"http://status.example\" must be an address that starts"_s,
             u"5: documents in [watch] must be a list of strings"_s});
        row("unknown-key",
            {u"3: this version knows no \"evry\" in [[target]]. Did you mean \"every\"?"_s});
        row("unknown-key-far",
            {u"2: this version knows no \"colour\" in [budget]. It knows: "
             "requests_per_minute, usd_per_day, usd_per_month."_s});
        row("unknown-section",
            {u"1: this version knows no \"bugdet\" in the file. Did you mean \"budget\"?"_s});
        row("base-url-type", {u"2: base_url in [api] must be a string, not a number."_s});
        row("base-url", {u"3: "_s});
        row("key-reference", {u"2: key in [api] must say where the key is kept"_s});
        row("key-in-file", {u"2: key in [api] holds a key."_s});
        row("budget-type", {u"2: usd_per_day in [budget] must be a number, not a string."_s});
        row("budget-negative", {u"2: usd_per_day in [budget] must not be negative"_s});
        row("budget-month", {u"3: usd_per_month in [budget] must not be negative"_s});
        row("requests", {u"2: requests_per_minute in [budget] must lie between 1 and"_s});
        row("requests-fraction", {u"2: requests_per_minute in [budget] must be a whole number"_s});
        row("duration", {u"3: every in [[target]] is \"5 parsecs\", which is not a duration"_s});
        row("duration-number", {u"3: every in [[target]] must be a duration in quotes"_s});
        row("every-short", {u"3: every in [[target]] must lie between 1s and 7d."_s});
        row("timeout", {u"3: timeout in [[target]] must lie between 1s and 1h."_s});
        row("jitter", {u"3: jitter in [[target]] is a share"_s});
        row("kind", {u"3: kind in [[target]] is \"admision\""_s});
        row("kind-followup", {u"3: kind in [[target]] is \"followup\""_s});
        row("model-missing", {u"4: [[target]] of kind admission needs a model."_s});
        row("line-model", {u"3: [[target]] of kind line takes no model"_s});
        row("target-twice",
            {u"4: a [[target]] of this model and kind (claude-opus-4-7 admission)"_s});
        row("target-table", {u"1: target in the file must be a list of tables"_s});
        row("price-missing", {u"1: [prices.\"claude-opus-4-7\"] lacks the price \"output\"."_s});
        row("price-negative",
            {u"2: input in [prices.\"claude-opus-4-7\"] must not be negative."_s});
        row("price-date", {u"2: from in [prices.\"claude-opus-4-7\"] must be a date"_s});
        row("storage-path", {u"2: path in [storage] is empty"_s});
        row("backup",
            {u"2: [storage] backup_every is less than an hour"_s, u"3: backup_directory"_s,
             u"4: [storage] backup_keep is 0: give how many"_s});
        row("keep-raw", {u"2: keep_raw in [storage] must be at least 2d: a day is packed"_s});
        row("keep-raw-hours", {u"2: keep_raw in [storage] must be whole days such as"_s});
        row("keep-raw-number", {u"2: keep_raw in [storage] must be a duration in quotes"_s});
        row("max-size", {u"2: max_size in [storage] must be at least 16 MiB; leave it out"_s});
        row("cache", {u"2: cache in [storage] must be at least 1 MiB; leave it out"_s});
        row("max-size-unit", {u"2: max_size in [storage] is \"2G\", which is not a size"_s});
        row("max-size-number", {u"2: max_size in [storage] must be a size in quotes"_s});
        row("organization-name", {u"4: \"a b\" cannot name an organization"_s});
        row("organization-key-missing", {u"1: [organization.acme] needs a key"_s});
        row("organization-key-in-file", {u"2: key in [organization.acme] holds a key."_s});
        row("organization-unknown",
            {u"6: there is no [organization.acne]; leave organization out for the key in [api]. "
             u"Did "
             "you mean \"acme\"?"_s});
        row("organization-table", {u"1: organization in the file must be a table"_s});
        row("organization-unknown-key",
            {u"3: this version knows no \"keey\" in [organization.acme]. Did you mean \"key\"?"_s});
        row("admin-key", {u"2: admin_key in [api] must say where the key is kept"_s});
        row("sampling",
            {u"3: sampling in [[target]] is \"poison\", but must be \"poisson\" or \"fixed\". Did "
             u"you "
             "mean \"poisson\"?"_s});
        row("jitter-poisson", {u"4: jitter in [[target]] belongs to sampling = \"fixed\""_s});
        row("claims", {u"2: file in [claims] must be an absolute path"_s});
        row("check-host", {u"2: line.check_host must be a host"_s});
        row("many",
            {u"2: this version knows no \"base_ulr\" in [api]. Did you mean \"base_url\"?"_s,
             u"5: usd_per_day in [budget] must be a number, not true or false."_s,
             u"9: every in [[target]] is \"soon\""_s});
    }
    void mistakes()
    {
        QFETCH(QString, file);
        QFETCH(QStringList, sentences);
        const auto loaded = load(dataFile(file));
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, Error::Code::Config);
        const QStringList lines = loaded.error().message.split(u'\n');
        QCOMPARE(lines.size(), sentences.size());
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const QString start = dataFile(file) + u", line " + sentences[i];
            QVERIFY2(lines[i].startsWith(start), qPrintable(lines[i]));
        }
        QVERIFY(!loaded.error().message.contains(u"sk-ant"_s));
    }

    void everyInvalidFileHasARow()
    {
        const QStringList files = QDir(dataFile({})).entryList({u"invalid-*.toml"_s}, QDir::Files);
        QCOMPARE(files.size(), 49);
    }

    // The pair is one target, and what config show writes is read again.
    void cachePairIsATarget_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("as a person writes it") << u"cache"_s;
        QTest::newRow("as the program names it") << u"cache_write"_s;
    }
    void cachePairIsATarget()
    {
        QFETCH(QString, kind);
        const QTemporaryDir directory;
        QFile file(directory.filePath(u"p.toml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[storage]\npath = \"p.sqlite\"\n[[target]]\nmodel = \"claude-opus-4-7\"\nevery "
                   "= \"6h\"\nkind = \""
                   + kind.toUtf8() + "\"\n");
        file.close();
        const auto loaded = load(file.fileName());
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().message));
        QCOMPARE(loaded->settings.targets.front().id.kind, ProbeKind::CacheWrite);
    }

    void validFileIsRead()
    {
        const auto loaded = load(dataFile(u"valid-all.toml"_s));
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().message));
        const Settings& settings = loaded->settings;
        QCOMPARE(settings.api.baseUrl, QUrl(u"http://127.0.0.1:8080"_s));
        QCOMPARE(settings.api.version, QByteArray("2026-10-21"));
        QVERIFY(settings.api.key.isEmpty());
        QCOMPARE(settings.keyReference, u"file:/run/secrets/claude"_s);
        QVERIFY(!settings.budget.usdPerDay);
        QCOMPARE(settings.budget.usdPerMonth, std::optional(7.5));
        QCOMPARE(settings.budget.requestsPerMinute, 120);
        QCOMPARE(settings.targets.size(), std::size_t(3));
        const Target prefill {.id = {u"claude-sonnet-5-5"_s, ProbeKind::Prefill},
                              .every = 90min,
                              .sampling = Sampling::Fixed,
                              .jitter = 0,
                              .timeout = 10s};
        QVERIFY(settings.targets[0] == prefill);
        QVERIFY(settings.targets[1].id == (TargetId {{}, ProbeKind::Line}));
        QVERIFY(settings.targets[2].id
                == (TargetId {u"claude-sonnet-5-5"_s, ProbeKind::Prefill, u"acme"_s}));
        QCOMPARE(settings.targets[2].sampling, Sampling::Poisson);
        QCOMPARE(settings.adminKeyReference, u"keychain:admin"_s);
        QCOMPARE(settings.line.checkHost, u"192.0.2.1:443"_s);
        QCOMPARE(settings.organizations.size(), std::size_t(2));
        const OrganizationSettings& acme = settings.organizations.at(u"acme"_s);
        QCOMPARE(acme.keyReference, u"env:ACME_KEY"_s);
        QCOMPARE(acme.adminKeyReference, QString());
        QCOMPARE(acme.api.baseUrl, settings.api.baseUrl); // left out: as in [api]
        QCOMPARE(acme.api.version, settings.api.version);
        const OrganizationSettings& beta = settings.organizations.at(u"beta"_s);
        QCOMPARE(beta.api.baseUrl, QUrl(u"https://gateway.example/claude"_s));
        QCOMPARE(beta.adminKeyReference, u"file:/run/secrets/beta-admin"_s);
        QCOMPARE(settings.prices.at(u"claude-sonnet-5-5"_s).size(), std::size_t(2));
        QCOMPARE(toEpochMs(settings.prices.at(u"claude-sonnet-5-5"_s)[1].validFrom),
                 1'796'119'200'000LL); // 2026-12-01T10:00:00Z
        QCOMPARE(settings.storage.path, u"plimsoll/measured.sqlite"_s);
        const BackupPlan backup {.every = 24h, .directory = u"/mnt/backups"_s, .keep = 14};
        QVERIFY(settings.storage.backup == backup);
        const RetentionPolicy retention {.keepRaw = std::chrono::days(91),
                                         .maxBytes = 1'610'612'736};
        QVERIFY(settings.storage.retention == retention);
        QCOMPARE(settings.storage.cacheBytes, std::optional<qint64>(256 << 20));
        QVERIFY(pipelineSettings(settings, {}, u"p.sqlite"_s, fromEpochMs(0)).store.retention
                == retention);
        const WatchSettings watch {.enabled = false,
                                   .every = 1h,
                                   .statusUrls = std::vector {QUrl(u"http://127.0.0.1:8081"_s)},
                                   .documents = std::vector<QUrl>(),
                                   .models = false};
        QVERIFY(settings.watch == watch);
        QCOMPARE(settings.claimsFile, u"/srv/claims.toml"_s);
    }

    void userPricesWin()
    {
        const auto loaded = load(dataFile(u"valid-all.toml"_s));
        QVERIFY(loaded);
        const Catalogue catalogue = catalogueOf(loaded->settings);
        const Usage usage {.input = 10, .output = 1, .cacheWrite = {}, .cacheRead = {}};
        const TimePoint november = fromEpochMs(1'795'262'400'000);
        QCOMPARE(catalogue.costNanoUsd(u"claude-sonnet-5-5"_s, usage, november),
                 std::optional<qint64>(12'000));
        QCOMPARE(catalogue.costNanoUsd(u"claude-next"_s, usage, november),
                 std::optional<qint64>(34'000));
    }

    void writtenSettingsReadBackTheSame_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("the defaults") << QString();
        QTest::newRow("a file with everything") << u"valid-all.toml"_s;
    }
    void writtenSettingsReadBackTheSame()
    {
        QFETCH(QString, file);
        const Settings before =
            file.isEmpty() ? defaultSettings({}) : load(dataFile(file))->settings;
        const QByteArray text = toToml(before);
        const ParsedConfig after = parse(text);
        QCOMPARE(describe(after.problems, {}), QStringList());
        QCOMPARE(toToml(after.settings), text);
        QVERIFY(after.settings.targets == before.targets);
        QVERIFY(after.settings.watch == before.watch);
        QVERIFY(after.settings.storage.retention == before.storage.retention);
        QCOMPARE(after.settings.api.baseUrl, before.api.baseUrl);
        QCOMPARE(after.settings.budget.usdPerDay, before.budget.usdPerDay);
        QCOMPARE(after.settings.budget.usdPerMonth, before.budget.usdPerMonth);
        QCOMPARE(after.settings.prices.size(), before.prices.size());
        QCOMPARE(after.settings.organizations.size(), before.organizations.size());
        QCOMPARE(after.settings.line.checkHost, before.line.checkHost);
        QCOMPARE(after.settings.adminKeyReference, before.adminKeyReference);
        QCOMPARE(toJson(after.settings), toJson(before));
    }

    void exampleIsTheDefaults()
    {
        const ParsedConfig example =
            parse(read(test::sourceDir() + u"/resources/plimsoll.example.toml"));
        QCOMPARE(describe(example.problems, {}), QStringList());
        QCOMPARE(describe(example.warnings, {}), QStringList());
        QCOMPARE(toToml(example.settings), toToml(defaultSettings({})));
    }

    void defaultsStayWithinTheirBudget()
    {
        const Settings settings = defaultSettings({});
        const DailyCost cost =
            costPerDayUsd(settings.targets, catalogueOf(settings), fromEpochMs(1'795'262'400'000));
        QVERIFY(cost.unknownPrices.isEmpty());
        QVERIFY(settings.budget.usdPerDay);
        QVERIFY2(cost.usdPerDay <= *settings.budget.usdPerDay,
                 qPrintable(QString::number(cost.usdPerDay)));
    }

    void environmentGivesTheBaseUrl()
    {
        QProcessEnvironment environment;
        environment.insert(u"ANTHROPIC_BASE_URL"_s, u"http://127.0.0.1:9"_s);
        QCOMPARE(defaultSettings(environment).api.baseUrl, QUrl(u"http://127.0.0.1:9"_s));
        // The file, being more particular, wins.
        const ParsedConfig parsed = parseConfig("[api]\nbase_url = \"http://127.0.0.1:10\"\n",
                                                defaultSettings(environment));
        QCOMPARE(parsed.settings.api.baseUrl, QUrl(u"http://127.0.0.1:10"_s));
        QCOMPARE(defaultSettings({}).api.baseUrl, QUrl(u"https://api.anthropic.com"_s));
    }

    void jitterAloneMeansAFixedInterval()
    {
        const ParsedConfig parsed =
            parse("[[target]]\nmodel = \"claude-opus-4-7\"\njitter = 0.1\n");
        QVERIFY(parsed.problems.empty());
        QCOMPARE(parsed.settings.targets[0].sampling, Sampling::Fixed);
        QCOMPARE(parsed.warnings.size(), std::size_t(1));
        QCOMPARE(parsed.warnings[0].line, 3);
        QVERIFY(parsed.warnings[0].sentence.contains(u"\"poisson\""_s));
        const ParsedConfig said = parse("[[target]]\nmodel = \"claude-opus-4-7\"\n"
                                        "sampling = \"fixed\"\njitter = 0.1\n");
        QVERIFY(said.problems.empty() && said.warnings.empty());
        QCOMPARE(said.settings.targets[0].sampling, Sampling::Fixed);
    }

    void unknownModelIsAWarning()
    {
        const ParsedConfig parsed = parse("[[target]]\nmodel = \"claude-opus-47\"\n");
        QVERIFY(parsed.problems.empty());
        QCOMPARE(parsed.warnings.size(), std::size_t(1));
        QCOMPARE(parsed.warnings[0].line, 2);
        QVERIFY(parsed.warnings[0].sentence.contains(u"Did you mean \"claude-opus-4-7\"?"_s));
    }

    void missingFile()
    {
        const QTemporaryDir directory;
        Paths paths;
        paths.configFile = directory.filePath(u"plimsoll.toml"_s);
        const auto usual = loadConfig(paths, {});
        QVERIFY(usual);
        QCOMPARE(usual->origin, QString());
        QCOMPARE(toToml(usual->settings), toToml(defaultSettings({})));
        // Somebody named it, so its absence is a mistake.
        paths.configFileNamed = true;
        const auto named = loadConfig(paths, {});
        QVERIFY(!named);
        QCOMPARE(named.error().code, Error::Code::NotFound);
        paths.configFile = directory.path();
        QCOMPARE(loadConfig(paths, {}).error().code, Error::Code::Config);
    }
};

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
