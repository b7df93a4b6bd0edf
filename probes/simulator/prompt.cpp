// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/prompt.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <algorithm>

namespace plimsoll::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostMarks = 4;

struct Block
{
    QString text;
    QJsonValue mark; // cache_control
};

void addBlocks(std::vector<Block>& blocks, const QJsonValue& content)
{
    if (content.isString()) {
        blocks.push_back({content.toString(), {}});
    }
    for (const QJsonValue block : content.toArray()) {
        blocks.push_back({block[u"text"].toString(), block[u"cache_control"]});
    }
}

// In the order in which the API caches them: the system first, then turn by turn. A mark of the
// request itself stands for one of its last block.
std::vector<Block> blocksOf(const QJsonObject& body)
{
    std::vector<Block> blocks;
    addBlocks(blocks, body[u"system"]);
    const QJsonArray messages = body[u"messages"].toArray();
    for (const QJsonValue message : messages) {
        addBlocks(blocks, message[u"content"]);
    }
    if (const QJsonValue whole = body[u"cache_control"]; whole.isObject() && !blocks.empty()) {
        blocks.back().mark = whole;
    }
    return blocks;
}

// About four characters to a token.
qint64 tokensOf(qsizetype characters)
{
    return (characters + 3) / 4;
}

} // namespace

QString textOf(const QJsonValue& content)
{
    std::vector<Block> blocks;
    addBlocks(blocks, content);
    QString text;
    for (const Block& block : blocks) {
        text += block.text;
    }
    return text;
}

Prompt readPrompt(const QJsonObject& body, const QByteArray& owner)
{
    Prompt prompt;
    QByteArray soFar = owner + '\0';
    qsizetype characters = 0;
    for (const Block& block : blocksOf(body)) {
        soFar += block.text.toUtf8() + '\0';
        characters += block.text.size();
        if (block.mark.isObject()) {
            const bool hour = block.mark[u"ttl"].toString() == "1h"_L1;
            prompt.points.push_back({QCryptographicHash::hash(soFar, QCryptographicHash::Sha256),
                                     tokensOf(characters), std::chrono::minutes(hour ? 60 : 5)});
        }
    }
    // Seven for the frame, so that "." makes eight.
    prompt.tokens = 7 + std::max<qint64>(1, tokensOf(characters));
    return prompt;
}

std::optional<QByteArray> cacheMistake(const QJsonObject& body)
{
    std::size_t marks = 0;
    for (const Block& block : blocksOf(body)) {
        if (block.mark.isUndefined() || block.mark.isNull()) {
            continue;
        }
        ++marks;
        if (block.mark[u"type"].toString() != "ephemeral"_L1) {
            return "cache_control.type: Input should be 'ephemeral'";
        }
        const QJsonValue ttl = block.mark[u"ttl"];
        if (!ttl.isUndefined() && ttl.toString() != "5m"_L1 && ttl.toString() != "1h"_L1) {
            return "cache_control.ephemeral.ttl: Input should be '5m' or '1h'";
        }
        if (block.text.isEmpty()) {
            return "cache_control cannot be set for empty text blocks";
        }
    }
    if (marks > mostMarks) {
        return "A maximum of 4 blocks with cache_control may be provided. Found "
            + QByteArray::number(qulonglong(marks)) + '.';
    }
    return std::nullopt;
}

} // namespace plimsoll::simulator
