// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/messagebody.h"

#include "probes/simulator/answertext.h"
#include "probes/simulator/random.h"

namespace plimsoll::simulator {

namespace {

constexpr quint64 messageKey = 0x6d7367ULL;

QByteArray messageId(const Exchange& exchange)
{
    return "msg_01" + Random(combined(exchange.answer.key, messageKey)).letters(22);
}

QByteArray usageJson(const Exchange& exchange, qint64 outputTokens)
{
    const MessageRequest& request = exchange.request;
    const QByteArray written = QByteArray::number(request.cacheWritten);
    return R"({"input_tokens":)" + QByteArray::number(request.inputTokens)
        + R"(,"cache_creation_input_tokens":)" + written + R"(,"cache_read_input_tokens":)"
        + QByteArray::number(request.cacheRead)
        + R"(,"cache_creation":{"ephemeral_5m_input_tokens":)" + written
        + R"(,"ephemeral_1h_input_tokens":0},"output_tokens":)" + QByteArray::number(outputTokens)
        + R"(,"service_tier":"standard"})";
}

QByteArray messageHead(const Exchange& exchange)
{
    return R"("id":")" + messageId(exchange) + R"(","type":"message","role":"assistant","model":")"
        + exchange.request.model.toUtf8() + '"';
}

// Words of the text, one token each.
QByteArray word(int index)
{
    return index == 0 ? QByteArray("1") : ' ' + QByteArray::number(index + 1);
}

// Writes the events of one stream, padded with blanks before the closing brace as real ones are.
class StreamWriter
{
public:
    explicit StreamWriter(const Exchange& exchange)
        : m_exchange(exchange)
        , m_random(combined(exchange.answer.key, messageKey + 1))
        , m_at(exchange.answer.firstByte)
    {
    }

    MessageStream write();

private:
    void add(const char* name, QByteArray json, bool isToken = false);
    void begin();
    void openBlock(int index, bool thinking);
    void closeBlock(int index);
    void writeTokens(int count);
    void finish();
    void fail();
    int tokensBeforeEnd() const;

    const Exchange& m_exchange;
    Random m_random;
    Micros m_at;
    MessageStream m_stream;
};

void StreamWriter::add(const char* name, QByteArray json, bool isToken)
{
    json.insert(json.size() - 1, QByteArray(qsizetype(m_random.next() % 16), ' '));
    m_stream.events.push_back(
        {m_at, QByteArray("event: ") + name + "\ndata: " + json + "\n\n", isToken});
}

void StreamWriter::begin()
{
    const int produced = m_exchange.request.maxTokens > 0 ? 1 : 0;
    add("message_start",
        R"({"type":"message_start","message":{)" + messageHead(m_exchange)
            + R"(,"content":[],"stop_reason":null,"stop_sequence":null,"usage":)"
            + usageJson(m_exchange, produced) + "}}");
}

void StreamWriter::openBlock(int index, bool thinking)
{
    const QByteArray block = thinking ? R"({"type":"thinking","thinking":"","signature":""})"
                                      : R"({"type":"text","text":""})";
    add("content_block_start",
        R"({"type":"content_block_start","index":)" + QByteArray::number(index)
            + R"(,"content_block":)" + block + '}');
}

void StreamWriter::closeBlock(int index)
{
    add("content_block_stop",
        R"({"type":"content_block_stop","index":)" + QByteArray::number(index) + '}');
}

void StreamWriter::writeTokens(int count)
{
    const bool thinks = m_exchange.request.thinks;
    openBlock(0, thinks);
    add("ping", R"({"type": "ping"})");
    m_at = m_exchange.answer.firstToken;
    for (int token = 0; token < count; ++token) {
        const int block = thinks && token > 0 ? 1 : 0;
        if (token > 0) {
            m_at += m_exchange.answer.tokenGap(token - 1);
        }
        if (thinks && token == 1) {
            closeBlock(0);
            openBlock(1, false);
        }
        // Thinking that is not shown comes as its signature alone.
        const QByteArray delta = thinks && token == 0
            ? QByteArray(R"({"type":"signature_delta","signature":")" + m_random.letters(40)
                         + R"("})")
            : QByteArray(R"({"type":"text_delta","text":")" + word(thinks ? token - 1 : token)
                         + R"("})");
        add("content_block_delta",
            R"({"type":"content_block_delta","index":)" + QByteArray::number(block) + R"(,"delta":)"
                + delta + '}',
            true);
    }
}

void StreamWriter::finish()
{
    const int tokens = m_exchange.request.maxTokens;
    m_at += streamTail;
    closeBlock(m_exchange.request.thinks && tokens > 1 ? 1 : 0);
    add("message_delta",
        R"({"type":"message_delta","delta":{"stop_reason":"max_tokens","stop_sequence":)"
        R"(null},"usage":{"output_tokens":)"
            + QByteArray::number(m_exchange.billedOutput()) + "}}");
    add("message_stop", R"({"type":"message_stop"})");
}

// As captured: details is null and the padding stands within the object.
void StreamWriter::fail()
{
    const ErrorText error = errorOf(m_exchange);
    add("error",
        R"({"type":"error","error":{"details":null,"type":")" + error.type + R"(","message":")"
            + error.message + R"("},"request_id":")" + m_exchange.requestId + R"("})");
}

// Half of the output and at least one token, so that it fails after output began.
int StreamWriter::tokensBeforeEnd() const
{
    return std::max(1, m_exchange.request.maxTokens / 2);
}

MessageStream StreamWriter::write()
{
    switch (m_exchange.shape()) {
    case Shape::OverloadedFirst:
        fail();
        return m_stream;
    case Shape::OverloadedMid:
        begin();
        writeTokens(tokensBeforeEnd());
        m_at += streamTail;
        fail();
        return m_stream;
    case Shape::StallStream:
    case Shape::CutStream:
        begin();
        writeTokens(tokensBeforeEnd());
        m_stream.end = m_exchange.shape() == Shape::CutStream ? StreamEnd::Cut : StreamEnd::Silent;
        return m_stream;
    default:
        begin();
        writeTokens(std::max(1, m_exchange.request.maxTokens));
        finish();
        return m_stream;
    }
}

} // namespace

QByteArray messageJson(const Exchange& exchange)
{
    const MessageRequest& request = exchange.request;
    QByteArray content;
    if (request.thinks && request.maxTokens > 0) {
        content = R"({"type":"thinking","thinking":"","signature":""})";
    }
    const int words = request.thinks ? request.maxTokens - 1 : request.maxTokens;
    if (words > 0) {
        QByteArray text;
        for (int i = 0; i < words; ++i) {
            text += word(i);
        }
        content += (content.isEmpty() ? "" : ",") + QByteArray(R"({"type":"text","text":")") + text
            + R"("})";
    }
    return '{' + messageHead(exchange) + R"(,"content":[)" + content
        + R"(],"stop_reason":"max_tokens","stop_sequence":null,"usage":)"
        + usageJson(exchange, exchange.billedOutput()) + '}';
}

MessageStream messageStream(const Exchange& exchange)
{
    return StreamWriter(exchange).write();
}

} // namespace plimsoll::simulator
