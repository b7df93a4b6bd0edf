// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subject.h"

namespace plimsoll {

QString subjectText(const QString& model, const QString& organization)
{
    return organization.isEmpty() ? model : QString(model + u'@' + organization);
}

QString subjectOf(const TargetId& target)
{
    return target.model.isEmpty() ? QString() : subjectText(target.model, target.organization);
}

QString subjectLabel(const QString& name, const QString& organization)
{
    return organization.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, organization);
}

} // namespace plimsoll
