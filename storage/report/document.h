// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <QIODevice>
#include <QString>
#include <QStringList>

#include <vector>

namespace plimsoll {

// A page of plain text and tables. Nothing in it is markup: each writer escapes every text for its
// own format.
struct Document
{
    struct Section
    {
        QString heading;
        QStringList header {}; // of the table; its first column names what a row is about
        std::vector<QStringList> rows {}; // none: there is no table
        QStringList notes {}; // paragraphs below it
    };

    QString title;
    QStringList notes; // paragraphs below the title
    std::vector<Section> sections;
};

// GitHub's Markdown.
QString markdown(const Document& document);
// One file without scripts or anything to be fetched.
QString html(const Document& document);
// A row for each cell of each table: section, subject, figure, value. Empty cells are left out.
Result<void> writeDocumentCsv(QIODevice& device, const Document& document);

} // namespace plimsoll
