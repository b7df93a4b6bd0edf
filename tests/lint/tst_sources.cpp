// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/lint/sourcetree.h"
#include "tests/support/paths.h"

#include <QRegularExpression>
#include <QTest>

using namespace plimsoll::lint;

namespace {

const QStringList productFolders {QStringLiteral("probes"), QStringLiteral("storage"),
                                  QStringLiteral("ui"), QStringLiteral("app")};
const QStringList allFolders = productFolders + QStringList {QStringLiteral("tests")};

} // namespace

class TestSources : public QObject
{
    Q_OBJECT

private slots:
    void noFileIsLongerThan400Lines();
    void everyFileNamesItsLicence();
    void productCodeAvoids_data();
    void productCodeAvoids();
    void headersOpenNoNamespace();
    void topLevelFoldersAreTheAgreedOnes();
};

void TestSources::noFileIsLongerThan400Lines()
{
    for (const QString& file : sourceFiles(allFolders)) {
        const auto lines = linesOf(file).size();
        QVERIFY2(lines <= 401, qPrintable(QStringLiteral("%1 has %2 lines").arg(file).arg(lines)));
    }
}

void TestSources::everyFileNamesItsLicence()
{
    for (const QString& file : sourceFiles(allFolders)) {
        const QStringList lines = linesOf(file);
        QVERIFY2(lines.value(0).startsWith(QLatin1String("// SPDX-FileCopyrightText: "))
                     && lines.value(1)
                         == QLatin1String("// SPDX-License-Identifier: GPL-3.0-or-later"),
                 qPrintable(file));
    }
}

void TestSources::productCodeAvoids_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::newRow("mutexes: values cross threads by signal")
        << QStringLiteral("\\bQMutex|std::mutex|QReadWriteLock");
    QTest::newRow("sleeps and nested event loops") << QStringLiteral(
        "QThread::(m|u)?sleep|std::this_thread::sleep|processEvents|\\bQEventLoop\\b");
    QTest::newRow("std::views, which our analyser cannot read")
        << QStringLiteral("std::views|ranges::views");
    QTest::newRow("promises of later work") << QStringLiteral("TO"
                                                              "DO|FIX"
                                                              "ME|XX"
                                                              "X|HA"
                                                              "CK");
    QTest::newRow("shared ownership of QObjects by hand") << QStringLiteral("\\bdelete\\s+this\\b");
}

void TestSources::productCodeAvoids()
{
    QFETCH(QString, pattern);
    const QRegularExpression expression(pattern);
    for (const QString& file : sourceFiles(productFolders)) {
        int number = 0;
        for (const QString& line : linesOf(file)) {
            ++number;
            QVERIFY2(!expression.match(line).hasMatch(),
                     qPrintable(QStringLiteral("%1:%2: %3").arg(file).arg(number).arg(line)));
        }
    }
}

void TestSources::headersOpenNoNamespace()
{
    static const QRegularExpression opened(QStringLiteral("^\\s*using namespace"));
    for (const QString& file : sourceFiles(allFolders)) {
        if (!file.endsWith(QLatin1String(".h"))) {
            continue;
        }
        for (const QString& line : linesOf(file)) {
            QVERIFY2(!opened.match(line).hasMatch(),
                     qPrintable(file + QStringLiteral(" says ") + line));
        }
    }
}

void TestSources::topLevelFoldersAreTheAgreedOnes()
{
    const QStringList agreed {QStringLiteral("app"),     QStringLiteral("packaging"),
                              QStringLiteral("probes"),  QStringLiteral("resources"),
                              QStringLiteral("storage"), QStringLiteral("tests"),
                              QStringLiteral("ui")};
    QStringList found =
        QDir(plimsoll::test::sourceDir()).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    found.removeAll(QStringLiteral("build"));
    QCOMPARE(found, agreed);
}

QTEST_GUILESS_MAIN(TestSources)
#include "tst_sources.moc"
