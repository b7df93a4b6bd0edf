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
    void retentionHasItsFloor_data();
    void retentionHasItsFloor();
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

void TestStorageSettings::retentionHasItsFloor_data()
{
    QTest::addColumn<int>("keepDays"); // -1: absent
    QTest::addColumn<qint64>("maxBytes"); // -1: absent
    QTest::addColumn<QStringList>("words"); // one for each mistake
    const QString keep = QStringLiteral("keep_raw in [storage] must be at least 2d");
    const QString size = QStringLiteral("max_size in [storage] must be at least 16 MiB");
    QTest::newRow("nothing is bounded") << -1 << qint64(-1) << QStringList();
    QTest::newRow("two days") << 2 << qint64(-1) << QStringList();
    QTest::newRow("one day is being packed still") << 1 << qint64(-1) << QStringList {keep};
    QTest::newRow("16 MiB") << -1 << qint64(16'777'216) << QStringList();
    QTest::newRow("a byte less") << -1 << qint64(16'777'215) << QStringList {size};
    QTest::newRow("both are told") << 0 << qint64(0) << QStringList {keep, size};
}

void TestStorageSettings::retentionHasItsFloor()
{
    QFETCH(int, keepDays);
    QFETCH(qint64, maxBytes);
    QFETCH(QStringList, words);
    StorageSettings settings;
    settings.path = QDir::tempPath() + QStringLiteral("/new/plimsoll.db");
    if (keepDays >= 0) {
        settings.retention.keepRaw = std::chrono::days(keepDays);
    }
    if (maxBytes >= 0) {
        settings.retention.maxBytes = maxBytes;
    }
    const QStringList mistakes = settings.validate();
    QCOMPARE(mistakes.size(), words.size());
    for (qsizetype i = 0; i < words.size(); ++i) {
        QVERIFY2(mistakes[i].startsWith(words[i]), qPrintable(mistakes[i]));
    }
}

QTEST_GUILESS_MAIN(TestStorageSettings)
#include "tst_storagesettings.moc"
