// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exchange/observationsjsonl.h"

#include "storage/exchange/observationline.h"
#include "storage/report/pages.h"

#include <QFileDevice>

#include <algorithm>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype blockSize = qsizetype {64} * 1024;

// Gives rows that came from elsewhere the identity that they had there.
void identify(ExchangedObservation& exchanged, const std::vector<Origin>& origins)
{
    const qint64 seq = exchanged.observation.seq;
    const auto after = std::ranges::upper_bound(origins, seq, {}, &Origin::storedSeq);
    if (after == origins.begin()) {
        return;
    }
    const Origin& origin = *(after - 1);
    if (seq < origin.storedSeq + origin.count) {
        exchanged.agent = origin.agent;
        exchanged.observation.seq = origin.firstSeq + (seq - origin.storedSeq);
    }
}

Result<qint64> newestSeq(const StoreReader& reader)
{
    qint64 seq = 0;
    const auto read = reader.observations({.newestFirst = true, .brief = true, .limit = 1},
                                          [&seq](const Observation& newest) {
                                              seq = newest.seq;
                                              return true;
                                          });
    return read ? Result<qint64>(seq) : Result<qint64>(read.error());
}

Error cannotWrite(const QIODevice& device)
{
    const auto* file = qobject_cast<const QFileDevice*>(&device);
    const QString target = file && !file->fileName().isEmpty() ? file->fileName() : u"the output"_s;
    return {Error::Code::Io,
            u"Could not write %1: %2. What was written is not complete."_s.arg(
                target, device.errorString())};
}

} // namespace

Result<void> writeObservationsJsonl(QIODevice& device, const StoreReader& reader,
                                    const RowFilter& filter)
{
    const auto info = reader.info();
    if (!info) {
        return info.error();
    }
    RowFilter full = filter;
    full.brief = false;
    // What is added meanwhile may have an origin that was not read.
    const auto last = newestSeq(reader);
    if (!last) {
        return last.error();
    }
    full.beforeSeq = std::min(filter.beforeSeq.value_or(*last + 1), *last + 1);
    const auto origins = reader.origins();
    if (!origins) {
        return origins.error();
    }
    QByteArray block;
    bool sound = true;
    const auto empty = [&] {
        sound = sound && device.write(block) == block.size();
        block.clear();
        return sound;
    };
    const auto read = observationsInPages(reader, full, [&](const Observation& observation) {
        ExchangedObservation exchanged {
            .agent = info->agent, .observation = observation, .demo = info->demo};
        identify(exchanged, *origins);
        block += observationLine(exchanged) + '\n';
        return block.size() < blockSize || empty();
    });
    if (!read) {
        return read;
    }
    auto* file = qobject_cast<QFileDevice*>(&device);
    return empty() && (!file || file->flush()) ? Result<void>() : Result<void>(cannotWrite(device));
}

} // namespace plimsoll
