// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/onceonlybody.h"

#include <algorithm>

namespace plimsoll {

OnceOnlyBody::OnceOnlyBody(QByteArray body, QObject* parent)
    : QIODevice(parent)
    , m_body(std::move(body))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 OnceOnlyBody::bytesAvailable() const
{
    return m_body.size() - m_read + QIODevice::bytesAvailable();
}

qint64 OnceOnlyBody::readData(char* data, qint64 maxSize)
{
    const qint64 size = std::min(maxSize, m_body.size() - m_read);
    if (size == 0) {
        return -1;
    }
    std::copy_n(m_body.constData() + m_read, size, data);
    m_read += size;
    return size;
}

qint64 OnceOnlyBody::writeData(const char* /*data*/, qint64 /*size*/)
{
    return -1;
}

} // namespace plimsoll
