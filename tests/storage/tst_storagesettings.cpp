// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/settings.h"

#include <QDir>
#include <QTest>

using namespace plimsoll;

class TestStorageSettings : public QObject
{
    Q_OBJECT

private slots:
    void mistakesAreNamed_data();
    void mistakesAreNamed();
};

void TestStorageSettings::mistakesAreNamed_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("word"); // "" when fine
    QTest::newRow("a file that need not exist yet")
        << QDir::tempPath() + QStringLiteral("/new/plimsoll.db") << QString();
    QTest::newRow("no path") << QString() << QStringLiteral("empty");
    QTest::newRow("nothing but blanks") << QStringLiteral("  ") << QStringLiteral("empty");
    QTest::newRow("a directory") << QDir::tempPath() << QStringLiteral("is a directory");
}

void TestStorageSettings::mistakesAreNamed()
{
    QFETCH(QString, path);
    QFETCH(QString, word);
    StorageSettings settings;
    settings.path = path;
    const QStringList mistakes = settings.validate();
    QCOMPARE(mistakes.isEmpty(), word.isEmpty());
    QVERIFY(mistakes.join(QLatin1Char(' ')).contains(word));
}

QTEST_GUILESS_MAIN(TestStorageSettings)
#include "tst_storagesettings.moc"
