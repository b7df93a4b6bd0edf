// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plimsoll::test;
using namespace Qt::StringLiterals;

class TestDatabaseInfo : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void partsAddUpToTheFile();
    void textSaysWhereTheBytesAre();

private:
    Program::Ended info(const QStringList& more = {}) const
    {
        return m_program.run(QStringList {u"db"_s, u"info"_s, u"--db"_s,
                                          m_program.path(u"p.sqlite"_s), u"--config"_s,
                                          m_program.path(u"kept.toml"_s)}
                             + more);
    }

    Program m_program;
};

void TestDatabaseInfo::initTestCase()
{
    QFile config(m_program.path(u"kept.toml"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("[storage]\nkeep_raw = \"90d\"\nmax_size = \"2 GiB\"\n");
    config.close();
    const auto made = m_program.run({u"generate"_s, u"--db"_s, m_program.path(u"p.sqlite"_s),
                                     u"--scenario"_s, u"calm"_s, u"--weeks"_s, u"1"_s});
    QVERIFY2(made.code == 0, made.err.constData());
}

void TestDatabaseInfo::partsAddUpToTheFile()
{
    const auto told = info({u"--json"_s});
    QVERIFY2(told.code == 0, told.err.constData());
    const QJsonObject json = QJsonDocument::fromJson(told.out).object();
    const QJsonObject storage = json[u"storage"_s].toObject();
    const QJsonObject parts = storage[u"parts"_s].toObject();
    qint64 sum = 0;
    for (auto it = parts.begin(); it != parts.end(); ++it) {
        sum += it->toInteger();
    }
    QVERIFY(sum > 0);
    QCOMPARE(sum, storage[u"bytes"_s].toInteger());
    QCOMPARE(sum, json[u"bytes"_s].toInteger());
    QCOMPARE(storage[u"keep_raw_days"_s].toInteger(), qint64(90));
    QCOMPARE(storage[u"max_size_bytes"_s].toInteger(), qint64(1) << 31);
}

void TestDatabaseInfo::textSaysWhereTheBytesAre()
{
    const auto told = info();
    QVERIFY2(told.code == 0, told.err.constData());
    for (const char* words : {"where the bytes are", "rollups by hour", "per observation",
                              "raw data of 90 days; at most 2 GiB", "in a year"}) {
        QVERIFY2(told.out.contains(words), told.out.constData());
    }
}

QTEST_GUILESS_MAIN(TestDatabaseInfo)
#include "tst_databaseinfo.moc"
