// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/storetrouble.h"
#include "tests/support/program.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

StoreTrouble trouble()
{
    return {.since = fromEpochMs(1'795'262'400'000),
            .told = fromEpochMs(1'795'262'460'000),
            .why = u"The disk is full."_s,
            .waiting = {.memory = 12, .files = 3000, .paths = {u"/x/y.jsonl"_s}, .dropped = 0}};
}

} // namespace

class TestStoreTrouble : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void theSentenceSaysSinceWhenWhyAndWhere();
    void othersAreToldWhileItLasts();
    void spilledObservationsAreTold();
    void placesOfTwoDatabasesDiffer();
    void statusSaysIt();

private:
    QTemporaryDir m_directory;
};

void TestStoreTrouble::initTestCase()
{
    qputenv("XDG_RUNTIME_DIR", m_directory.path().toLocal8Bit());
}

void TestStoreTrouble::theSentenceSaysSinceWhenWhyAndWhere()
{
    QCOMPARE(sentence(trouble()),
             u"The store has failed since 2026-11-21T12:00:00.000Z: The disk is full. Waiting in "
             "memory: 12, in /x/y.jsonl: 3000."_s);
    StoreTrouble lost = trouble();
    lost.waiting = {.memory = 5, .dropped = 7};
    QVERIFY(sentence(lost).endsWith(u"Waiting in memory: 5; lost, for they fit nowhere: 7."_s));
}

void TestStoreTrouble::othersAreToldWhileItLasts()
{
    const QTemporaryDir directory;
    for (const QString& database :
         {directory.filePath(u"p.sqlite"_s), directory.filePath(u"missing/p.sqlite"_s)}) {
        QVERIFY(!readStoreTrouble(database));
        QCOMPARE(storeTroubleText(database), QString());
        tellStoreTrouble(database, trouble());
        const auto told = readStoreTrouble(database);
        QVERIFY(told);
        QVERIFY(*told == trouble());
        QVERIFY(storeTroubleText(database).endsWith(u" Told at 2026-11-21T12:01:00.000Z."_s));
        endStoreTrouble(database);
        QVERIFY(!readStoreTrouble(database));
    }
}

void TestStoreTrouble::spilledObservationsAreTold()
{
    const QTemporaryDir directory;
    const QString database = directory.filePath(u"p.sqlite"_s);
    const QStringList places = spillFiles(database);
    QCOMPARE(places.front(), database + u".spill.jsonl"_s);
    QVERIFY(places.back().startsWith(m_directory.path()));
    writeFile(places.front(), "{}\n");
    QVERIFY(storeTroubleText(database).contains(places.front()));
}

void TestStoreTrouble::placesOfTwoDatabasesDiffer()
{
    QVERIFY(spillFiles(u"/a/p.sqlite"_s).back() != spillFiles(u"/b/p.sqlite"_s).back());
}

void TestStoreTrouble::statusSaysIt()
{
    const Program program;
    const QString database = program.path(u"p.sqlite"_s);
    QCOMPARE(program
                 .run({u"import"_s, u"-"_s, u"--db"_s, database},
                      "at_epoch_ms,model,kind,outcome\n1,m,line,ok\n")
                 .code,
             0);
    tellStoreTrouble(database, trouble());
    const auto text = program.run({u"status"_s, u"--db"_s, database});
    QVERIFY2(text.out.startsWith("The store has failed since 2026-11-21T12:00:00.000Z"),
             text.out.constData());
    const auto json = program.run({u"status"_s, u"--db"_s, database, u"--json"_s});
    QVERIFY2(json.out.contains("\"waiting_in_files\":3000"), json.out.constData());
}

QTEST_GUILESS_MAIN(TestStoreTrouble)
#include "tst_storetrouble.moc"
