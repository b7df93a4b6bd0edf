// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/settings.h"

#include <QTest>

#include <functional>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Change = std::function<void(ProbeSettings&)>;

ProbeSettings good()
{
    ProbeSettings settings;
    settings.api.key = "sk-ant-api03-canary";
    Target target;
    target.id.model = u"claude-opus-4-7"_s;
    settings.targets = {target};
    return settings;
}

} // namespace

Q_DECLARE_METATYPE(Change)

namespace {

void row(const char* name, const Change& change, const QString& mistake)
{
    QTest::newRow(name) << change << mistake;
}

void addApiAndBudget()
{
    row("the default", [](auto&) {}, {});
    row("a local server without TLS",
        [](auto& s) { s.api.baseUrl = QUrl(u"http://127.0.0.1:8080"_s); }, {});
    row("a local server by name", [](auto& s) { s.api.baseUrl = QUrl(u"http://localhost:8080"_s); },
        {});
    row(
        "a key over plain HTTP", [](auto& s) { s.api.baseUrl = QUrl(u"http://gateway.lan"_s); },
        u"unencrypted to gateway.lan"_s);
    row(
        "another scheme", [](auto& s) { s.api.baseUrl = QUrl(u"ftp://127.0.0.1"_s); },
        u"must start with https://"_s);
    row(
        "no host", [](auto& s) { s.api.baseUrl = QUrl(u"https:///v1"_s); }, u"names no host"_s);
    row(
        "a password in the address",
        [](auto& s) { s.api.baseUrl = QUrl(u"https://me:secret@api.example"_s); },
        u"must not hold a user name"_s);
    row(
        "a query in the address",
        [](auto& s) { s.api.baseUrl = QUrl(u"https://api.example/?a=b"_s); }, u"without ? or #"_s);
    row(
        "a version that is no date", [](auto& s) { s.api.version = "latest"; },
        u"must be a date"_s);
    row(
        "a key with a line break", [](auto& s) { s.api.key = "sk-ant-x\r\nevil: 1"; },
        u"copy it again"_s);
    row(
        "no key", [](auto& s) { s.api.key.clear(); }, u"no API key"_s);
    row("an organization with a key of its own",
        [](auto& s) {
            s.organizations[u"acme"_s].key = "sk-ant-acme";
            s.targets[0].id.organization = u"acme"_s;
            s.api.key.clear();
        },
        {});
    row(
        "an organization without a key",
        [](auto& s) {
            s.organizations[u"acme"_s] = {};
            s.targets[0].id.organization = u"acme"_s;
        },
        u"no API key of organization acme"_s);
    row(
        "an organization that is not there",
        [](auto& s) { s.targets[0].id.organization = u"acme"_s; },
        u"there is no organization \"acme\""_s);
    row(
        "an organization's key over plain HTTP",
        [](auto& s) {
            s.organizations[u"acme"_s].adminKey = "sk-ant-admin";
            s.organizations[u"acme"_s].baseUrl = QUrl(u"http://gateway.lan"_s);
        },
        u"organization acme: api.base_url would send the API key unencrypted"_s);
    row("no key is needed for the line",
        [](auto& s) {
            s.api.key.clear();
            s.targets[0].id = {QString(), ProbeKind::Line};
        },
        {});
    row(
        "a negative budget", [](auto& s) { s.budget.usdPerDay = -1; }, u"usd_per_day"_s);
    row("no budget", [](auto& s) { s.budget.usdPerDay.reset(); }, {});
    row(
        "no requests", [](auto& s) { s.budget.requestsPerMinute = 0; }, u"requests_per_minute"_s);
}

void addTargets()
{
    row(
        "no model", [](auto& s) { s.targets[0].id.model.clear(); }, u"a model is needed"_s);
    row("the model list needs no model",
        [](auto& s) {
            s.targets[0].id = {QString(), ProbeKind::Control};
        },
        {});
    row(
        "a line with a model", [](auto& s) { s.targets[0].id.kind = ProbeKind::Line; },
        u"has no model"_s);
    row(
        "a scheduled cache read", [](auto& s) { s.targets[0].id.kind = ProbeKind::CacheRead; },
        u"follows its write"_s);
    row("a scheduled cache write", [](auto& s) { s.targets[0].id.kind = ProbeKind::CacheWrite; },
        {});
    row(
        "a scheduled follow-up", [](auto& s) { s.targets[0].id.kind = ProbeKind::Followup; },
        u"cannot be scheduled"_s);
    row(
        "too often", [](auto& s) { s.targets[0].every = 999ms; }, u"every must be"_s);
    row("as often as allowed", [](auto& s) { s.targets[0].every = 1s; }, {});
    row(
        "too much jitter", [](auto& s) { s.targets[0].jitter = 1.01; }, u"jitter"_s);
    row(
        "jitter that is no number", [](auto& s) { s.targets[0].jitter = std::nan(""); },
        u"jitter"_s);
    row(
        "no timeout", [](auto& s) { s.targets[0].timeout = 0ms; }, u"timeout"_s);
    row(
        "twice the same", [](auto& s) { s.targets.push_back(s.targets[0]); },
        u"target 2 (admission claude-opus-4-7) is there twice"_s);
    row(
        "nothing in flight", [](auto& s) { s.maxInFlight = 0; }, u"in flight"_s);
    row(
        "no patience", [](auto& s) { s.stallTimeout = 0ms; }, u"stall timeout"_s);
}

} // namespace

class TestProbeSettings : public QObject
{
    Q_OBJECT

private slots:
    void validates_data();
    void validates();
    void reportsAllAtOnce();
};

void TestProbeSettings::validates_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("mistake"); // part of the only sentence, "" if it is fine
    addApiAndBudget();
    addTargets();
}

void TestProbeSettings::validates()
{
    QFETCH(Change, change);
    QFETCH(QString, mistake);
    ProbeSettings settings = good();
    change(settings);
    const QStringList mistakes = settings.validate();
    QCOMPARE(mistakes.size(), mistake.isEmpty() ? 0 : 1);
    QVERIFY2(mistakes.join(u' ').contains(mistake), qPrintable(mistakes.join(u' ')));
    QVERIFY(!mistakes.join(u' ').contains(u"canary"_s));
    QVERIFY(!mistakes.join(u' ').contains(u"secret"_s));
}

void TestProbeSettings::reportsAllAtOnce()
{
    ProbeSettings settings = good();
    settings.targets[0].every = 0ms;
    settings.targets[0].jitter = -1;
    settings.budget.requestsPerMinute = -5;
    QCOMPARE(settings.validate().size(), 3);
}

QTEST_GUILESS_MAIN(TestProbeSettings)
#include "tst_probesettings.moc"
