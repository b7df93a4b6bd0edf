// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/themestate.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>
#include <QStyleFactory>

#include <cmath>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr int bodyPixels = 13; // of the visual language at 100 %

bool desktopIsDark()
{
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness()
        < palette.color(QPalette::WindowText).lightness();
}

QPalette paletteOf(const Theme& theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme[Token::Bg]);
    palette.setColor(QPalette::WindowText, theme[Token::Text]);
    palette.setColor(QPalette::Base, theme[Token::Surface]);
    palette.setColor(QPalette::AlternateBase, theme[Token::Raised]);
    palette.setColor(QPalette::Text, theme[Token::Text]);
    palette.setColor(QPalette::PlaceholderText, theme[Token::Text3]);
    palette.setColor(QPalette::Button, theme[Token::Surface]);
    palette.setColor(QPalette::ButtonText, theme[Token::Text]);
    palette.setColor(QPalette::Highlight, theme[Token::AccentBg]);
    palette.setColor(QPalette::HighlightedText, theme[Token::Text]);
    palette.setColor(QPalette::Link, theme[Token::Accent]);
    palette.setColor(QPalette::ToolTipBase, theme[Token::Surface]);
    palette.setColor(QPalette::ToolTipText, theme[Token::Text]);
    return palette;
}

} // namespace

ThemeState::ThemeState(Appearance appearance, QObject* parent)
    : QObject(parent)
    , m_appearance(appearance)
    , m_desktopIsDark(desktopIsDark())
    , m_scale(double(QFontInfo(QApplication::font()).pixelSize()) / bodyPixels)
{
    qApp->installEventFilter(this);
}

const Theme& ThemeState::theme() const
{
    const bool dark = m_appearance == Appearance::Dark
        || (m_appearance == Appearance::FollowDesktop && m_desktopIsDark);
    return dark ? Theme::dark() : Theme::light();
}

void ThemeState::setAppearance(Appearance appearance)
{
    const Theme* before = &theme();
    m_appearance = appearance;
    if (before != &theme()) {
        applyAll();
    }
}

void ThemeState::applyAll()
{
    for (const QPointer<QWidget>& window : m_windows) {
        if (window) {
            apply(*window);
        }
    }
    emit changed();
}

void ThemeState::dress(QWidget& window)
{
    m_windows.emplace_back(&window);
    apply(window);
}

void ThemeState::apply(QWidget& window) const
{
    window.setPalette(paletteOf(theme()));
    window.setStyleSheet(theme().filled(styleTemplate(), m_scale));
}

int ThemeState::px(int at100Percent) const
{
    return int(std::lround(at100Percent * m_scale));
}

QFont ThemeState::font(int pixelsAt100Percent, Weight weight) const
{
    QFont font = QApplication::font();
    font.setPixelSize(px(pixelsAt100Percent));
    font.setWeight(weight == Weight::Strong ? QFont::DemiBold : QFont::Normal);
    return font;
}

bool ThemeState::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == qApp && event->type() == QEvent::ApplicationPaletteChange
        && desktopIsDark() != m_desktopIsDark) {
        m_desktopIsDark = !m_desktopIsDark;
        if (m_appearance == Appearance::FollowDesktop) {
            applyAll();
        }
    }
    return QObject::eventFilter(watched, event);
}

void prepareApplication()
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QFont font = QApplication::font();
    const bool unnamed = font.family().isEmpty() || font.family().startsWith("Sans"_L1)
        || QGuiApplication::platformName() == "offscreen"_L1;
    if (unnamed && QFontDatabase::hasFamily(u"Inter"_s)) {
        font.setFamily(u"Inter"_s);
        font.setPixelSize(bodyPixels);
        QApplication::setFont(font);
    }
}

} // namespace plimsoll
