// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>
#include <variant>

namespace plimsoll {

// Our own trouble (disk, configuration, parse), never a probe that failed: that is an Observation.
// The message says what was tried, on what, why it failed and what to do; it never holds a key.
struct Error
{
    enum class Code {
        Usage, // the command line or a call was wrong
        Config, // the configuration file
        BadData, // input that cannot be read as what it claims to be
        NotFound, // a file or name that is not there
        Unavailable, // a service or store that cannot be reached
        CannotCreate, // an output file
        Io, // disk full, read error
        Permission,
        TryLater, // locked by another process
        Internal
    };

    Code code = Code::Internal;
    QString message;
};

// A value or the reason why there is none.
template<typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) // NOLINT(google-explicit-constructor): `return value;` is the point of the type
        : m_content(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error) // NOLINT(google-explicit-constructor)
        : m_content(std::in_place_index<1>, std::move(error))
    {
    }

    explicit operator bool() const { return m_content.index() == 0; }
    const T& operator*() const& { return std::get<0>(m_content); }
    T& operator*() & { return std::get<0>(m_content); }
    // By value, so that `for (x : *question())` does not walk through a result that is gone.
    T operator*() && { return std::get<0>(std::move(m_content)); }
    const T* operator->() const { return &std::get<0>(m_content); }
    T* operator->() { return &std::get<0>(m_content); }
    const Error& error() const { return std::get<1>(m_content); }

private:
    std::variant<T, Error> m_content;
};

template<>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) // NOLINT(google-explicit-constructor)
        : m_error(std::move(error))
        , m_ok(false)
    {
    }

    explicit operator bool() const { return m_ok; }
    const Error& error() const { return m_error; }

private:
    Error m_error;
    bool m_ok = true;
};

} // namespace plimsoll
