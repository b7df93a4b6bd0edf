// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/document.h"
#include "probes/watch/documentwatcher.h"
#include "probes/watch/linediff.h"

#include <QRandomGenerator>
#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

QStringList read(const QByteArray& text)
{
    const auto lines = readDocument(text);
    return lines ? *lines : QStringList(lines.error().message);
}

const QByteArray page = "---\ntitle: Rate limits\nupdated: 2026-08-22\n---\n\n# Rate limits\n\n"
                        "| Model    | RPM<sup>1</sup> |\n|:---|---:|\n| Opus 4.x | 1,000 |\n\n"
                        "* one\n* two\n";

// The longest common subsequence by the table, as the measure of the shortest difference.
qsizetype shortest(const QStringList& a, const QStringList& b)
{
    std::vector<std::vector<qsizetype>> common(
        std::size_t(a.size() + 1), std::vector<qsizetype>(std::size_t(b.size() + 1), 0));
    for (std::size_t i = 1; i <= std::size_t(a.size()); ++i) {
        for (std::size_t j = 1; j <= std::size_t(b.size()); ++j) {
            common[i][j] = a[qsizetype(i) - 1] == b[qsizetype(j) - 1]
                ? common[i - 1][j - 1] + 1
                : std::max(common[i - 1][j], common[i][j - 1]);
        }
    }
    return a.size() + b.size() - 2 * common.back().back();
}

WatchAnswer answered(const QByteArray& body, int status = 200)
{
    WatchAnswer answer;
    answer.status = status;
    answer.body = body;
    return answer;
}

constexpr TimePoint now = fromEpochMs(1'795'000'000'000);

} // namespace

class TestDocument : public QObject
{
    Q_OBJECT

private slots:
    void formattingIsNoDifference_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("as it is") << page;
        QTest::newRow("CRLF") << QByteArray(page).replace("\n", "\r\n");
        QTest::newRow("without front matter") << page.mid(page.indexOf("# Rate"));
        QTest::newRow("other front matter") << QByteArray(page).replace("08-22", "11-21");
        QTest::newRow("padding of a table")
            << QByteArray(page).replace("| Opus 4.x | 1,000 |", "|Opus 4.x|   1,000|");
        QTest::newRow("another rule") << QByteArray(page).replace("|:---|---:|", "|---|:-:|");
        QTest::newRow("other bullets") << QByteArray(page).replace("* ", "- ");
        QTest::newRow("no superscript tags") << QByteArray(page).replace("<sup>1</sup>", "1");
        QTest::newRow("blank lines") << QByteArray(page).replace("\n\n", "\n\n\n");
        QTest::newRow("escapes") << QByteArray(page).replace("4.x", "4\\.x").replace("\\.", ".");
    }
    void formattingIsNoDifference()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(read(text),
                 QStringList({u"# Rate limits"_s, u"| Model | RPM1 |"_s, u"| Opus 4.x | 1,000 |"_s,
                              u"- one"_s, u"- two"_s}));
    }

    void notADocument_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a web page") << QByteArray("\n<!DOCTYPE html><html># Loading...</html>");
        QTest::newRow("bytes") << QByteArray("# x\0y", 5);
        QTest::newRow("a text without headings") << QByteArray("Not found");
    }
    void notADocument()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!readDocument(text));
    }

    void differences_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("diff");
        QTest::newRow("none") << u"a b c"_s << u"a b c"_s << QString();
        QTest::newRow("one changed") << u"a b c"_s << u"a x c"_s << u"-b +x"_s;
        QTest::newRow("one added") << u"a c"_s << u"a b c"_s << u"+b"_s;
        QTest::newRow("one removed at the end") << u"a b c"_s << u"a b"_s << u"-c"_s;
        QTest::newRow("from nothing") << QString() << u"a b"_s << u"+a +b"_s;
        QTest::newRow("to nothing") << u"a b"_s << QString() << u"-a -b"_s;
        // The example of Myers 1986, figure 2: the shortest script has 5 edits.
        QTest::newRow("the published example")
            << u"A B C A B B A"_s << u"C B A B A C"_s << u"-A -B +B -B +C"_s;
    }
    void differences()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, diff);
        const LineDiff found =
            lineDiff(before.split(u' ', Qt::SkipEmptyParts), after.split(u' ', Qt::SkipEmptyParts));
        const QStringList expected = diff.split(u' ', Qt::SkipEmptyParts);
        QCOMPARE(found.removed + found.added, int(expected.size()));
        if (QByteArray(QTest::currentDataTag()) != "the published example") {
            QCOMPARE(found.lines, expected);
        }
    }

    void randomDifferencesAreShortestAndTrue()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            const auto text = [&random] {
                QStringList lines;
                for (int i = int(random.bounded(30)); i > 0; --i) {
                    lines << QString(QChar(u'a' + int(random.bounded(4))));
                }
                return lines;
            };
            const QStringList before = text();
            const QStringList after = text();
            const LineDiff diff = lineDiff(before, after);
            QCOMPARE(qsizetype(diff.added + diff.removed), shortest(before, after));
            // What went is taken from the one text in order, what came from the other.
            qsizetype from = 0;
            qsizetype to = 0;
            for (const QString& line : diff.lines) {
                const QStringList& source = line[0] == u'-' ? before : after;
                qsizetype& at = line[0] == u'-' ? from : to;
                at = source.indexOf(line.mid(1), at) + 1;
                QVERIFY(at > 0);
            }
        }
    }

    void quiteOtherTextsAreComparedAsSets()
    {
        QStringList before;
        QStringList after;
        for (int i = 0; i < 3000; ++i) {
            before << u"old %1"_s.arg(i);
            after << u"new %1"_s.arg(i);
        }
        after << before.mid(100, 50);
        const LineDiff diff = lineDiff(before, after);
        QCOMPARE(diff.removed, 2950);
        QCOMPARE(diff.added, 3000);
    }

    void changeIsOneEvent()
    {
        DocumentWatcher watcher(QUrl(u"https://docs.example/rate-limits.md"_s),
                                Catalogue::shipped(), {});
        const auto look = [&watcher](const WatchAnswer& answer) {
            static_cast<void>(watcher.begin(now));
            static_cast<void>(watcher.take(answer));
            return watcher.finish(now);
        };
        QVERIFY(!watcher.begin(now).conditional);
        const WatchFindings first = look(answered(page));
        QVERIFY(first.events.empty());
        QCOMPARE(first.memories.size(), std::size_t(1));
        QVERIFY(watcher.begin(now).conditional);
        QVERIFY(look(answered(QByteArray(page).replace("* ", "- "))).events.empty());

        const WatchFindings page404 = look(answered("<html>", 404));
        QVERIFY(page404.events.empty());
        QCOMPARE(page404.trouble, u"HTTP 404"_s);
        QVERIFY(!look(answered("<!doctype html>")).trouble.isEmpty());

        const QByteArray changedPage =
            QByteArray(page).replace("1,000", "2,000").append("* Opus 4.7 is deprecated\n");
        const WatchFindings changed = look(answered(changedPage));
        QCOMPARE(changed.events.size(), std::size_t(1));
        const Event& event = changed.events[0];
        QCOMPARE(event.title, u"Rate limits changed: 2 lines added, 1 removed"_s);
        QCOMPARE(event.type, EventType::DocumentChanged);
        QCOMPARE(event.detail,
                 u"-| Opus 4.x | 1,000 |\n+| Opus 4.x | 2,000 |\n"
                 "+- Opus 4.7 is deprecated"_s);
        QVERIFY(event.models.contains(u"claude-opus-4-7"_s));

        // After a restart the last reading is what the next is compared with.
        DocumentWatcher restarted(QUrl(u"https://docs.example/rate-limits.md"_s),
                                  Catalogue::shipped(),
                                  {{changed.memories[0].name, changed.memories[0]}});
        QVERIFY(restarted.begin(now).conditional);
        QVERIFY(restarted.take(answered(changedPage)).accepted);
        QVERIFY(restarted.finish(now).events.empty());
    }
};

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
