// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray own = "version = 1\n"
                       "[[claim]]\n"
                       "id = \"U1\"\n"
                       "source = \"the team\"\n"
                       "statement = \"Opus takes 1,000 requests a minute from us\"\n"
                       "metric = \"limit_value\"\n"
                       "pool = \"Opus 4.x\"\n"
                       "limit = \"requests\"\n"
                       "test = \"at_least\"\n"
                       "value = 1000\n";

QByteArray described(const Program::Ended& ended)
{
    return QByteArray::number(ended.code) + ": " + ended.err + ended.out;
}

} // namespace

// Every row runs the program on a week of a calm scenario.
class TestClaimsCommand : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void whatIsWrongIsSaid_data();
    void whatIsWrongIsSaid();
    void allClaimsAreTold();
    void oneClaimIsToldWithItsRivals();
    void claimsOfOnesOwnAreTested_data();
    void claimsOfOnesOwnAreTested();

private:
    Program m_program;
    QString m_database;
};

void TestClaimsCommand::initTestCase()
{
    m_database = m_program.path(u"calm.sqlite"_s);
    m_program.setVariable(u"PLIMSOLL_DB"_s, m_database);
    m_program.setVariable(u"PLIMSOLL_CONFIG"_s, m_program.path(u"p.toml"_s));
    writeFile(m_program.path(u"p.toml"_s), {});
    writeFile(m_program.path(u"own.toml"_s), own);
    writeFile(m_program.path(u"bad.toml"_s),
              QByteArray(own).replace("value = 1000", "value = -1").replace("pool", "pol"));
    const auto made =
        m_program.run({u"generate"_s, u"--scenario"_s, u"calm"_s, u"--weeks"_s, u"1"_s});
    QVERIFY2(made.code == 0, made.err.constData());
}

void TestClaimsCommand::whatIsWrongIsSaid_data()
{
    QTest::addColumn<QStringList>("arguments"); // "@" is the home of the program
    QTest::addColumn<int>("code");
    QTest::addColumn<QStringList>("parts");
    QTest::newRow("a claim that is not there")
        << QStringList {u"C99"_s} << 64 << QStringList {u"There is no claim \"C99\""_s};
    QTest::newRow("a time that is none")
        << QStringList {u"--since"_s, u"soon"_s} << 64 << QStringList {u"--since \"soon\""_s};
    QTest::newRow("a file that is not there") << QStringList {u"--file"_s, u"@/none.toml"_s} << 66
                                              << QStringList {u"none.toml cannot be read"_s};
    QTest::newRow("a file with mistakes, all of them")
        << QStringList {u"--file"_s, u"@/bad.toml"_s} << 78
        << QStringList {u"bad.toml, line 2: [[claim]] U1 lacks \"pool\""_s,
                        u"bad.toml, line 7: this version knows no \"pol\""_s,
                        u"bad.toml, line 10: value in [[claim]] U1 must be above 0"_s};
}

void TestClaimsCommand::whatIsWrongIsSaid()
{
    QFETCH(QStringList, arguments);
    QFETCH(const int, code);
    QFETCH(const QStringList, parts);
    arguments.replaceInStrings(u"@"_s, m_program.path({}));
    const auto ended = m_program.run(QStringList {u"claims"_s} + arguments);
    QVERIFY2(ended.code == code, described(ended).constData());
    QCOMPARE(ended.out, QByteArray());
    for (const QString& part : parts) {
        QVERIFY2(ended.err.contains(part.toUtf8()), ended.err.constData());
    }
}

void TestClaimsCommand::allClaimsAreTold()
{
    const auto text = m_program.run({u"claims"_s});
    QVERIFY2(text.code == 0, described(text).constData());
    QVERIFY2(text.out.startsWith("Of 46 claims "), text.out.constData());
    const auto json = m_program.run({u"claims"_s, u"--json"_s});
    const QJsonObject object = QJsonDocument::fromJson(json.out).object();
    QCOMPARE(object[u"claims"_s].toArray().size(), 46);
    QCOMPARE(object[u"contradictions"_s].toArray().size(), 24);
}

void TestClaimsCommand::oneClaimIsToldWithItsRivals()
{
    const auto text = m_program.run({u"claims"_s, u"C17"_s});
    QVERIFY2(text.code == 0, described(text).constData());
    QVERIFY2(text.out.startsWith("Of 1 claim "), text.out.constData());
    QVERIFY2(text.out.contains("rivals K1 "), text.out.constData());
    QVERIFY2(text.out.contains("(C25 "), text.out.constData());
    QVERIFY2(!text.out.contains("\nC25 "), text.out.constData());
}

void TestClaimsCommand::claimsOfOnesOwnAreTested_data()
{
    QTest::addColumn<bool>("inConfiguration");
    QTest::newRow("named on the command line") << false;
    QTest::newRow("named in the configuration") << true;
}

void TestClaimsCommand::claimsOfOnesOwnAreTested()
{
    QFETCH(const bool, inConfiguration);
    const QString file = m_program.path(u"own.toml"_s);
    writeFile(m_program.path(u"p.toml"_s),
              inConfiguration ? "[claims]\nfile = '" + file.toUtf8() + "'\n" : QByteArray());
    QStringList arguments {u"claims"_s, u"U1"_s, u"--json"_s};
    if (!inConfiguration) {
        arguments << u"--file"_s << file;
    }
    const auto ended = m_program.run(arguments);
    QVERIFY2(ended.code == 0, described(ended).constData());
    const QJsonObject claim =
        QJsonDocument::fromJson(ended.out).object()[u"claims"_s].toArray()[0].toObject();
    QCOMPARE(claim[u"id"_s].toString(), u"U1"_s);
    QVERIFY(claim[u"measured"_s][u"exact"_s].toBool());
    const bool isEnough = claim[u"measured"_s][u"value"_s].toDouble() >= 1000;
    QCOMPARE(claim[u"verdict"_s].toString(), isEnough ? u"supported"_s : u"refuted"_s);
}

QTEST_GUILESS_MAIN(TestClaimsCommand)
#include "tst_claimscommand.moc"
