// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/redact.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>
#include <vector>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

// A text as it reads, and where each of its characters stands in the text as written.
struct Reading
{
    QString text;
    std::vector<qsizetype> at; // one more than characters: the last is the end
};

Reading asWritten(const QString& text)
{
    Reading reading {text, {}};
    for (qsizetype i = 0; i <= text.size(); ++i) {
        reading.at.push_back(i);
    }
    return reading;
}

// "%2F" and "\u002f" by the number of characters in front of the digits and that of the digits.
char16_t coded(QStringView text, qsizetype mark, qsizetype digits)
{
    bool ok = false;
    const ushort code =
        text.size() < mark + digits ? 0 : text.sliced(mark, digits).toUShort(&ok, 16);
    return ok ? char16_t(code) : u'\0';
}

// Percent signs and backslashes resolved, once.
Reading decoded(const QString& text)
{
    Reading reading;
    const QStringView view(text);
    for (qsizetype i = 0; i < text.size();) {
        reading.at.push_back(i);
        const QStringView rest = view.sliced(i);
        qsizetype length = 1;
        char16_t character = text.at(i).unicode();
        if (const char16_t code = character == u'%' ? coded(rest, 1, 2) : u'\0') {
            character = code;
            length = 3;
        } else if (const char16_t unit = rest.startsWith(u"\\u") ? coded(rest, 2, 4) : u'\0') {
            character = unit;
            length = 6;
        } else if (character == u'\\' && rest.size() > 1 && u"\"\\/"_s.contains(rest[1])) {
            character = rest[1].unicode();
            length = 2;
        }
        reading.text.append(QChar(character));
        i += length;
    }
    reading.at.push_back(text.size());
    return reading;
}

// Which characters of a text are hidden.
class Mask
{
public:
    explicit Mask(const QString& text)
        : m_text(text)
        , m_hidden(std::size_t(text.size()), false)
    {
    }

    void hide(const Reading& reading, qsizetype from, qsizetype length)
    {
        const qsizetype first = reading.at[std::size_t(from)];
        const qsizetype end = reading.at[std::size_t(from + length)];
        std::fill(m_hidden.begin() + first, m_hidden.begin() + end, true);
        m_any = true;
    }

    // Each hidden stretch becomes one mark.
    QString masked() const
    {
        if (!m_any) {
            return m_text;
        }
        QString result;
        for (qsizetype i = 0; i < m_text.size(); ++i) {
            if (!m_hidden[std::size_t(i)]) {
                result.append(m_text.at(i));
            } else if (i == 0 || !m_hidden[std::size_t(i - 1)]) {
                result.append(u"[redacted]"_s);
            }
        }
        return result;
    }

private:
    const QString& m_text;
    std::vector<bool> m_hidden;
    bool m_any = false;
};

void hideKeys(const Reading& reading, Mask& mask)
{
    static const QRegularExpression key(u"sk-ant-[A-Za-z0-9_\\-]+"_s);
    for (auto it = key.globalMatch(reading.text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        mask.hide(reading, match.capturedStart(), match.capturedLength());
    }
}

void hideParts(const Reading& reading, const QString& secret, Mask& mask)
{
    if (secret.isEmpty()) {
        return;
    }
    const qsizetype length = std::min(secretPart, secret.size());
    QSet<QStringView> parts;
    for (qsizetype i = 0; i + length <= secret.size(); ++i) {
        parts.insert(QStringView(secret).sliced(i, length));
    }
    const QStringView view(reading.text);
    for (qsizetype i = 0; i + length <= view.size(); ++i) {
        if (parts.contains(view.sliced(i, length))) {
            mask.hide(reading, i, length);
        }
    }
}

// What most texts lack, and every pattern below has one of.
bool mayHoldSecret(const QByteArray& text)
{
    return text.contains("sk-ant-") || std::ranges::any_of(text, [](char c) {
               return c == ':' || c == '=' || c == '%' || c == '\\';
           });
}

QString withoutNamedValues(QString text)
{
    static const QRegularExpression header(
        u"((?:x-api-key|authorization)[\"']?\\s*[:=]\\s*[\"']?"
        "(?:(?:bearer|basic|digest|negotiate|ntlm)\\s+)?)[^\\s\"',;]+"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression password(u"(://[^/\\s:@\"']*:)[^/\\s@\"']+@"_s);
    text.replace(header, u"\\1[redacted]"_s);
    text.replace(password, u"\\1[redacted]@"_s);
    return text;
}

} // namespace

QString redacted(const QString& text)
{
    return withoutSecrets(text, {});
}

QByteArray redacted(const QByteArray& text)
{
    return withoutSecrets(text, {});
}

QByteArray withoutSecrets(const QByteArray& text, const QByteArrayList& secrets)
{
    if (secrets.isEmpty() && !mayHoldSecret(text)) {
        return text;
    }
    // Latin-1 maps every byte to itself, so text that is not UTF-8 survives unchanged.
    const QString written = QString::fromLatin1(text);
    Mask mask(written);
    const auto hide = [&](const Reading& reading) {
        hideKeys(reading, mask);
        for (const QByteArray& secret : secrets) {
            hideParts(reading, QString::fromLatin1(secret), mask);
        }
    };
    // Both readings, for a secret may hold a percent sign of its own.
    hide(asWritten(written));
    if (text.contains('%') || text.contains('\\')) {
        hide(decoded(written));
    }
    return withoutNamedValues(mask.masked()).toLatin1();
}

QString withoutSecrets(const QString& text, const QByteArrayList& secrets)
{
    return QString::fromUtf8(withoutSecrets(text.toUtf8(), secrets));
}

bool isSecretHeader(QByteArrayView name)
{
    static constexpr std::array<QByteArrayView, 5> secret {"set-cookie", "cookie", "authorization",
                                                           "proxy-authorization", "x-api-key"};
    return std::ranges::any_of(
        secret, [name](QByteArrayView s) { return name.compare(s, Qt::CaseInsensitive) == 0; });
}

} // namespace plimsoll
