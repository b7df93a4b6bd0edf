// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace plimsoll {

struct LineDiff
{
    QStringList lines; // "-gone" and "+new", in the order of the text
    int removed = 0;
    int added = 0;

    bool isEmpty() const { return lines.isEmpty(); }
};

// The shortest set of lines to take out and put in (Myers 1986, "An O(ND) difference algorithm").
// Texts that differ in more than about a thousand lines are compared as sets of lines instead: that
// takes no longer than reading them, and moved lines are no difference then.
LineDiff lineDiff(const QStringList& before, const QStringList& after);

} // namespace plimsoll
