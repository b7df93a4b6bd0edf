// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/claims/claimbooks.h"

#include "app/claims/claimreader.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestFile = qint64(1024) * 1024; // bytes

// A wrong path such as /dev/zero must not fill the memory.
Result<QByteArray> textOf(const QString& path)
{
    QFile file(path);
    if (QFileInfo(path).isDir()) {
        return Error {.code = Error::Code::Config,
                      .message = u"The claims %1 are a directory, not a file."_s.arg(path)};
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return Error {
            .code = QFileInfo::exists(path) ? Error::Code::Permission : Error::Code::NotFound,
            .message = u"The claims %1 cannot be read: %2."_s.arg(path, file.errorString())};
    }
    const QByteArray text = file.read(longestFile + 1);
    if (text.size() > longestFile) {
        return Error {
            .code = Error::Code::Config,
            .message = u"The claims %1 are larger than 1 MiB; is it the right file?"_s.arg(path)};
    }
    return text;
}

Result<void> add(ClaimBook& book, const QString& path)
{
    const auto text = textOf(path);
    if (!text) {
        return text.error();
    }
    ParsedClaims parsed = parseClaims(*text, book);
    if (!parsed.problems.empty()) {
        return Error {.code = Error::Code::Config,
                      .message = describe(parsed.problems, path).join(u'\n')};
    }
    std::ranges::move(parsed.added.claims, std::back_inserter(book.claims));
    std::ranges::move(parsed.added.contradictions, std::back_inserter(book.contradictions));
    return {};
}

} // namespace

const ClaimBook& shippedClaims()
{
    static const ClaimBook book = [] {
        ClaimBook made;
        const auto added = add(made, u":/plimsoll/claims.toml"_s);
        Q_ASSERT_X(added, "shippedClaims", "the shipped claims must parse");
        return made;
    }();
    return book;
}

Result<ClaimBook> claimsWith(const QStringList& files)
{
    ClaimBook book = shippedClaims();
    for (const QString& file : files) {
        if (const auto added = add(book, file); !added) {
            return added.error();
        }
    }
    return book;
}

Result<ClaimBook> claimsOf(const Settings& settings)
{
    return claimsWith(settings.claimsFile.isEmpty() ? QStringList()
                                                    : QStringList {settings.claimsFile});
}

} // namespace plimsoll
