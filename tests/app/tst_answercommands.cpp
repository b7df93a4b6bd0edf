// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

// The commands that answer a question: what they say of a question that they cannot answer.
class TestAnswerCommands : public QObject
{
    Q_OBJECT

private slots:
    void failures_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("sentence"); // part of what is said on stderr
        const auto row = [](const char* name, const QStringList& arguments, int code,
                            const char* sentence) {
            QTest::newRow(name) << arguments << code << QByteArray(sentence);
        };
        row("a time zone that is none", {u"answers"_s, u"--timezone"_s, u"Mars/Olympus"_s}, 64,
            "There is no time zone \"Mars/Olympus\"");
        row("a word that is no time zone, though Qt would take it for UTC",
            {u"report"_s, u"--timezone"_s, u"Mars"_s}, 64, "There is no time zone \"Mars\"");
        row("an event at a time that is none", {u"answers"_s, u"--event"_s, u"soon"_s}, 64,
            "--event \"soon\"");
        row("a wait that is no duration", {u"advise"_s, u"--already"_s, u"3"_s}, 64,
            "--already \"3\" is no duration");
        row("no database to advise from", {u"advise"_s}, 66, "plimsollctl run");
        row("a format of a report that there is not", {u"report"_s, u"--format"_s, u"pdf"_s}, 64,
            "--format");
        row("no database to report from", {u"report"_s}, 66, "plimsollctl run");
        row("no database to test claims on", {u"claims"_s}, 66, "plimsollctl run");
        row("no database to answer from", {u"answers"_s}, 66, "plimsollctl run");
        row("a tier of no tables", {u"headroom"_s, u"--tier"_s, u"X"_s}, 64, "no tier \"X\"");
    }
    void failures()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, sentence);
        const Program program;
        const auto ended = program.run(arguments);
        QVERIFY2(ended.code == code, ended.err.constData());
        QVERIFY2(ended.err.contains(sentence), ended.err.constData());
        QCOMPARE(ended.out, QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestAnswerCommands)
#include "tst_answercommands.moc"
