// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"

#include <QCryptographicHash>

#include <string>

namespace plimsoll::bench {

// SHA-256 over every field of a sequence of observations, seq included: equal only when every one
// came back exactly and in order.
class RowHash
{
public:
    void add(const Observation& observation);
    QByteArray result(); // hexadecimal; nothing may be added afterwards

private:
    template<typename T>
    void put(const T& number);
    template<typename T>
    void putOptional(const std::optional<T>& value);
    template<typename Duration>
    void putDuration(const std::optional<Duration>& value);
    void putText(const QString& text);
    void putBytes(const QByteArray& bytes);
    void putLimits(const RateLimits& limits);
    void flush();

    QCryptographicHash m_hash {QCryptographicHash::Sha256};
    std::string m_waiting;
};

} // namespace plimsoll::bench
