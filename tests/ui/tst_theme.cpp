// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QTest>

#include <cmath>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

// WCAG 2.2, relative luminance and contrast ratio.
double channel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF())
        + 0.0722 * channel(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double one = luminance(a) + 0.05;
    const double other = luminance(b) + 0.05;
    return std::max(one, other) / std::min(one, other);
}

} // namespace

class TestTheme final : public QObject
{
    Q_OBJECT

private slots:
    void contrastOfText_data();
    void contrastOfText();
    void theRatioItself();
    void seriesRepeatWithADash();
    void heatIsOneHueInEvenSteps_data();
    void heatIsOneHueInEvenSteps();
    void brokenFilesSayWhy_data();
    void brokenFilesSayWhy();
    void theStyleSheetIsFilledWholly();
};

void TestTheme::contrastOfText_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<Token>("text");
    QTest::addColumn<Token>("ground");
    for (const bool dark : {false, true}) {
        const char* look = dark ? "dark" : "light";
        for (const Token text : {Token::Text, Token::Text2, Token::Text3, Token::Accent, Token::Ok,
                                 Token::Warn, Token::Bad, Token::Unknown}) {
            for (const Token ground : {Token::Surface, Token::Bg, Token::Raised}) {
                QTest::addRow("%s: %s on %s", look, name(text).data(), name(ground).data())
                    << dark << text << ground;
            }
        }
        const std::array<std::pair<Token, Token>, 6> pairs {
            std::pair(Token::Accent, Token::AccentBg), std::pair(Token::OnAccent, Token::Accent),
            std::pair(Token::Ok, Token::OkBg),         std::pair(Token::Warn, Token::WarnBg),
            std::pair(Token::Bad, Token::BadBg),       std::pair(Token::Unknown, Token::UnkBg)};
        for (const auto& [text, ground] : pairs) {
            QTest::addRow("%s: %s on %s", look, name(text).data(), name(ground).data())
                << dark << text << ground;
        }
    }
}

void TestTheme::contrastOfText()
{
    QFETCH(bool, dark);
    QFETCH(Token, text);
    QFETCH(Token, ground);
    const Theme& theme = dark ? Theme::dark() : Theme::light();
    const double ratio = contrast(theme[text], theme[ground]);
    QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
}

void TestTheme::theRatioItself()
{
    QVERIFY(qAbs(contrast(Qt::black, Qt::white) - 21.0) < 1e-9); // by the definition of WCAG
    QVERIFY(qAbs(contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.005); // a known pair
}

void TestTheme::seriesRepeatWithADash()
{
    const Theme& theme = Theme::light();
    QCOMPARE(theme.series(0).colour, theme[Token::Series1]);
    QVERIFY(!theme.series(3).dashed);
    QCOMPARE(theme.series(5).colour, theme.series(1).colour);
    QVERIFY(theme.series(5).dashed);
}

void TestTheme::heatIsOneHueInEvenSteps_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light: from light to dark") << false;
    QTest::newRow("dark: from dark to light") << true;
}

void TestTheme::heatIsOneHueInEvenSteps()
{
    QFETCH(bool, dark);
    const Theme& theme = dark ? Theme::dark() : Theme::light();
    const std::array steps {Token::Heat0, Token::Heat1, Token::Heat2, Token::Heat3, Token::Heat4};
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        const QColor& low = theme[steps[i]];
        const QColor& high = theme[steps[i + 1]];
        QCOMPARE(luminance(high) > luminance(low), dark); // the more, the further from the surface
        QVERIFY2(contrast(low, high) >= 1.2, qPrintable(QString::number(contrast(low, high))));
        QVERIFY2(qAbs(low.hslHue() - high.hslHue()) <= 6, // "one hue"
                 qPrintable(u"%1 and %2"_s.arg(low.hslHue()).arg(high.hslHue())));
    }
    // The end of the scale is seen on the card, and so is the ring around a cell.
    QVERIFY(contrast(theme[Token::Heat4], theme[Token::Surface]) >= 4.5);
    QVERIFY(contrast(theme[Token::Accent], theme[Token::Heat0]) >= 3.0);
}

void TestTheme::brokenFilesSayWhy_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("why");
    QTest::newRow("not JSON") << QByteArray("{") << u"unterminated"_s;
    QTest::newRow("no tokens") << QByteArray(R"({"name": "x"})") << u"token bg"_s;
    QTest::newRow("not a colour") << QByteArray(R"({"name": "x", "tokens": {"bg": "reddish?"}})")
                                  << u"token bg"_s;
}

void TestTheme::brokenFilesSayWhy()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, why);
    const Result<Theme> theme = Theme::fromJson(text, u"mine.json"_s);
    QVERIFY(!theme);
    QVERIFY(theme.error().message.contains(u"mine.json"_s));
    QVERIFY2(theme.error().message.contains(why), qPrintable(theme.error().message));
}

void TestTheme::theStyleSheetIsFilledWholly()
{
    const QString sheet = Theme::dark().filled(styleTemplate(), 2);
    QVERIFY(!sheet.contains(u'@'));
    QVERIFY(sheet.contains(u"font-size: 26px"_s));
    QVERIFY(sheet.contains(Theme::dark()[Token::AccentBg].name()));
}

QTEST_GUILESS_MAIN(TestTheme)
#include "tst_theme.moc"
