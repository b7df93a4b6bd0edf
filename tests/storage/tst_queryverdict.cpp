// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/verdict.h"
#include "tests/support/syntheticdata.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

class TestQueryVerdict : public QObject
{
    Q_OBJECT

private slots:
    void ofOneModel_data();
    void ofOneModel();
    void slowNeedsEnoughOfBothMedians_data();
    void slowNeedsEnoughOfBothMedians();
    void silentAfterWhatTheScheduleExplains_data();
    void silentAfterWhatTheScheduleExplains();
    void aRareProbeIsNotSilentTooEarly();
    void followUpsAreNotJudged();
    void oldOverloadsAreForgotten();
    void ofAllModels_data();
    void ofAllModels();
    void aModelNoLongerProbedIsLeftOut();
    void burstBegins_data();
    void burstBegins();
    void ages_data();
    void ages();
};

namespace {

const TimePoint now = at("2026-11-21T14:32:10Z");

// The newest probe last, one a minute, the newest 12 s old. A letter stands for an outcome.
std::vector<RecentProbe> probesFrom(const QString& letters)
{
    static const QHash<QChar, Outcome> outcomes {{u'.', Outcome::Ok},
                                                 {u'H', Outcome::OverloadedHttp},
                                                 {u'F', Outcome::OverloadedFirst},
                                                 {u'M', Outcome::OverloadedMid},
                                                 {u'4', Outcome::RateLimited},
                                                 {u'$', Outcome::SpendLimited},
                                                 {u'S', Outcome::ServerError},
                                                 {u'E', Outcome::EdgeError},
                                                 {u'T', Outcome::TimedOut},
                                                 {u'A', Outcome::AuthFailed},
                                                 {u'B', Outcome::Billing},
                                                 {u'X', Outcome::Misconfigured},
                                                 {u'G', Outcome::ModelGone},
                                                 {u'D', Outcome::DnsFailed},
                                                 {u'C', Outcome::ConnectFailed},
                                                 {u'L', Outcome::LocalNetwork}};
    std::vector<RecentProbe> probes;
    for (qsizetype i = 0; i < letters.size(); ++i) {
        const auto age = 12s + 60s * (letters.size() - 1 - i);
        probes.push_back({now - age, ProbeKind::Admission, outcomes.value(letters[i])});
    }
    return probes;
}

ModelEvidence evidenceFrom(const QString& letters, const QString& name = QStringLiteral("Opus 4.7"))
{
    ModelEvidence evidence;
    evidence.name = name;
    evidence.asOf = now;
    evidence.probes = probesFrom(letters);
    if (!evidence.probes.empty()) {
        evidence.lastProbe = evidence.probes.back().at;
    }
    return evidence;
}

} // namespace

void TestQueryVerdict::ofOneModel_data()
{
    QTest::addColumn<QString>("probes");
    QTest::addColumn<Condition>("condition");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* name, const char* probes, Condition condition,
                        const char* word) {
        QTest::newRow(name) << QString::fromLatin1(probes) << condition
                            << QString::fromLatin1(word);
    };
    row("never measured", "", Condition::Unknown, "Unknown");
    row("five answers", ".....", Condition::Normal, "Normal");
    row("one answer is enough", ".", Condition::Normal, "Normal");
    row("one overload is seen", "....H", Condition::Warning, "Overload seen");
    row("one overload among the last five", "H....", Condition::Warning, "Overload seen");
    row("an overload six probes ago is past", "H.....", Condition::Normal, "Normal");
    row("two overloads of five", "H..F.", Condition::Bad, "Overloaded");
    row("every shape of overload counts", ".M.F.", Condition::Bad, "Overloaded");
    row("429 is not an overload", "44444", Condition::Warning, "Limited");
    row("one 429 is shown", "...4.", Condition::Warning, "Limited");
    row("a spend cap is a limit", "....$", Condition::Warning, "Limited");
    row("overload outweighs 429", "H.4H.", Condition::Bad, "Overloaded");
    row("a refused key stops us at once", "....A", Condition::Bad, "Refused");
    row("billing", "....B", Condition::Bad, "Refused");
    row("our request is wrong", "....X", Condition::Bad, "Refused");
    row("the model is gone", "....G", Condition::Bad, "Refused");
    row("a refusal in the past is past", "...A.", Condition::Normal, "Normal");
    row("a refused key outweighs overloads", "HHHHA", Condition::Bad, "Refused");
    row("one lost line", "....D", Condition::Warning, "No connection");
    row("two lost lines", "...DC", Condition::Bad, "No connection");
    row("a line that came back", "..DD.", Condition::Normal, "Normal");
    row("the first probe of all got lost", "L", Condition::Bad, "No connection");
    row("one server error", "..S..", Condition::Warning, "Error seen");
    row("two failures", "T.E..", Condition::Bad, "Failing");
    row("overload outweighs failures", "HHSS.", Condition::Bad, "Overloaded");
}

void TestQueryVerdict::ofOneModel()
{
    QFETCH(const QString, probes);
    QFETCH(const Condition, condition);
    QFETCH(const QString, word);
    const ModelFinding finding = judgeModel(evidenceFrom(probes));
    QCOMPARE(finding.verdict.word, word);
    QCOMPARE(finding.verdict.condition, condition);
    QVERIFY(finding.verdict.sentence.contains(QStringLiteral("Opus 4.7")));
    QVERIFY(finding.verdict.sentence.endsWith(QLatin1Char('.')));
}

void TestQueryVerdict::slowNeedsEnoughOfBothMedians_data()
{
    QTest::addColumn<double>("hour");
    QTest::addColumn<int>("nHour");
    QTest::addColumn<int>("nBefore");
    QTest::addColumn<QString>("word");
    QTest::newRow("over twice the week before") << 2001.0 << 60 << 9000 << QStringLiteral("Slow");
    QTest::newRow("twice is not over twice") << 2000.0 << 60 << 9000 << QStringLiteral("Normal");
    QTest::newRow("nine in the hour are too few")
        << 5000.0 << 9 << 9000 << QStringLiteral("Normal");
    QTest::newRow("nine before are too few") << 5000.0 << 60 << 9 << QStringLiteral("Normal");
    QTest::newRow("ten of each do") << 5000.0 << 10 << 10 << QStringLiteral("Slow");
}

void TestQueryVerdict::slowNeedsEnoughOfBothMedians()
{
    QFETCH(const double, hour);
    QFETCH(const int, nHour);
    QFETCH(const int, nBefore);
    QFETCH(const QString, word);
    ModelEvidence evidence = evidenceFrom(QStringLiteral("....."));
    evidence.firstTokenHour = {quint64(nHour), hour, {}, {}};
    evidence.firstTokenBefore = {quint64(nBefore), 1000.0, {}, {}};
    QCOMPARE(judgeModel(evidence).verdict.word, word);
}

void TestQueryVerdict::silentAfterWhatTheScheduleExplains_data()
{
    QTest::addColumn<int>("explainedSeconds");
    QTest::addColumn<int>("ageSeconds");
    QTest::addColumn<QString>("word");
    QTest::newRow("three minutes are not silence") << 120 << 180 << QStringLiteral("Normal");
    QTest::newRow("a moment more is") << 120 << 181 << QStringLiteral("Silent");
    QTest::newRow("a slow schedule has its time") << 600 << 600 << QStringLiteral("Normal");
    QTest::newRow("and no more") << 600 << 601 << QStringLiteral("Silent");
}

void TestQueryVerdict::silentAfterWhatTheScheduleExplains()
{
    QFETCH(const int, explainedSeconds);
    QFETCH(const int, ageSeconds);
    QFETCH(const QString, word);
    ModelEvidence evidence = evidenceFrom({});
    evidence.silence = std::chrono::seconds(explainedSeconds);
    evidence.probes = {{now - std::chrono::seconds(ageSeconds), ProbeKind::Admission, Outcome::Ok}};
    evidence.lastProbe = evidence.probes.back().at;
    QCOMPARE(judgeModel(evidence).verdict.word, word);
}

void TestQueryVerdict::aRareProbeIsNotSilentTooEarly()
{
    ModelEvidence evidence = evidenceFrom({});
    for (int i = 8; i >= 1; --i) {
        evidence.probes.push_back({now - 15min * i, ProbeKind::Generation, Outcome::Ok});
    }
    evidence.lastProbe = evidence.probes.back().at;
    QCOMPARE(judgeModel(evidence).verdict.word, QStringLiteral("Normal"));
    evidence.asOf = now + 105min; // eight intervals
    QCOMPARE(judgeModel(evidence).verdict.word, QStringLiteral("Normal"));
    evidence.asOf = now + 106min;
    QCOMPARE(judgeModel(evidence).verdict.word, QStringLiteral("Silent"));
}

void TestQueryVerdict::followUpsAreNotJudged()
{
    ModelEvidence evidence = evidenceFrom(QStringLiteral("....H"));
    for (int i = 10; i >= 1; --i) {
        evidence.probes.push_back({now - 1s * i, ProbeKind::Followup, Outcome::OverloadedHttp});
    }
    QCOMPARE(judgeModel(evidence).verdict.word, QStringLiteral("Overload seen"));
}

void TestQueryVerdict::oldOverloadsAreForgotten()
{
    ModelEvidence evidence = evidenceFrom({});
    evidence.silence = 6min;
    for (const auto age : {20min, 18min, 16min}) {
        evidence.probes.push_back({now - age, ProbeKind::Admission, Outcome::OverloadedHttp});
    }
    evidence.probes.push_back({now - 1min, ProbeKind::Admission, Outcome::Ok});
    evidence.lastProbe = evidence.probes.back().at;
    QCOMPARE(judgeModel(evidence).verdict.word, QStringLiteral("Normal"));
}

void TestQueryVerdict::ofAllModels_data()
{
    QTest::addColumn<QStringList>("probes"); // of Opus 4.7, Opus 5.5, Sonnet 5.5, Haiku 5.5
    QTest::addColumn<Condition>("condition");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const QStringList& probes, Condition condition,
                        const char* sentence) {
        QTest::newRow(name) << probes << condition << QString::fromLatin1(sentence);
    };
    const QString fine = QStringLiteral(".....");
    const QString over = QStringLiteral("HHHHH");
    const QString key = QStringLiteral("AAAAA");
    const QString lost = QStringLiteral("DDDDD");
    const QString cap = QStringLiteral("....4");
    row("nothing at all", {}, Condition::Unknown, "Nothing measured yet.");
    row("nothing measured", {QString(), QString()}, Condition::Unknown, "Nothing measured yet.");
    row("all answer", {fine, fine, fine, fine}, Condition::Normal, "All four models answer.");
    row("both answer", {fine, fine}, Condition::Normal, "Both models answer.");
    row("one answers", {fine}, Condition::Normal, "Opus 4.7 answers.");
    row("it is them", {over, fine, fine, fine}, Condition::Bad,
        "It is them: Opus 4.7 is overloaded. Your line, your key and your limits are fine.");
    row("two of them", {over, over, fine, fine}, Condition::Bad,
        "It is them: Opus 4.7 and Opus 5.5 are overloaded. Your line, your key and your limits are "
        "fine.");
    row("a limit beside an overload", {over, cap, fine, fine}, Condition::Bad,
        "It is them: Opus 4.7 is overloaded. It is you: a limit of Opus 5.5 is reached. Your line "
        "and your key are fine.");
    row("all of them", {over, over, over}, Condition::Bad,
        "It is them: every model is overloaded.");
    row("the only one", {over}, Condition::Bad, "It is them: Opus 4.7 is overloaded.");
    row("the key", {key, key}, Condition::Bad, "You must act: your key is refused.");
    row("the key, for one model", {key, fine}, Condition::Bad,
        "You must act: your key is refused for Opus 4.7.");
    row("a retired model", {QStringLiteral("....G"), fine}, Condition::Bad,
        "You must act: Opus 4.7 cannot be found.");
    row("the network", {lost, lost}, Condition::Bad,
        "It is your network: no probe gets through. Nothing is known about the service.");
    row("limited", {cap, fine}, Condition::Warning, "It is you: a limit of Opus 4.7 is reached.");
    row("one overload", {QStringLiteral("..H.."), fine}, Condition::Warning,
        "It may be them: Opus 4.7 met an overload. Your line, your key and your limits are fine.");
    row("one was never measured", {fine, QString()}, Condition::Unknown,
        "Opus 5.5 is not measured yet.");
}

void TestQueryVerdict::ofAllModels()
{
    QFETCH(const QStringList, probes);
    QFETCH(const Condition, condition);
    QFETCH(const QString, sentence);
    const QStringList names {QStringLiteral("Opus 4.7"), QStringLiteral("Opus 5.5"),
                             QStringLiteral("Sonnet 5.5"), QStringLiteral("Haiku 5.5")};
    std::vector<ModelFinding> findings;
    for (qsizetype i = 0; i < probes.size(); ++i) {
        findings.push_back(judgeModel(evidenceFrom(probes[i], names[i])));
    }
    const Verdict verdict = judgeAll(findings, now);
    QCOMPARE(verdict.sentence, sentence);
    QCOMPARE(verdict.condition, condition);

    if (!probes.isEmpty() && !probes.first().isEmpty()) {
        ModelEvidence old = evidenceFrom(probes.first());
        old.asOf = now + 12min;
        const Verdict stale = judgeAll({judgeModel(old)}, old.asOf);
        QCOMPARE(stale.sentence, QStringLiteral("No probe for 12 min: the figures are old."));
        QCOMPARE(stale.condition, Condition::Unknown);
    }
}

void TestQueryVerdict::aModelNoLongerProbedIsLeftOut()
{
    const ModelFinding fresh = judgeModel(evidenceFrom(QStringLiteral(".....")));
    ModelEvidence old = evidenceFrom({}, QStringLiteral("Sonnet 4.5"));
    old.lastProbe = now - 23h;
    QCOMPARE(judgeAll({fresh, judgeModel(old)}, now).sentence,
             QStringLiteral("No fresh probe of Sonnet 4.5."));
    old.lastProbe = now - 25h;
    QCOMPARE(judgeAll({fresh, judgeModel(old)}, now).sentence, QStringLiteral("Opus 4.7 answers."));

    // Probed twice a week it is as old, and still judged.
    ModelEvidence rare = evidenceFrom({});
    rare.silence = 168h;
    rare.probes = {{now - 25h, ProbeKind::Admission, Outcome::Ok}};
    rare.lastProbe = rare.probes.back().at;
    QCOMPARE(judgeAll({judgeModel(rare)}, now).sentence, QStringLiteral("Opus 4.7 answers."));
}

void TestQueryVerdict::burstBegins_data()
{
    QTest::addColumn<QString>("probes");
    QTest::addColumn<int>("index"); // of the probe that began it; -1: none
    QTest::newRow("no overload, no burst") << QStringLiteral("........") << -1;
    QTest::newRow("the first of a row") << QStringLiteral("..HHH") << 2;
    QTest::newRow("a few answers do not end it") << QStringLiteral("H....H.") << 0;
    QTest::newRow("five answers end it") << QStringLiteral("H.....HH") << 6;
    QTest::newRow("over when five answered") << QStringLiteral("HHH.....") << -1;
    QTest::newRow("a lost line ends nothing") << QStringLiteral("HDDDDDDH") << 0;
}

void TestQueryVerdict::burstBegins()
{
    QFETCH(const QString, probes);
    QFETCH(const int, index);
    const auto list = probesFrom(probes);
    const auto start = burstStart(list);
    QCOMPARE(start.has_value(), index >= 0);
    if (start) {
        QVERIFY(*start == list[std::size_t(index)].at);
    }
}

void TestQueryVerdict::ages_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("seconds") << qint64(59'999) << QStringLiteral("59 s");
    QTest::newRow("minutes") << qint64(60'000) << QStringLiteral("1 min");
    QTest::newRow("many minutes") << qint64(119 * 60'000) << QStringLiteral("119 min");
    QTest::newRow("hours") << qint64(120 * 60'000) << QStringLiteral("2 h");
    QTest::newRow("days") << qint64(49 * 3'600'000) << QStringLiteral("2 d");
}

void TestQueryVerdict::ages()
{
    QFETCH(const qint64, ms);
    QFETCH(const QString, text);
    QCOMPARE(approximateAge(std::chrono::milliseconds(ms)), text);
}

QTEST_GUILESS_MAIN(TestQueryVerdict)
#include "tst_queryverdict.moc"
