// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fieldlist.h"

#include <QTextOption>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr qsizetype longName = 24; // letters; beyond that a name takes a line of its own

QString inColour(const QColor& colour, const QString& text)
{
    return u"<span style=\"color:%1\">%2</span>"_s.arg(colour.name(), text.toHtmlEscaped());
}

} // namespace

FieldList::FieldList(const ThemeState& themes, const QAbstractItemModel& model, QWidget* parent)
    : QTextBrowser(parent)
    , m_themes(themes)
    , m_model(model)
{
    setFrameShape(NoFrame);
    setOpenLinks(false); // values are text of somebody else
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setMinimumHeight(themes.px(120));
    document()->setDocumentMargin(0);
    connect(&model, &QAbstractItemModel::modelReset, this, &FieldList::showFields);
    connect(&model, &QAbstractItemModel::dataChanged, this, &FieldList::showFields);
    connect(&themes, &ThemeState::changed, this, &FieldList::showFields);
}

void FieldList::addField(QString& html, int row) const
{
    const Theme& theme = m_themes.theme();
    const QString name = m_model.index(row, 0).data().toString();
    const QString field = inColour(theme[Token::Text2], name);
    const QString value = inColour(theme[Token::Text], m_model.index(row, 1).data().toString());
    if (name.size() > longName) {
        html += u"<tr><td colspan=\"2\">%1<br>%2</td></tr>"_s.arg(field, value);
    } else {
        html += u"<tr><td width=\"%3%\">%1</td><td>%2</td></tr>"_s.arg(
            field, value, QString::number(m_nameShare));
    }
}

void FieldList::setNameShare(int percent)
{
    m_nameShare = percent;
    showFields();
}

void FieldList::showFields()
{
    QString html = u"<table width=\"100%\" cellspacing=\"0\" cellpadding=\"3\">"_s;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        addField(html, row);
    }
    document()->setDefaultFont(m_themes.font(12));
    setHtml(html + u"</table>"_s);
}

} // namespace plimsoll
