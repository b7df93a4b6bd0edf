// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/paths.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

// plimsollctl runs on servers: it must not pull in a window system, directly or through another
// library.
class TestHeadless : public QObject
{
    Q_OBJECT

private slots:
    void plimsollctlLinksNoGuiLibrary();
};

void TestHeadless::plimsollctlLinksNoGuiLibrary()
{
    QProcess ldd;
    ldd.start(QStringLiteral("ldd"), {plimsoll::test::builtProgram(QStringLiteral("plimsollctl"))});
    QVERIFY(ldd.waitForFinished());
    QCOMPARE(ldd.exitCode(), 0);
    const QString libraries = QString::fromUtf8(ldd.readAllStandardOutput());
    QVERIFY2(libraries.contains(QLatin1String("libQt6Core")), qPrintable(libraries));
    static const QRegularExpression gui(
        QStringLiteral("libQt6(Gui|Widgets|Charts|Svg|OpenGL)|libX11|libxcb|libwayland|libGL"));
    QVERIFY2(!gui.match(libraries).hasMatch(), qPrintable(gui.match(libraries).captured()));
}

QTEST_GUILESS_MAIN(TestHeadless)
#include "tst_headless.moc"
