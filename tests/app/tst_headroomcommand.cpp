// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/headroomexample.h"
#include "tests/support/program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

// Runs `headroom` with these words; "~" stands for a blank inside one.
Program::Ended run(const Program& program, const QString& words)
{
    QStringList arguments {u"headroom"_s};
    arguments += words.split(u' ', Qt::SkipEmptyParts).replaceInStrings(u"~"_s, u" "_s);
    return program.run(arguments);
}

QJsonArray poolsOf(const Program& program, const QString& words)
{
    return QJsonDocument::fromJson(run(program, words + u" --json"_s).out)
        .object()[u"pools"_s]
        .toArray();
}

QJsonObject poolNamed(const QJsonArray& pools, const QString& name)
{
    for (const QJsonValue& pool : pools) {
        if (pool.toObject()[u"pool"_s].toString() == name) {
            return pool.toObject();
        }
    }
    return {};
}

} // namespace

class TestHeadroomCommand : public QObject
{
    Q_OBJECT

private slots:
    void mistakes_data();
    void mistakes();
    void theExamplesAreThoseOfTheClaims();
    void anExampleGoesThroughEveryVersion_data();
    void anExampleGoesThroughEveryVersion();
    void theWorkloadOfAnExampleCanBeChanged();
    void aTierByTheDayOfItsTables_data();
    void aTierByTheDayOfItsTables();
    void withoutAStoreThePublishedLimitsHold();
    void whatWasMeasuredComesFirst();
};

void TestHeadroomCommand::mistakes_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char* name, const char* words, int code, const char* sentence) {
        QTest::newRow(name) << QString::fromLatin1(words) << code << QByteArray(sentence);
    };
    row("a share above all", "--cached 1.1", 64, "--cached");
    row("fewer than no agents", "--agents -1", 64, "--agents");
    row("a day without a tier", "--on 2026-05-06", 64, "--tier");
    row("an unknown example", "--example six-agents", 64,
        "There is no example \"six-agents\". There are: five-agents, million-context.");
    row("a tier of other tables", "--tier Start --on 2026-05-06", 64,
        "There is no tier \"Start\" with numbers in the tables of 2026-05-06. There are: Tier 1, "
        "Tier 2, Tier 3, Tier 4.");
    row("a tier without numbers", "--tier Custom", 64, "There is no tier \"Custom\" with numbers");
    row("a day that is none", "--tier Start --on soon", 64, "--on \"soon\" is no day");
    row("a model whose limits were not published", "--tier Start --model claude-opus-5-5", 66,
        "do not hold the limits of Opus 5.5, only of: Opus 5, Opus 4.x");
    row("an example of such a model", "--example five-agents --model claude-opus-5-5", 66,
        "No tables hold the limits of Opus 5.5.");
    row("a named database that is not there", "--db /nowhere/none.sqlite", 66, "none.sqlite");
}

void TestHeadroomCommand::mistakes()
{
    QFETCH(const QString, words);
    QFETCH(const int, code);
    QFETCH(const QByteArray, sentence);
    const Program program;
    const auto ended = run(program, words);
    QVERIFY2(ended.code == code, ended.err.constData());
    QVERIFY2(ended.err.contains(sentence), ended.err.constData());
    QCOMPARE(ended.out, QByteArray());
}

void TestHeadroomCommand::theExamplesAreThoseOfTheClaims()
{
    const auto examples = headroomExamples();
    QCOMPARE(examples.size(), std::size_t(2));
    QCOMPARE(examples[0].name, u"five-agents"_s);
    QCOMPARE(examples[0].load.agents, 5.0);
    QCOMPARE(examples[0].load.contextTokens, 50'000.0);
    QCOMPARE(examples[1].name, u"million-context"_s);
    QCOMPARE(examples[1].load.agents, 1.0);
    QCOMPARE(examples[1].load.contextTokens, 1'000'000.0);
}

void TestHeadroomCommand::anExampleGoesThroughEveryVersion_data()
{
    QTest::addColumn<QString>("example");
    QTest::addColumn<QString>("lines"); // of tiers, blanks made single, "|" between
    QTest::newRow("five agents")
        << u"five-agents"_s
        << u"Tier 1 50 30,000 8,000 input tokens 0.60 no, one call is too large|"
           "Tier 2 1,000 450,000 90,000 input tokens 9 yes|"
           "Tier 3 2,000 800,000 160,000 input tokens 16 yes|"
           "Tier 4 4,000 2,000,000 400,000 input tokens 40 yes|"
           "Tier 1 50 500,000 80,000 input tokens 10 yes|"
           "Tier 2 1,000 2,000,000 200,000 input tokens 40 yes|"
           "Tier 3 2,000 5,000,000 400,000 input tokens 100 yes|"
           "Tier 4 4,000 10,000,000 800,000 input tokens 200 yes|"
           "Start 1,000 2,000,000 400,000 input tokens 40 yes|"
           "Build 5,000 5,000,000 1,000,000 input tokens 100 yes|"
           "Scale 10,000 10,000,000 2,000,000 input tokens 200 yes"_s;
    QTest::newRow("a context of a million tokens")
        << u"million-context"_s
        << u"Tier 1 50 30,000 8,000 input tokens 0.0300 no, one call is too large|"
           "Tier 2 1,000 450,000 90,000 input tokens 0.45 no, one call is too large|"
           "Tier 3 2,000 800,000 160,000 input tokens 0.80 no, one call is too large|"
           "Tier 4 4,000 2,000,000 400,000 input tokens 2 yes|"
           "Tier 1 50 500,000 80,000 input tokens 0.50 no, one call is too large|"
           "Tier 2 1,000 2,000,000 200,000 input tokens 2 yes|"
           "Tier 3 2,000 5,000,000 400,000 input tokens 5 yes|"
           "Tier 4 4,000 10,000,000 800,000 input tokens 10 yes|"
           "Start 1,000 2,000,000 400,000 input tokens 2 yes|"
           "Build 5,000 5,000,000 1,000,000 input tokens 5 yes|"
           "Scale 10,000 10,000,000 2,000,000 input tokens 10 yes"_s;
}

void TestHeadroomCommand::anExampleGoesThroughEveryVersion()
{
    QFETCH(const QString, example);
    QFETCH(const QString, lines);
    const Program program;
    const auto ended = run(program, u"--example "_s + example);
    QVERIFY2(ended.code == 0, ended.err.constData());
    QStringList found;
    QStringList heads;
    for (const QByteArray& line : ended.out.split('\n')) {
        const QString text = QString::fromUtf8(line.simplified());
        if (line.startsWith("  T") || line.startsWith("  S") || line.startsWith("  B")) {
            found << text;
        } else if (line.startsWith("Opus 4.x")) {
            heads << text;
        }
    }
    QCOMPARE(found.join(u'|'), lines);
    QCOMPARE(heads.join(u'|'),
             u"Opus 4.x, tables of 2026-04-25|Opus 4.x, tables of 2026-05-06|Opus 4.x, tables of "
             "2026-06-26"_s);
}

void TestHeadroomCommand::theWorkloadOfAnExampleCanBeChanged()
{
    const Program program;
    const QJsonArray pools =
        poolsOf(program, u"--example million-context --cached 0.5 --model claude-sonnet-4-6"_s);
    QCOMPARE(pools.size(), 11);
    const QJsonObject first = pools[0].toObject();
    QCOMPARE(first[u"pool"_s].toString(), u"Sonnet 4.x"_s);
    QCOMPARE(first[u"limits"_s].toArray()[1].toObject()[u"per_call"_s].toDouble(), 500'000.0);
    QCOMPARE(first[u"agents_without_cache"_s].toDouble(), 0.03);
    const QJsonArray tier =
        poolsOf(program, u"--example five-agents --tier tier~2 --on 2026-05-06"_s);
    QCOMPARE(tier.size(), 1);
    QCOMPARE(tier[0].toObject()[u"tier"_s].toString(), u"Tier 2"_s);
    QCOMPARE(tier[0].toObject()[u"agents"_s].toDouble(), 40.0);
}

void TestHeadroomCommand::aTierByTheDayOfItsTables_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<double>("agents");
    QTest::newRow("the day before")
        << u"--tier Tier~1 --on 2026-05-05 --model claude-opus-4-7"_s << 0.3;
    QTest::newRow("the day itself")
        << u"--tier Tier~1 --on 2026-05-06 --model claude-opus-4-7"_s << 5.0;
    QTest::newRow("today") << u"--tier start --model claude-opus-4-7"_s << 20.0;
    QTest::newRow("a pool by its name") << u"--tier start --model Opus~4.x"_s << 20.0;
}

void TestHeadroomCommand::aTierByTheDayOfItsTables()
{
    QFETCH(const QString, words);
    QFETCH(const double, agents);
    const Program program;
    const QJsonArray pools = poolsOf(program, words);
    QCOMPARE(pools.size(), 1);
    QCOMPARE(pools[0].toObject()[u"pool"_s].toString(), u"Opus 4.x"_s);
    QCOMPARE(pools[0].toObject()[u"agents"_s].toDouble(), agents);
}

void TestHeadroomCommand::withoutAStoreThePublishedLimitsHold()
{
    const Program program;
    const auto ended = run(program, {});
    QVERIFY2(ended.code == 0, ended.err.constData());
    QVERIFY(ended.out.startsWith("Nothing was measured: these are the published limits.\n"));
    QVERIFY(ended.out.contains("Fable 5.x, tables of 2026-06-26\n"));
    QCOMPARE(poolsOf(program, {}).size(), 21);
    QCOMPARE(poolsOf(program, u"--model claude-opus-4-7"_s).size(), 3);
}

void TestHeadroomCommand::whatWasMeasuredComesFirst()
{
    const Program program;
    const QString path = program.path(u"generated.sqlite"_s);
    const auto made = program.run({u"generate"_s, u"--db"_s, path, u"--scenario"_s,
                                   u"capacity-deal"_s, u"--weeks"_s, u"1"_s});
    QVERIFY2(made.code == 0, made.err.constData());
    const QJsonArray pools = poolsOf(program, u"--db "_s + path);
    const QJsonObject opus = poolNamed(pools, u"Opus 4.x"_s);
    QCOMPARE(opus[u"source"_s].toString(), u"measured"_s);
    QVERIFY(opus[u"limits"_s].toArray().at(0).toObject()[u"told_at"_s].isString());
    const auto text = run(program, u"--model claude-opus-4-7 --db "_s + path);
    QVERIFY2(text.out.contains("Opus 4.x, limits as told by answers\n"), text.out.constData());
    // The tables are asked for in so many words.
    const QJsonArray published = poolsOf(program, u"--tier Start --db "_s + path);
    QCOMPARE(published[0].toObject()[u"source"_s].toString(), u"tables"_s);
    // The status names the tier that these limits are those of.
    const auto status = program.run({u"status"_s, u"--db"_s, path});
    QVERIFY2(status.out.contains("\nTier: "), status.out.constData());
}

QTEST_GUILESS_MAIN(TestHeadroomCommand)
#include "tst_headroomcommand.moc"
