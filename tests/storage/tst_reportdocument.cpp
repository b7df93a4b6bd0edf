// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/answersdocument.h"
#include "storage/report/answersreport.h"
#include "tests/support/csvtext.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/syntheticdata.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString hostile = u"<script>a|b & \"c\"</script>"_s;

Document small()
{
    return {.title = u"Title "_s + hostile,
            .notes = {hostile},
            .sections = {{.heading = hostile,
                          .header = {u"model"_s, hostile, u"n"_s},
                          .rows = {{u"a*b"_s, u"line\nbreak"_s, u"=1+1"_s}, {u"c"_s, {}, u"7"_s}},
                          .notes = {u"Note."_s}},
                         {.heading = u"Rules"_s, .notes = {u"One."_s, u"Two."_s}}}};
}

const TimePoint end = at("2026-11-23T00:00:00.000Z");

// A probe a minute; an overload of twelve minutes, which the status page told of five minutes late.
MemoryStore store()
{
    MemoryStore store;
    for (int i = 0; i < 1000; ++i) {
        const bool overloaded = i >= 100 && i < 112;
        store.add(ObservationBuilder(u"claude-opus-4-7"_s)
                      .at(end - 1000min + i * 1min)
                      .outcome(overloaded ? Outcome::OverloadedHttp : Outcome::Ok, 200)
                      .limit(LimitKind::Requests, i < 500 ? 50 : 100));
    }
    Batch batch;
    batch.events.push_back({.at = end - 1000min + 105min,
                            .type = EventType::StatusPosted,
                            .title = u"Incident opened: Elevated errors on Opus 4.7"_s,
                            .detail = {},
                            .source = {},
                            .identity = u"status:abc:opened"_s,
                            .models = {u"claude-opus-4-7"_s}});
    if (!store.append(batch)) {
        qFatal("The event was not stored.");
    }
    return store;
}

Answers asked()
{
    const auto found =
        answers(store(), Catalogue::shipped(),
                {.evidence = {end - 24h * 28, end}, .asOf = end, .zone = QTimeZone::utc()});
    return found ? *found : Answers();
}

Document measured()
{
    const auto limits = limitHistory(store(), Catalogue::shipped(), {});
    return limits ? answersDocument(asked(), *limits) : Document();
}

QStringList rowOf(const Document& document, const QString& heading)
{
    const auto section = std::ranges::find(document.sections, heading, &Document::Section::heading);
    return section == document.sections.end() || section->rows.empty() ? QStringList()
                                                                       : section->rows.front();
}

} // namespace

class TestReportDocument : public QObject
{
    Q_OBJECT

private slots:
    void htmlEscapesEverything();
    void htmlFetchesNothing();
    void markdownEscapesEverything();
    void csvHasARowForEachCell();
    void everyRowHasAsManyCellsAsItsHeader();
    void theFiguresAreThoseOfTheAnswers();
    void theAnswersSayTheSame();
    void withoutAModelItSaysSo();
};

void TestReportDocument::htmlEscapesEverything()
{
    const QString text = html(small());
    QVERIFY(!text.contains(u"<script"_s));
    QCOMPARE(text.count(u"&lt;script&gt;a|b &amp; &quot;c&quot;&lt;/script&gt;"_s), 5);
    QVERIFY(text.contains(u"<td>c</td><td></td><td class=\"n\">7</td>"_s));
}

void TestReportDocument::htmlFetchesNothing()
{
    const QString text = html(measured());
    for (const auto& door : {u"http"_s, u"src="_s, u"href"_s, u"url("_s, u"@import"_s}) {
        QVERIFY2(!text.contains(door), qPrintable(door));
    }
}

void TestReportDocument::markdownEscapesEverything()
{
    const QString text = markdown(small());
    QVERIFY(text.startsWith(u"# Title \\<script\\>a\\|b \\& \"c\"\\</script\\>\n"_s));
    QVERIFY2(text.contains(u"| a\\*b | line break | =1+1 |\n"_s), qPrintable(text));
    QVERIFY(text.contains(u"\n| --- | --- | --- |\n"_s));
    QVERIFY(text.endsWith(u"\n## Rules\n\nOne.\n\nTwo.\n"_s));
}

void TestReportDocument::csvHasARowForEachCell()
{
    const QByteArray csv =
        written([](QIODevice& device) { return writeDocumentCsv(device, measured()); });
    QVERIFY(csv.startsWith("section,subject,figure,value\r\n"));
    QVERIFY2(csv.contains("\r\nOverload rate,Opus 4.7,n,1000\r\n"), csv.constData());
    const QByteArray guarded =
        written([](QIODevice& device) { return writeDocumentCsv(device, small()); });
    QVERIFY(guarded.contains(",'=1+1\r\n")); // not for a spreadsheet to run
    QCOMPARE(guarded.count("\r\n"), 1 + 3); // the unknown cell is left out
}

void TestReportDocument::everyRowHasAsManyCellsAsItsHeader()
{
    const Document document = measured();
    QCOMPARE(document.sections.size(), 10U);
    for (const Document::Section& section : document.sections) {
        for (const QStringList& row : section.rows) {
            QVERIFY2(row.size() == section.header.size(), qPrintable(section.heading));
        }
    }
}

void TestReportDocument::theFiguresAreThoseOfTheAnswers()
{
    const Document document = measured();
    const QStringList rate = rowOf(document, u"Overload rate"_s);
    QCOMPARE(rate[1], u"1.20"_s);
    QCOMPARE(rate[5], u"12"_s);
    QCOMPARE(rowOf(document, u"Overloads"_s)[1], u"1"_s);
    QCOMPARE(rowOf(document, u"Overloads"_s)[2], u"690"_s); // 11.5 min
    const QStringList wrong = rowOf(document, u"What went wrong"_s);
    QCOMPARE(wrong[2], u"12"_s);
    QVERIFY2(
        wrong[6].startsWith(u"1 of 1 overloads of 10 min and more were posted; median lag 5 min"_s),
        qPrintable(wrong[6]));
    const QStringList change = rowOf(document, u"Changes of limits"_s);
    QCOMPARE(change[0], u"Opus 4.x"_s);
    QCOMPARE(change[4], u"2.000"_s);
    QCOMPARE(document.sections.back().notes, accountingRules());
}

void TestReportDocument::theAnswersSayTheSame()
{
    const QString text = answersText(asked());
    QVERIFY2(text.contains(u"  Status page       1 of 1 overloads of 10 min"_s), qPrintable(text));
    QVERIFY2(text.contains(u"  Went wrong        12 of 1000 probes: theirs 100.0 %"_s),
             qPrintable(text));
    const QJsonObject model = answersJson(asked())[u"models"_s].toArray().at(0).toObject();
    QCOMPARE(model[u"status_page"_s][u"median_lag_s"].toDouble(), 330.0);
    QCOMPARE(model[u"blame"_s][u"theirs"][u"count"].toInt(), 12);
}

void TestReportDocument::withoutAModelItSaysSo()
{
    QCOMPARE(
        answersDocument(
            Answers {
                .asOf = {}, .evidence = {}, .zone = QTimeZone::utc(), .models = {}, .fallback = {}},
            LimitHistory())
            .notes.back(),
        u"No model has been probed."_s);
}

QTEST_GUILESS_MAIN(TestReportDocument)
#include "tst_reportdocument.moc"
