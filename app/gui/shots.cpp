// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots.h"

#include "app/claims/claimbooks.h"
#include "app/gui/collecting.h"
#include "storage/query/dashboard.h"
#include "storage/sqlite/sqlitestore.h"
#include "ui/screenshots/screenshots.h"
#include "ui/viewmodels/ratecurve.h"

#include <QDir>
#include <QFuture>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

// One reader in this thread: the pictures are drawn one after the other and wait for each answer.
ObservationRows rowsOf(const StoreReader& reader, const RowFilter& filter)
{
    std::vector<Observation> rows;
    const auto read = reader.observations(filter, [&rows](const Observation& row) {
        rows.push_back(row);
        return true;
    });
    return read ? ObservationRows(rows) : ObservationRows(read.error());
}

} // namespace

Result<void> writeScreenshots(const GuiOptions& options, const QString& database,
                              const Settings& settings)
{
    if (!QDir().mkpath(options.screenshots)) {
        return Error {Error::Code::CannotCreate,
                      u"The directory %1 cannot be created."_s.arg(options.screenshots)};
    }
    const auto reader = openSqliteReader(database);
    if (!reader) {
        return reader.error();
    }
    const auto info = (*reader)->info();
    if (!info) {
        return info.error();
    }
    const Catalogue catalogue = catalogueOf(settings);
    const auto book = claimsOf(settings);
    if (!book) {
        return book.error();
    }
    const auto claims = std::make_shared<const ClaimBook>(*book);
    const TimePoint now = info->newest.value_or(SystemClock().now()) + std::chrono::seconds(5);
    ScreenshotSource source;
    source.dashboard = [&](const Selection& selection) {
        return dashboard(**reader, catalogue,
                         {.selection = selection,
                          .asOf = now,
                          .zone = options.utc ? QTimeZone::utc() : QTimeZone::systemTimeZone(),
                          .silence = longestSilence(settings.targets),
                          .lead = trailingWindow(selection.range, stepFor(selection.range))});
    };
    source.findings = [&](FindingsQuestion question) {
        question.claims = claims;
        return findings(**reader, catalogue, question);
    };
    source.rows = [&](const RowFilter& filter) {
        return QtFuture::makeReadyFuture(rowsOf(**reader, filter));
    };
    source.now = now;
    source.oldest = info->oldest;
    source.zone = options.utc ? ZoneChoice::Utc : ZoneChoice::Local;
    source.collector = collectingStatus(settings);
    return renderScreenshots(options.screenshots, source);
}

} // namespace plimsoll
