// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

// What the fuzzers share. Each file of this folder defines LLVMFuzzerTestOneInput: libFuzzer calls
// it with inputs that it makes up, replay.cpp with those of the corpus.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace plimsoll::fuzz {

// A promise of the product; the input that breaks it ends the program.
inline void check(bool holds, const char* promise)
{
    if (!holds) {
        std::fprintf(stderr, "broken promise: %s\n", promise);
        std::abort();
    }
}

// Takes an input apart from its front. What is no longer there reads as zero or empty, so that
// every input means something and a seed can be written by hand.
class Input
{
public:
    Input(const std::uint8_t* data, std::size_t size)
        : m_left(data, qsizetype(size))
    {
    }

    unsigned takeByte()
    {
        if (m_left.isEmpty()) {
            return 0;
        }
        const auto byte = static_cast<unsigned char>(m_left.front());
        m_left = m_left.sliced(1);
        return byte;
    }

    // One of `count` choices; the digit 0 is the first.
    unsigned takeChoice(unsigned count) { return (takeByte() + 256U - '0') % 256U % count; }

    QByteArray takeLine()
    {
        const qsizetype end = m_left.indexOf('\n');
        const QByteArray line = (end < 0 ? m_left : m_left.first(end)).toByteArray();
        m_left = m_left.sliced(end < 0 ? m_left.size() : end + 1);
        return line;
    }

    bool isEmpty() const { return m_left.isEmpty(); }
    QByteArray rest() const { return m_left.toByteArray(); }

private:
    QByteArrayView m_left;
};

} // namespace plimsoll::fuzz
