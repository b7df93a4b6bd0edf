// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/reading.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

// What a person writes behind --model becomes subjects of the store.
class TestNaming : public QObject
{
    Q_OBJECT

private slots:
    void subjects_data()
    {
        QTest::addColumn<QStringList>("written");
        QTest::addColumn<QStringList>("subjects");
        const QString opus = u"claude-opus-4-7"_s;
        const QString acme = u"claude-opus-4-7@acme"_s;
        QTest::newRow("nothing is everything") << QStringList() << QStringList();
        QTest::newRow("a model is that of every organization")
            << QStringList(opus) << QStringList({opus, acme});
        QTest::newRow("a model of one organization") << QStringList(acme) << QStringList(acme);
        QTest::newRow("a model of [api]")
            << QStringList(u"claude-opus-4-7@"_s) << QStringList(opus);
        QTest::newRow("one that only an organization probes")
            << QStringList(u"claude-haiku-5-5"_s) << QStringList(u"claude-haiku-5-5@acme"_s);
        QTest::newRow("twice the same is once")
            << QStringList({acme, opus}) << QStringList({acme, opus});
        QTest::newRow("a name that is not there stays and selects nothing")
            << QStringList(u"claude-opus-4-7@other"_s) << QStringList(u"claude-opus-4-7@other"_s);
        QTest::newRow("the line is no model") << QStringList(u"@"_s) << QStringList(u"@"_s);
    }
    void subjects()
    {
        QFETCH(QStringList, written);
        QFETCH(QStringList, subjects);
        const std::vector<TargetId> targets {
            {u"claude-opus-4-7"_s, ProbeKind::Admission, {}},
            {u"claude-opus-4-7"_s, ProbeKind::Generation, {}},
            {u"claude-opus-4-7"_s, ProbeKind::Admission, u"acme"_s},
            {u"claude-haiku-5-5"_s, ProbeKind::Admission, u"acme"_s},
            {QString(), ProbeKind::Line, {}}};
        QCOMPARE(subjectsNamed(written, targets), subjects);
    }
};

QTEST_GUILESS_MAIN(TestNaming)
#include "tst_naming.moc"
