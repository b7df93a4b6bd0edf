// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/claims/claimbooks.h"
#include "app/claims/claimreader.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

// A file with one claim that is correct but for what is changed.
QByteArray fileWith(const QByteArray& line, const QByteArray& instead)
{
    QByteArray text = "version = 1\n"
                      "[[claim]]\n"
                      "id = \"U1\"\n"
                      "statement = \"Fast\"\n"
                      "metric = \"overload_rate\"\n"
                      "model = \"opus\"\n"
                      "test = \"below\"\n"
                      "value = 0.01\n";
    return text.replace(line, instead);
}

QByteArray withRow(const QByteArray& more)
{
    return fileWith({}, {}) + more;
}

QByteArray limitFile(const QByteArray& more)
{
    return "version = 1\n[[claim]]\nid = \"U1\"\nstatement = \"More\"\nmetric = \"limit_ratio\"\n"
           "pool = \"Opus 4.x\"\nlimit = \"requests\"\nevent = 2026-05-06\ntest = \"about\"\n"
           "value = 2\n"
        + more;
}

} // namespace

class TestClaimFiles : public QObject
{
    Q_OBJECT

private slots:
    void aCorrectFileIsRead();
    void everyMistakeIsToldWithItsLine_data();
    void everyMistakeIsToldWithItsLine();
    void allMistakesAreToldAtOnce();
    void theShippedLedgerHoldsEveryClaim();
    void theShippedContradictionsNameClaims();
    void theShippedClaimsSayWhatCannotBeSeen();
    void filesAddToTheShippedLedger();
    void aFileThatCannotBeReadIsAnError_data();
    void aFileThatCannotBeReadIsAnError();
};

void TestClaimFiles::aCorrectFileIsRead()
{
    const QByteArray text = limitFile("tolerance = 0.05\nold = 30\nsource = \"a post\"\n"
                                      "figure = \"twice\"\nobservable = \"partly\"\nwhy = \"one\"\n"
                                      "conclusive = \"refute\"\n"
                                      "[[claim]]\nid = \"U2\"\nstatement = \"Over soon\"\n"
                                      "metric = \"over_within\"\nmodel = \"claude-opus-4-7\"\n"
                                      "wait = \"10m\"\nfrom = 2026-06-01\n"
                                      "until = 2026-07-01T12:00:00Z\ntest = \"at_least\"\n"
                                      "value = 0.5\n"
                                      "[[contradiction]]\nid = \"V1\"\nclaims = [\"U1\", \"C16\"]\n"
                                      "conflict = \"a or b\"\ndecided_by = \"the header\"\n");
    const ParsedClaims parsed = parseClaims(text, shippedClaims());
    QCOMPARE(describe(parsed.problems, u"f"_s), QStringList());
    QCOMPARE(parsed.added.claims.size(), 2U);
    const Claim& ratio = parsed.added.claims[0];
    QCOMPARE(ratio.metric, ClaimMetric::LimitRatio);
    QCOMPARE(ratio.limit, std::optional(LimitKind::Requests));
    QCOMPARE(ratio.tolerance, std::optional(0.05));
    QCOMPARE(ratio.old, std::optional(30.0));
    QCOMPARE(ratio.observable, Observable::Partly);
    QCOMPARE(ratio.conclusive, Conclusive::RefuteOnly);
    QCOMPARE(ratio.event,
             std::optional(TimePoint(std::chrono::sys_days(std::chrono::year(2026) / 5 / 6))));
    const Claim& over = parsed.added.claims[1];
    QCOMPARE(over.wait, std::optional<std::chrono::milliseconds>(std::chrono::minutes(10)));
    QCOMPARE(over.test, ClaimTest::AtLeast);
    QCOMPARE(*over.until - *over.from, std::chrono::milliseconds(std::chrono::hours(30 * 24 + 12)));
    QCOMPARE(parsed.added.contradictions.front().claims, (QStringList {u"U1"_s, u"C16"_s}));
}

void TestClaimFiles::everyMistakeIsToldWithItsLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, const QByteArray& text, const QString& told) {
        QTest::newRow(name) << text << told;
    };
    row("not TOML", "version = \n", u"line 1: this is not TOML"_s);
    row("nothing", "", u"f: the file lacks \"version = 1\"."_s);
    row("a version to come", fileWith("version = 1", "version = 2"),
        u"line 1: this version of Plimsoll reads claims of version 1, not 2."_s);
    row("a version in words", fileWith("version = 1", "version = \"1\""),
        u"line 1: version in the file must be a whole number"_s);
    row("an unknown section", withRow("[[claims]]\nid = \"x\"\n"), u"Did you mean \"claim\"?"_s);
    row("a single table", "version = 1\n[claim]\nid = \"U1\"\n", u"each written [[claim]]"_s);
    row("no id", fileWith("id = \"U1\"\n", ""), u"line 2: [[claim]] 1 lacks \"id\"."_s);
    row("an empty id", fileWith("\"U1\"", "\"\""), u"line 3: id in [[claim]] 1 is empty."_s);
    row("an id of the shipped ledger", fileWith("U1", "C25"),
        u"line 3: the id \"C25\" is taken by another claim."_s);
    row("an id twice",
        withRow("[[claim]]\nid = \"U1\"\nstatement = \"x\"\nmetric = \"none\"\n"
                "observable = \"no\"\nwhy = \"y\"\n"),
        u"line 10: the id \"U1\" is taken"_s);
    row("no statement", fileWith("statement = \"Fast\"\n", ""),
        u"line 2: [[claim]] U1 lacks \"statement\"."_s);
    row("no metric", fileWith("metric = \"overload_rate\"\n", ""), u"lacks \"metric\"."_s);
    row("a slip in the metric", fileWith("overload_rate", "overlaod_rate"),
        u"line 5: metric in [[claim]] U1 is \"overlaod_rate\", which this version does not know. "
        "Did you mean \"overload_rate\"?"_s);
    row("a metric that is none", fileWith("overload_rate", "happiness"),
        u"it is one of overload_rate, server_error_rate"_s);
    row("no model", fileWith("model = \"opus\"\n", ""),
        u"line 2: [[claim]] U1 lacks \"model\", which the metric overload_rate needs."_s);
    row("a key that the metric does not use", withRow("event = 2026-05-06\n"),
        u"line 9: event in [[claim]] U1 is of no use to the metric overload_rate."_s);
    row("a key that nobody knows", withRow("colour = \"red\"\n"), u"knows no \"colour\""_s);
    row("no test", fileWith("test = \"below\"\n", ""), u"line 2: [[claim]] U1 lacks \"test\"."_s);
    row("an unknown test", fileWith("\"below\"", "\"under\""),
        u"line 7: test in [[claim]] U1 is \"under\", which this version does not know; it is one "
        "of below, at_least, about."_s);
    row("no value", fileWith("value = 0.01\n", ""), u"line 2: [[claim]] U1 lacks \"value\"."_s);
    row("a value in words", fileWith("0.01", "\"one\""),
        u"line 8: value in [[claim]] U1 must be a number"_s);
    row("a share in per cent", fileWith("0.01", "1.5"),
        u"line 8: value in [[claim]] U1 must lie between 0 and 1: 0.01 is 1 %."_s);
    row("a value that is not finite", fileWith("0.01", "nan"), u"must be a finite number"_s);
    row("a stricter value out of range", withRow("strict = -1\n"),
        u"line 9: strict in [[claim]] U1 must lie between 0 and 1"_s);
    row("a tolerance without use", withRow("tolerance = 0.1\n"),
        u"line 9: tolerance in [[claim]] U1 is of use to the test about alone."_s);
    row("no tolerance", limitFile({}), u"line 2: [[claim]] U1 lacks \"tolerance\""_s);
    row("a tolerance in per cent", limitFile("tolerance = 5\n"),
        u"line 11: tolerance in [[claim]] U1 is a share of the value, above 0 and below 1."_s);
    row("a ratio of nothing", limitFile("tolerance = 0.1\n").replace("value = 2", "value = 0"),
        u"line 10: value in [[claim]] U1 must be above 0."_s);
    row("a limit that is none", limitFile("tolerance = 0.1\n").replace("requests", "request"),
        u"Did you mean \"requests\"?"_s);
    row("an event in quotes",
        limitFile("tolerance = 0.1\n").replace("2026-05-06", "\"2026-05-06\""),
        u"line 8: event in [[claim]] U1 must be a date such as 2026-05-06, without quotes"_s);
    row("no event", limitFile("tolerance = 0.1\n").replace("event = 2026-05-06\n", ""),
        u"lacks \"event\", which the metric limit_ratio needs."_s);
    row("an end before the begin", withRow("from = 2026-06-01\nuntil = 2026-05-01\n"),
        u"line 10: until in [[claim]] U1 must be later than from."_s);
    row("a wait without a unit", fileWith("overload_rate\"", "over_within\"\nwait = \"10\""),
        u"is not a duration"_s);
    row("a client that is none", fileWith("overload_rate\"", "retry_success\"\nclient = \"curl\""),
        u"is \"curl\", whose retries are not known; it is one of JavaScript SDK, Python SDK"_s);
    row("an observability that is none", withRow("observable = \"maybe\"\nwhy = \"x\"\n"),
        u"line 9: observable in [[claim]] U1 is \"maybe\""_s);
    row("no reason", withRow("observable = \"partly\"\n"), u"lacks \"why\""_s);
    row("nothing to measure, and yet observable",
        "version = 1\n[[claim]]\nid = \"U1\"\nstatement = \"x\"\nmetric = \"none\"\n",
        u"line 5: metric in [[claim]] U1 is none, so observable must be \"partly\" or \"no\"."_s);
    row("a test of what is not measured",
        "version = 1\n[[claim]]\nid = \"U1\"\nstatement = \"x\"\nmetric = \"none\"\n"
        "observable = \"no\"\nwhy = \"y\"\nvalue = 3\n",
        u"line 8: this version knows no \"value\" in [[claim]] U1"_s);
    row("a contradiction of nothing",
        withRow("[[contradiction]]\nid = \"V1\"\nclaims = []\nconflict = \"x\"\n"
                "decided_by = \"y\"\n"),
        u"line 11: claims in [[contradiction]] V1 names no claim."_s);
    row("a contradiction of a claim that is not there",
        withRow("[[contradiction]]\nid = \"V1\"\nclaims = [\"U9\"]\nconflict = \"x\"\n"
                "decided_by = \"y\"\n"),
        u"line 11: [[contradiction]] V1 names \"U9\", and there is no such claim."_s);
    row("a contradiction that nothing decides",
        withRow("[[contradiction]]\nid = \"V1\"\nclaims = [\"U1\"]\nconflict = \"x\"\n"),
        u"line 9: [[contradiction]] V1 lacks \"decided_by\"."_s);
}

void TestClaimFiles::everyMistakeIsToldWithItsLine()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, told);
    const QStringList problems = describe(parseClaims(text, shippedClaims()).problems, u"f"_s);
    const QString all = problems.join(u'\n');
    QVERIFY2(all.contains(told), qPrintable(all));
    QVERIFY2(problems.size() == 1, qPrintable(all)); // and nothing that follows from it
}

void TestClaimFiles::allMistakesAreToldAtOnce()
{
    const QByteArray text = fileWith("model = \"opus\"\n", "colour = 1\n").replace("0.01", "7")
        + "[[claim]]\nid = \"U1\"\n";
    const QString all = describe(parseClaims(text, {}).problems, u"f"_s).join(u'\n');
    for (const QString& part :
         {u"lacks \"model\""_s, u"knows no \"colour\""_s, u"between 0 and 1"_s,
          u"line 10: the id \"U1\" is taken"_s, u"lacks \"statement\""_s}) {
        QVERIFY2(all.contains(part), qPrintable(all));
    }
}

void TestClaimFiles::theShippedLedgerHoldsEveryClaim()
{
    for (int number = 1; number <= 45; ++number) {
        const QString id = u"C%1"_s.arg(number, 2, 10, QLatin1Char('0'));
        const Claim* claim = shippedClaims().find(id);
        QVERIFY2(claim, qPrintable(id));
        QVERIFY2(claim->source.startsWith(u"article "_s), qPrintable(id));
    }
}

void TestClaimFiles::theShippedContradictionsNameClaims()
{
    const auto& contradictions = shippedClaims().contradictions;
    for (int number = 1; number <= 24; ++number) {
        const QString id = u"K%1"_s.arg(number);
        QCOMPARE(std::ranges::count(contradictions, id, &Contradiction::id), 1);
    }
    for (const Contradiction& contradiction : contradictions) {
        QVERIFY2(!contradiction.claims.isEmpty(), qPrintable(contradiction.id));
        for (const QString& id : contradiction.claims) {
            QVERIFY2(shippedClaims().find(id), qPrintable(contradiction.id + u' ' + id));
        }
    }
}

void TestClaimFiles::theShippedClaimsSayWhatCannotBeSeen()
{
    for (const Claim& claim : shippedClaims().claims) {
        QVERIFY2((claim.observable == Observable::Yes) == claim.why.isEmpty(),
                 qPrintable(claim.id));
        // What is not observable at all has no metric.
        QVERIFY2(claim.observable != Observable::No || claim.metric == ClaimMetric::None,
                 qPrintable(claim.id));
    }
}

void TestClaimFiles::filesAddToTheShippedLedger()
{
    QTemporaryDir directory;
    const QString path = directory.filePath(u"mine.toml"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(fileWith({}, {}));
    file.close();
    const auto book = claimsWith({path});
    QVERIFY(book);
    QCOMPARE(book->claims.size(), shippedClaims().claims.size() + 1);
    QCOMPARE(book->claims.back().id, u"U1"_s);
    const auto twice = claimsWith({path, path});
    QVERIFY(!twice);
    QCOMPARE(twice.error().code, Error::Code::Config);
    QVERIFY(twice.error().message.startsWith(path + u", line 3: the id"_s));
}

void TestClaimFiles::aFileThatCannotBeReadIsAnError_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("one that is not there") << u"/nowhere/claims.toml"_s;
    QTest::newRow("a directory") << QDir::tempPath();
    QTest::newRow("one without an end") << u"/dev/zero"_s;
}

void TestClaimFiles::aFileThatCannotBeReadIsAnError()
{
    QFETCH(const QString, path);
    const auto book = claimsWith({path});
    QVERIFY(!book);
    QVERIFY2(book.error().message.contains(path), qPrintable(book.error().message));
}

QTEST_GUILESS_MAIN(TestClaimFiles)
#include "tst_claimfiles.moc"
