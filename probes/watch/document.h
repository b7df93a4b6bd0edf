// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <QByteArray>
#include <QStringList>

namespace plimsoll {

// A Markdown page as lines that say something, so that mere formatting is no difference: without
// front matter, blank lines, rules of tables, padding of cells, kinds of bullets, superscript tags
// and escapes. A web page, a binary or a text without any heading is BadData.
Result<QStringList> readDocument(const QByteArray& body);

// The first heading, or "".
QString documentTitle(const QStringList& lines);

} // namespace plimsoll
