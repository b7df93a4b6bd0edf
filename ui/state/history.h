// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace plimsoll {

// What was chosen before and, after going back, what was chosen after: like the pages of a browser.
template<typename Choice>
class History
{
public:
    explicit History(Choice first)
        : m_present(std::move(first))
    {
    }

    const Choice& present() const { return m_present; }
    bool canGoBack() const { return !m_past.empty(); }
    bool canGoForward() const { return !m_future.empty(); }

    // What lay ahead is forgotten; the same again is no step.
    void choose(Choice choice)
    {
        if (choice == m_present) {
            return;
        }
        if (m_past.size() == longest) {
            m_past.erase(m_past.begin());
        }
        m_past.push_back(std::exchange(m_present, std::move(choice)));
        m_future.clear();
    }
    // Without a place to go to nothing changes.
    void goBack() { move(m_past, m_future); }
    void goForward() { move(m_future, m_past); }

private:
    static constexpr std::size_t longest = 100; // steps, a day of clicking

    void move(std::vector<Choice>& from, std::vector<Choice>& to)
    {
        if (from.empty()) {
            return;
        }
        to.push_back(std::exchange(m_present, std::move(from.back())));
        from.pop_back();
    }

    Choice m_present;
    std::vector<Choice> m_past;
    std::vector<Choice> m_future;
};

} // namespace plimsoll
