// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/document.h"

#include "storage/report/csvwriter.h"

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;

// Whatever Markdown could take for markup, or for the end of a cell.
QString inMarkdown(const QString& text)
{
    static const QString special = u"\\`*_[]<>|&~#"_s;
    QString escaped;
    for (const QChar c : text.simplified()) {
        if (special.contains(c)) {
            escaped += u'\\';
        }
        escaped += c;
    }
    return escaped;
}

QString markdownRow(const QStringList& cells)
{
    QStringList escaped;
    for (const QString& cell : cells) {
        escaped << inMarkdown(cell);
    }
    return u"| "_s + escaped.join(u" | "_s) + u" |\n"_s;
}

QString markdownNotes(const QStringList& notes)
{
    QString text;
    for (const QString& note : notes) {
        text += u'\n' + inMarkdown(note) + u'\n';
    }
    return text;
}

QString markdownTable(const Document::Section& section)
{
    if (section.rows.empty()) {
        return {};
    }
    QString text = u'\n' + markdownRow(section.header) + u"|"_s
        + u" --- |"_s.repeated(section.header.size()) + u'\n';
    for (const QStringList& row : section.rows) {
        text += markdownRow(row);
    }
    return text;
}

// Numbers stand flush right.
bool isNumber(const QString& cell)
{
    bool isOne = false;
    static_cast<void>(cell.toDouble(&isOne));
    return isOne;
}

QString htmlRow(const QStringList& cells, const QString& element)
{
    QString text = u"<tr>"_s;
    for (const QString& cell : cells) {
        text += u'<' + element + (isNumber(cell) ? u" class=\"n\">"_s : u">"_s)
            + cell.toHtmlEscaped() + u"</"_s + element + u'>';
    }
    return text + u"</tr>\n"_s;
}

QString htmlNotes(const QStringList& notes)
{
    QString text;
    for (const QString& note : notes) {
        text += u"<p>"_s + note.toHtmlEscaped() + u"</p>\n"_s;
    }
    return text;
}

QString htmlTable(const Document::Section& section)
{
    if (section.rows.empty()) {
        return {};
    }
    QString text =
        u"<table>\n<thead>"_s + htmlRow(section.header, u"th"_s) + u"</thead>\n<tbody>\n"_s;
    for (const QStringList& row : section.rows) {
        text += htmlRow(row, u"td"_s);
    }
    return text + u"</tbody>\n</table>\n"_s;
}

constexpr QLatin1String
    style("body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}"
          "table{border-collapse:collapse;display:block;overflow-x:auto}"
          "th,td{border:1px solid #8888;padding:.3rem .6rem;text-align:left;vertical-align:top}"
          ".n{text-align:right;font-variant-numeric:tabular-nums}"
          ":root{color-scheme:light dark}");

} // namespace

QString markdown(const Document& document)
{
    QString text = u"# "_s + inMarkdown(document.title) + u'\n' + markdownNotes(document.notes);
    for (const Document::Section& section : document.sections) {
        text += u"\n## "_s + inMarkdown(section.heading) + u'\n' + markdownTable(section)
            + markdownNotes(section.notes);
    }
    return text;
}

QString html(const Document& document)
{
    const QString title = document.title.toHtmlEscaped();
    QString text = u"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"_s
        + title + u"</title>\n<style>"_s + style + u"</style>\n</head>\n<body>\n<h1>"_s + title
        + u"</h1>\n"_s + htmlNotes(document.notes);
    for (const Document::Section& section : document.sections) {
        text += u"<h2>"_s + section.heading.toHtmlEscaped() + u"</h2>\n"_s + htmlTable(section)
            + htmlNotes(section.notes);
    }
    return text + u"</body>\n</html>\n"_s;
}

Result<void> writeDocumentCsv(QIODevice& device, const Document& document)
{
    CsvWriter csv(device);
    csv.row({u"section"_s, u"subject"_s, u"figure"_s, u"value"_s});
    for (const Document::Section& section : document.sections) {
        for (const QStringList& row : section.rows) {
            for (qsizetype i = 1; i < row.size(); ++i) {
                if (!row[i].isEmpty()) {
                    csv.row({section.heading, row[0], section.header[i], row[i]});
                }
            }
        }
    }
    return csv.finish();
}

} // namespace plimsoll
