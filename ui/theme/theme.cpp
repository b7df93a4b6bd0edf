// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr std::array tokenNames {"bg",    "surface", "raised",  "rule",     "grid",     "text",
                                 "text2", "text3",   "accent",  "accentbg", "onaccent", "ok",
                                 "warn",  "bad",     "unknown", "okbg",     "warnbg",   "badbg",
                                 "unkbg", "hatch",   "series1", "series2",  "series3",  "series4",
                                 "heat0", "heat1",   "heat2",   "heat3",    "heat4"};
static_assert(tokenNames.size() == tokenCount);

QByteArray resource(const QString& path)
{
    QFile file(path);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "theme", "a shipped resource is missing");
    return opened ? file.readAll() : QByteArray();
}

Theme shipped(const QString& name)
{
    const QString path = u":/plimsoll/themes/"_s + name + u".json"_s;
    const Result<Theme> theme = Theme::fromJson(resource(path), path);
    Q_ASSERT_X(bool(theme), "theme", "a shipped theme is broken");
    return theme ? *theme : Theme();
}

QString replaced(const QString& text, const QRegularExpression& pattern,
                 const std::function<QString(const QString&)>& value)
{
    QString result;
    qsizetype reached = 0;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += QStringView(text).mid(reached, match.capturedStart() - reached);
        result += value(match.captured(1));
        reached = match.capturedEnd();
    }
    return result + QStringView(text).mid(reached);
}

} // namespace

QLatin1String name(Token token)
{
    return QLatin1String(tokenNames[std::size_t(token)]);
}

const Theme& Theme::light()
{
    static const Theme theme = shipped(u"light"_s);
    return theme;
}

const Theme& Theme::dark()
{
    static const Theme theme = shipped(u"dark"_s);
    return theme;
}

Result<Theme> Theme::fromJson(const QByteArray& text, const QString& origin)
{
    QJsonParseError parseError;
    const QJsonObject root = QJsonDocument::fromJson(text, &parseError).object();
    const auto bad = [&](const QString& why) {
        return Error {.code = Error::Code::BadData,
                      .message = QString(u"Cannot read the theme "_s + origin + u": "_s + why)};
    };
    if (root.isEmpty()) {
        return bad(parseError.errorString());
    }
    Theme theme;
    theme.m_name = root.value("name"_L1).toString();
    theme.m_dark = root.value("dark"_L1).toBool();
    const QJsonObject tokens = root.value("tokens"_L1).toObject();
    for (std::size_t i = 0; i < tokenCount; ++i) {
        const QColor colour(tokens.value(QLatin1String(tokenNames[i])).toString());
        if (!colour.isValid()) {
            return bad(u"token "_s + QLatin1String(tokenNames[i])
                       + u" is missing or is not a colour"_s);
        }
        theme.m_colours[i] = colour;
    }
    return theme;
}

const QColor& Theme::condition(Condition condition) const
{
    switch (condition) {
    case Condition::Normal:
        return (*this)[Token::Ok];
    case Condition::Warning:
        return (*this)[Token::Warn];
    case Condition::Bad:
        return (*this)[Token::Bad];
    case Condition::Unknown:
        break;
    }
    return (*this)[Token::Unknown];
}

SeriesStyle Theme::series(int slot) const
{
    const int colour = slot < 0 ? 0 : slot % 4;
    return {.colour = m_colours[std::size_t(Token::Series1) + std::size_t(colour)],
            .dashed = slot >= 4};
}

QString Theme::filled(const QString& styleTemplate, double scale) const
{
    static const QRegularExpression tokenPattern(u"@([a-z0-9]+)"_s);
    static const QRegularExpression lengthPattern(u"\\b([0-9]+)sp\\b"_s);
    const QString coloured = replaced(styleTemplate, tokenPattern, [this](const QString& key) {
        const auto* found = std::ranges::find(
            tokenNames, key, [](const char* token) { return QLatin1String(token); });
        Q_ASSERT_X(found != tokenNames.end(), "theme", "the style sheet names an unknown token");
        return m_colours[std::size_t(found - tokenNames.begin())].name();
    });
    return replaced(coloured, lengthPattern, [scale](const QString& length) {
        return QString(QString::number(std::lround(length.toInt() * scale)) + u"px"_s);
    });
}

QString styleTemplate()
{
    return QString::fromUtf8(resource(u":/plimsoll/themes/plimsoll.qss"_s));
}

} // namespace plimsoll
