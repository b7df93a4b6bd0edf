// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/temporarystore.h"

#include <QTest>

namespace plimsoll::test {

// A store of some kind with a place of its own: what the contract is held against.
class StoreUnderTest
{
public:
    virtual ~StoreUnderTest() = default;
    // Each opens it anew on what is stored; one writer at a time. Null when it fails.
    virtual std::unique_ptr<StoreWriter> writer() = 0;
    virtual std::unique_ptr<StoreReader> reader() = 0;
};

using MakeStore = std::unique_ptr<StoreUnderTest> (*)();

class SqliteUnderTest final : public StoreUnderTest
{
public:
    static std::unique_ptr<StoreUnderTest> make() { return std::make_unique<SqliteUnderTest>(); }
    std::unique_ptr<StoreWriter> writer() override { return m_store.writer(); }
    std::unique_ptr<StoreReader> reader() override { return m_store.reader(); }

private:
    TemporaryStore m_store;
};

// Every store that the product has. Another one is added here and must pass the same tests.
inline const std::vector<MakeStore>& storesUnderTest()
{
    static const std::vector<MakeStore> all {SqliteUnderTest::make};
    return all;
}

// Runs a test class that is made from a MakeStore on each of them.
template<typename Test>
int runOnEachStore(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    int failures = 0;
    for (const MakeStore make : storesUnderTest()) {
        Test test(make);
        failures += QTest::qExec(&test, argc, argv);
    }
    return failures;
}

} // namespace plimsoll::test
