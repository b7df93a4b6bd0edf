// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/sketchcodec.h"

#include "storage/stats/listcode.h"

#include <algorithm>
#include <array>
#include <limits>

namespace plimsoll::stats {

namespace {

using Bins = Sketch::Bins;

constexpr char pairsVersion = 1;
constexpr char listsVersion = 2;
constexpr unsigned binsForm = 7; // less than that: k of the form of values
constexpr unsigned maxK = 15;
constexpr unsigned maxWidth = 16;
constexpr std::uint64_t maxCount = std::numeric_limits<std::uint64_t>::max();

// The lists of both forms, as listcode.h wants them.
auto valueDistances(const Bins& bins)
{
    return [&bins](auto&& visit) {
        std::uint32_t before = bins.front().number;
        std::uint64_t repeats = bins.front().times - 1;
        for (std::size_t i = 1; i <= bins.size(); ++i) {
            for (; repeats > 0; --repeats) {
                visit(std::uint64_t {0});
            }
            if (i < bins.size()) {
                visit(std::uint64_t(bins[i].number - before));
                before = bins[i].number;
                repeats = bins[i].times - 1;
            }
        }
    };
}

// Of neighbouring bins, less `bias`.
auto binDistances(const Bins& bins, std::uint32_t bias)
{
    return [&bins, bias](auto&& visit) {
        for (std::size_t i = 1; i < bins.size(); ++i) {
            visit(std::uint64_t(bins[i].number - bins[i - 1].number - bias));
        }
    };
}

auto binCounts(const Bins& bins)
{
    return [&bins](auto&& visit) {
        for (const Sketch::Bin& bin : bins) {
            visit(bin.times - 1);
        }
    };
}

struct Choice
{
    unsigned parameter = 0;
    std::uint64_t bits = 0;
};

// The cheapest parameter from the smallest up to one more than the mean number has bits. A few
// large numbers only make the mean larger than what is best for the rest.
template<typename Cost>
Choice cheapest(unsigned smallest, unsigned largest, std::uint64_t mean, Cost cost)
{
    const unsigned last = std::min(largest, unsigned(std::bit_width(mean)) + 1);
    Choice best {smallest, cost(smallest)};
    for (unsigned parameter = smallest + 1; parameter <= last; ++parameter) {
        const std::uint64_t bits = cost(parameter);
        best = bits < best.bits ? Choice {parameter, bits} : best;
    }
    return best;
}

std::string headed(const Bins& bins, unsigned form, std::uint64_t n, std::uint64_t bits)
{
    std::string bytes;
    bytes.reserve(16 + std::size_t(bits / 8));
    bytes.push_back(listsVersion);
    putVarint(bytes, std::uint64_t {bins.front().number} << 3 | form);
    putVarint(bytes, n - 1);
    return bytes;
}

std::string encodedValues(const Bins& bins, std::uint64_t count, const Choice& k)
{
    std::string bytes = headed(bins, k.parameter, count, k.bits);
    std::string above;
    BitWriter writer(bytes);
    rice::put(writer, above, valueDistances(bins), k.parameter);
    writer.finish();
    return bytes.append(above.rbegin(), above.rend());
}

std::string encodedBins(const Bins& bins, const Choice& k, const Choice& width)
{
    std::string bytes = headed(bins, binsForm, bins.size(), k.bits + width.bits);
    bytes.push_back(char(std::uint8_t(k.parameter << 4 | (width.parameter - 1))));
    std::string above;
    BitWriter writer(bytes);
    rice::put(writer, above, binDistances(bins, 1), k.parameter);
    fixed::put(writer, above, binCounts(bins), width.parameter);
    writer.finish();
    return bytes.append(above.rbegin(), above.rend());
}

// Both forms begin like this.
struct Head
{
    std::uint32_t first = 0;
    unsigned form = 0;
    std::size_t n = 0;
    unsigned distanceK = 0;
    unsigned countWidth = 0; // of bins
};

std::optional<Head> takeHead(std::string_view& bytes)
{
    const auto start = takeVarint(bytes);
    const auto last = start ? takeVarint(bytes) : std::nullopt;
    // No list has more codes than there are bits, but one value, or one bin, may need no bits.
    if (!last || *start >> 3 > Sketch::lastBin || *last > bytes.size() * 8) {
        return std::nullopt;
    }
    Head head {std::uint32_t(*start >> 3), unsigned(*start & 7), std::size_t(*last) + 1};
    head.distanceK = head.form;
    if (head.form == binsForm) {
        if (bytes.empty()) {
            return std::nullopt;
        }
        head.distanceK = std::uint8_t(bytes.front()) >> 4;
        head.countWidth = (std::uint8_t(bytes.front()) & 15) + 1;
        bytes.remove_prefix(1);
    }
    return head;
}

// Room for the bins of nearly every sketch without asking for memory, which would be cleared first.
class Room
{
public:
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): not cleared on purpose
    explicit Room(std::size_t n)
        : m_large(n > m_small.size() ? n : 0)
        , m_bins(m_large.empty() ? m_small.data() : m_large.data())
    {
    }
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;

    Sketch::Bin& operator[](std::size_t i) { return m_bins[i]; }
    Bins first(std::size_t n) const { return {m_bins, m_bins + n}; }

private:
    std::array<Sketch::Bin, 512> m_small;
    Bins m_large;
    Sketch::Bin* m_bins;
};

// What numbers are above their marks, from the end of the bytes.
class Above
{
public:
    explicit Above(std::string_view bytes)
        : m_left(bytes)
    {
    }

    // 0 when there is no such number, or it is larger than the limit; then isBroken().
    std::uint64_t take(std::uint64_t limit)
    {
        std::uint64_t value = 0;
        unsigned shift = 0;
        for (std::uint8_t byte = 0x80; byte >= 0x80; shift += 7) {
            if (m_left.empty()) {
                return broken();
            }
            byte = std::uint8_t(m_left.back());
            m_left.remove_suffix(1);
            const bool lost = shift > 63 || (shift == 63 && byte > 1);
            if (lost || (shift > 0 && byte == 0)) {
                return broken();
            }
            value |= std::uint64_t(byte & 0x7f) << shift;
        }
        return value <= limit ? value : broken();
    }
    std::uint64_t broken()
    {
        m_broken = true;
        return 0;
    }

    bool isBroken() const { return m_broken; }
    std::size_t left() const { return m_left.size(); } // bytes before those taken

private:
    std::string_view m_left;
    bool m_broken = false;
};

// Both take the lists, which begin at `at` and end where it is left.
std::optional<SketchContent> takeValues(const BitReader& from, std::size_t& at, Above& above,
                                        const Head& head)
{
    Room room(head.n);
    std::size_t bin = 0;
    std::uint64_t number = head.first;
    std::uint64_t times = 1;
    room[0] = {head.first, 1};
    const auto end = rice::take(
        from, at, head.distanceK, head.n - 1,
        [&above](bool marked) { return marked ? above.take(Sketch::lastBin) : above.broken(); },
        [&](std::uint64_t distance) {
            // Whether a value repeats the one before it is not to be foreseen: no branch.
            const std::uint64_t same = distance == 0 ? 1 : 0;
            number += distance;
            times = times * same + 1;
            bin += 1 - same;
            room[bin] = {std::uint32_t(number), times};
        });
    if (!end || number > Sketch::lastBin) {
        return std::nullopt;
    }
    at = *end;
    return SketchContent {room.first(bin + 1), head.n};
}

std::optional<SketchContent> takeBins(const BitReader& from, std::size_t& at, Above& above,
                                      const Head& head)
{
    Room room(head.n);
    std::size_t bin = 0;
    std::uint64_t number = head.first;
    room[0].number = head.first;
    auto end = rice::take(
        from, at, head.distanceK, head.n - 1,
        [&above](bool marked) { return marked ? above.take(Sketch::lastBin) : above.broken(); },
        [&](std::uint64_t distance) {
            number += distance + 1;
            room[++bin].number = std::uint32_t(number);
        });
    if (!end || number > Sketch::lastBin) {
        return std::nullopt;
    }
    bin = 0;
    std::uint64_t count = head.n;
    std::uint64_t aboveAll = 0; // its share of count, which may overflow until it is checked
    end = fixed::take(
        from, *end, head.countWidth, head.n,
        [&above, &aboveAll] {
            const std::uint64_t taken = above.take(maxCount - aboveAll);
            aboveAll += taken;
            return taken;
        },
        [&](std::uint64_t more) {
            count += more;
            room[bin++].times = more + 1;
        });
    if (!end || aboveAll > maxCount - (count - aboveAll)) {
        return std::nullopt;
    }
    at = *end;
    return SketchContent {room.first(head.n), count};
}

std::optional<SketchContent> decodedLists(std::string_view bytes)
{
    const std::string_view whole = bytes;
    bytes.remove_prefix(1);
    const auto head = takeHead(bytes);
    if (!head) {
        return std::nullopt;
    }
    const BitReader from(whole);
    std::size_t at = (whole.size() - bytes.size()) * 8;
    Above above(whole);
    auto content = head->form == binsForm ? takeBins(from, at, above, *head)
                                          : takeValues(from, at, above, *head);
    if (!content || above.isBroken() || (at + 7) / 8 != above.left()) {
        return std::nullopt;
    }
    const auto rest = std::uint8_t(whole[above.left() - 1]) >> ((at + 7) % 8 + 1);
    return rest == 0 ? std::move(content) : std::nullopt;
}

std::optional<SketchContent> decodedPairs(std::string_view bytes)
{
    bytes.remove_prefix(1);
    if (bytes.empty()) {
        return std::nullopt;
    }
    SketchContent content;
    content.bins.reserve(bytes.size() / 2);
    std::uint64_t bin = 0;
    while (!bytes.empty()) {
        const auto delta = takeVarint(bytes);
        const auto times = delta ? takeVarint(bytes) : std::nullopt;
        const bool repeated = delta == 0 && !content.bins.empty();
        if (!times || *times == 0 || repeated || *delta > Sketch::lastBin - bin
            || *times > maxCount - content.count) {
            return std::nullopt;
        }
        bin += *delta;
        content.bins.push_back({std::uint32_t(bin), *times});
        content.count += *times;
    }
    return content;
}

} // namespace

std::string encodedSketch(const Bins& bins, std::uint64_t count)
{
    if (bins.empty()) {
        return {};
    }
    const std::uint64_t range = bins.back().number - bins.front().number;
    const auto distances = cheapest(0, maxK, range / bins.size(), [&bins](unsigned k) {
        return rice::bitsOf(binDistances(bins, 1), k);
    });
    const auto counts = cheapest(1, maxWidth, count / bins.size(), [&bins](unsigned width) {
        return fixed::bitsOf(binCounts(bins), width);
    });
    if (count / 4 < bins.size()) { // one by one, many values to a bin are dearer
        const auto values = cheapest(0, binsForm - 1, range / count, [&bins, count](unsigned k) {
            const std::uint64_t repeats = count - bins.size(); // distances of nothing
            return rice::bitsOf(binDistances(bins, 0), k) + repeats * (k + 1);
        });
        if (values.bits < 8 + distances.bits + counts.bits) {
            return encodedValues(bins, count, values);
        }
    }
    return encodedBins(bins, distances, counts);
}

std::optional<SketchContent> decodedSketch(std::string_view bytes)
{
    if (bytes.empty()) {
        return SketchContent();
    }
    switch (bytes.front()) {
    case pairsVersion:
        return decodedPairs(bytes);
    case listsVersion:
        return decodedLists(bytes);
    default:
        return std::nullopt;
    }
}

} // namespace plimsoll::stats
