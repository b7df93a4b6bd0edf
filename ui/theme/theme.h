// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"
#include "storage/query/overview.h"

#include <QByteArray>
#include <QColor>
#include <QString>

#include <array>

namespace plimsoll {

enum class Token {
    Bg,
    Surface,
    Raised,
    Rule,
    Grid,
    Text,
    Text2,
    Text3,
    Accent,
    AccentBg,
    OnAccent,
    Ok,
    Warn,
    Bad,
    Unknown,
    OkBg,
    WarnBg,
    BadBg,
    UnkBg,
    Hatch,
    Series1,
    Series2,
    Series3,
    Series4,
    Heat0, // five steps of one hue
    Heat1,
    Heat2,
    Heat3,
    Heat4
};
inline constexpr std::size_t tokenCount = std::size_t(Token::Heat4) + 1;

// The key of a token in the theme files, for example "text2".
QLatin1String name(Token token);

// A model keeps its slot on every page; beyond the fourth the colours repeat with a dash.
struct SeriesStyle
{
    QColor colour;
    bool dashed = false;
};

// The colours of one appearance. Data, from resources/themes.
class Theme
{
public:
    static const Theme& light();
    static const Theme& dark();
    static Result<Theme> fromJson(const QByteArray& text, const QString& origin);

    QString name() const { return m_name; }
    bool isDark() const { return m_dark; }
    const QColor& operator[](Token token) const { return m_colours[std::size_t(token)]; }
    const QColor& condition(Condition condition) const;
    SeriesStyle series(int slot) const;
    // Fills "@token" and "13sp" of the style sheet template; scale 1 is 100 %.
    QString filled(const QString& styleTemplate, double scale) const;

private:
    QString m_name;
    bool m_dark = false;
    std::array<QColor, tokenCount> m_colours;
};

// The shipped style sheet template.
QString styleTemplate();

} // namespace plimsoll
