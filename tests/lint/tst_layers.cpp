// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/lint/sourcetree.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace plimsoll::lint;

namespace {

const QStringList layers {QStringLiteral("probes"), QStringLiteral("storage"), QStringLiteral("ui"),
                          QStringLiteral("app")};

// The path or name between the brackets or quotes, "" when the line includes nothing.
QString included(const QString& line)
{
    static const QRegularExpression include(
        QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
    return include.match(line).captured(1);
}

} // namespace

class TestLayers : public QObject
{
    Q_OBJECT

private slots:
    void aFolderIncludesItselfAndTheFoldersToItsLeft_data();
    void aFolderIncludesItselfAndTheFoldersToItsLeft();
    void whatIsPureKnowsNoQt_data();
    void whatIsPureKnowsNoQt();
    void includesAreWrittenFromTheRoot();
};

void TestLayers::aFolderIncludesItselfAndTheFoldersToItsLeft_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QStringList>("forbidden");
    QTest::newRow("probes include nothing else") << layers[0] << layers.mid(1);
    QTest::newRow("storage includes probes") << layers[1] << layers.mid(2);
    QTest::newRow("ui includes storage and probes") << layers[2] << layers.mid(3);
    QTest::newRow("app includes everything but tests") << layers[3] << QStringList();
}

void TestLayers::aFolderIncludesItselfAndTheFoldersToItsLeft()
{
    QFETCH(QString, folder);
    QFETCH(QStringList, forbidden);
    forbidden << QStringLiteral("tests");
    const QStringList files = sourceFiles({folder});
    QVERIFY(!files.isEmpty());
    for (const QString& file : files) {
        for (const QString& line : linesOf(file)) {
            const QString first = included(line).section(QLatin1Char('/'), 0, 0);
            QVERIFY2(!forbidden.contains(first),
                     qPrintable(file + QStringLiteral(" says ") + line));
        }
    }
}

void TestLayers::whatIsPureKnowsNoQt_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QStringList>("allowed"); // of storage
    const QString statistics = QStringLiteral("storage/stats");
    const QString columns = QStringLiteral("storage/columns");
    QTest::newRow("the statistics know only themselves") << statistics << QStringList {statistics};
    QTest::newRow("packed columns know the statistics' varint as well")
        << columns << QStringList {columns, statistics + QStringLiteral("/varint.h")};
}

void TestLayers::whatIsPureKnowsNoQt()
{
    QFETCH(QString, folder);
    QFETCH(QStringList, allowed);
    static const QRegularExpression qt(QStringLiteral("^(Q[A-Za-z]|q[a-z]*\\.h|Qt)"));
    const QStringList files = sourceFiles({folder});
    QVERIFY(!files.isEmpty());
    for (const QString& file : files) {
        for (const QString& line : linesOf(file)) {
            const QString path = included(line);
            const bool ours = std::ranges::any_of(
                allowed, [&path](const QString& one) { return path.startsWith(one); });
            QVERIFY2(!qt.match(path).hasMatch(),
                     qPrintable(file + QStringLiteral(" says ") + line));
            QVERIFY2(!path.contains(QLatin1Char('/')) || ours
                         || path.startsWith(QLatin1String("boost/")),
                     qPrintable(file + QStringLiteral(" says ") + line));
        }
    }
}

void TestLayers::includesAreWrittenFromTheRoot()
{
    static const QRegularExpression quoted(QStringLiteral("^\\s*#\\s*include\\s*\"([^\"]+)\""));
    static const QRegularExpression rooted(
        QStringLiteral("^(probes|storage|ui|app|tests)/|\\.moc$"));
    for (const QString& file : sourceFiles(layers + QStringList {QStringLiteral("tests")})) {
        for (const QString& line : linesOf(file)) {
            const auto match = quoted.match(line);
            QVERIFY2(!match.hasMatch() || rooted.match(match.captured(1)).hasMatch(),
                     qPrintable(file + QStringLiteral(" says ") + line));
        }
    }
}

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
