// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/document.h"

#include "probes/watch/foreigntext.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

bool isHeading(const QString& line)
{
    return line.startsWith(u'#');
}

bool isWebPage(const QByteArray& body)
{
    const QByteArray head = body.left(1024).trimmed().toLower();
    return head.startsWith("<!doctype") || head.startsWith("<html") || head.startsWith("<head")
        || head.startsWith("<?xml");
}

void removeFrontMatter(QStringList& lines)
{
    if (lines.isEmpty() || lines.front().trimmed() != u"---") {
        return;
    }
    const auto end = std::find_if(lines.begin() + 1, lines.end(),
                                  [](const QString& line) { return line.trimmed() == u"---"; });
    if (end != lines.end()) {
        lines.erase(lines.begin(), end + 1);
    }
}

// "| a |  b|" and "|a|b|" are one row; "|---|:-:|" says nothing.
QString tableRow(const QString& line)
{
    static const QRegularExpression rule(u"^\\|[-:| ]+$"_s);
    if (rule.match(line).hasMatch()) {
        return {};
    }
    QStringList cells = line.split(u'|');
    for (QString& cell : cells) {
        cell = cell.trimmed();
    }
    return cells.join(u" | "_s).trimmed();
}

QString saying(const QString& written)
{
    static const QRegularExpression bullet(u"^[*+-] +"_s);
    static const QRegularExpression superscript(u"</?su[pb]>"_s);
    static const QRegularExpression escape(u"\\\\([*_#|<>\\[\\]()~`-])"_s);
    QString line = written.simplified();
    line.remove(superscript);
    line.replace(escape, u"\\1"_s);
    line.replace(bullet, u"- "_s);
    return line.startsWith(u'|') ? tableRow(line) : line;
}

} // namespace

Result<QStringList> readDocument(const QByteArray& body)
{
    if (isWebPage(body)) {
        return Error {Error::Code::BadData, u"the document is a web page, not Markdown"_s};
    }
    if (body.contains('\0')) {
        return Error {Error::Code::BadData, u"the document is no text"_s};
    }
    QStringList lines = QString::fromUtf8(body).split(u'\n');
    removeFrontMatter(lines);
    for (QString& line : lines) {
        line = saying(line);
    }
    lines.removeAll(QString());
    if (std::ranges::none_of(lines, isHeading)) {
        return Error {Error::Code::BadData,
                      u"the document has no heading, so it is not the page"_s};
    }
    return lines;
}

QString documentTitle(const QStringList& lines)
{
    const auto heading = std::ranges::find_if(lines, isHeading);
    if (heading == lines.end()) {
        return {};
    }
    static const QRegularExpression marks(u"^#+ *"_s);
    return plainTitle(QString(*heading).remove(marks));
}

} // namespace plimsoll
