// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <future>
#include <utility>
#include <vector>

namespace plimsoll {

// What is left of an answer once everything for it is read: pure, so that it may run in any thread
// while the next is being read. To be called once.
template<typename T>
using Reckoning = std::function<T()>;

// Reckons in threads of its own while the caller goes on reading; the answers come in the order in
// which they were given. Waits for what is under way when it ends.
template<typename T>
class Reckoner
{
public:
    // Waits until a hand is free.
    void add(Reckoning<T> reckoning)
    {
        if (m_underWay.size() == hands) {
            takeOldest();
        }
        m_underWay.push_back(std::async(std::launch::async, std::move(reckoning)));
    }

    std::vector<T> takeAll()
    {
        while (!m_underWay.empty()) {
            takeOldest();
        }
        return std::exchange(m_done, {});
    }

private:
    static constexpr std::size_t hands = 2; // as many as read in parallel, see SampleQuestion

    void takeOldest()
    {
        m_done.push_back(m_underWay.front().get());
        m_underWay.pop_front();
    }

    std::deque<std::future<T>> m_underWay;
    std::vector<T> m_done;
};

} // namespace plimsoll
