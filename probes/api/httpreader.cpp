// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/httpreader.h"

// Beast asserts that the end of an empty chunked body does not come byte by byte, which is for the
// other side to choose; without the assertion it reads such a body as it should.
#define BOOST_DISABLE_ASSERTS // NOLINT(cppcoreguidelines-macro-usage)

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <limits>

using namespace Qt::StringLiterals;
namespace http = boost::beast::http;

namespace plimsoll {

namespace {

using Text = boost::beast::string_view;
using ErrorCode = boost::beast::error_code;

constexpr int maxInterims = 20;

QByteArray bytesOf(Text text)
{
    return {text.data(), qsizetype(text.size())};
}

// The status line of a server that leaves out the blank before an empty reason. The grammar wants
// it, clients should not (RFC 9112, section 4), and the status is worth more than the blank.
bool lacksBlank(const QByteArray& bytes)
{
    constexpr qsizetype end = 12; // of "HTTP/1.1 529"
    return bytes.size() > end && bytes[end] == '\r';
}

// The grammar ends every line of a head with CR LF.
bool endsALineWithLineFeedAlone(QByteArrayView bytes, qsizetype from)
{
    for (qsizetype at = bytes.indexOf('\n', from); at >= 0; at = bytes.indexOf('\n', at + 1)) {
        if (at == 0 || bytes[at - 1] != '\r') {
            return true;
        }
    }
    return false;
}

} // namespace

// Collects what the grammar finds. An answer is whole when is_done().
class HttpReader::Parser final : public http::basic_parser<false>
{
public:
    Parser()
    {
        eager(true);
        header_limit(std::uint32_t(maxHeadBytes));
        body_limit(std::numeric_limits<std::uint64_t>::max()); // whoever takes the body counts it
    }

    int status = 0;
    quint8 version = 0;
    HeaderList headers;
    QByteArray body;

protected:
    void on_request_impl(http::verb, Text, Text, int, ErrorCode&) override { }
    void on_response_impl(int code, Text, int httpVersion, ErrorCode&) override
    {
        status = code;
        version = quint8(httpVersion);
    }
    void on_field_impl(http::field, Text name, Text value, ErrorCode&) override
    {
        if (!is_header_done()) { // else a trailer
            headers.emplace_back(bytesOf(name), bytesOf(value));
        }
    }
    void on_header_impl(ErrorCode&) override { }
    void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) override { }
    std::size_t on_body_impl(Text text, ErrorCode&) override { return append(text); }
    void on_chunk_header_impl(std::uint64_t, Text, ErrorCode&) override { }
    std::size_t on_chunk_body_impl(std::uint64_t, Text text, ErrorCode&) override
    {
        return append(text);
    }
    void on_finish_impl(ErrorCode&) override { }

private:
    std::size_t append(Text text)
    {
        body.append(text.data(), qsizetype(text.size()));
        return text.size();
    }
};

HttpReader::HttpReader()
    : m_parser(std::make_unique<Parser>())
{
}

HttpReader::~HttpReader() = default;

HttpReader::State HttpReader::feed(QByteArrayView bytes)
{
    if (m_state == State::Complete || m_state == State::Bad) {
        return m_state;
    }
    m_unread.append(bytes);
    int before = 0;
    do {
        before = m_interims;
        m_state = parse();
    } while (m_state == State::Head && m_interims > before && !m_unread.isEmpty());
    return m_state;
}

// What is told of a head before the grammar sees it: Body means that it is whole. The grammar gets
// only whole heads, for what it makes of a part depends on how the part was cut.
HttpReader::State HttpReader::lookAtHead()
{
    constexpr QByteArrayView start = "HTTP/1.";
    const qsizetype known = std::min(start.size(), m_unread.size());
    if (QByteArrayView(m_unread).first(known) != start.first(known)) {
        return bad(u"it does not begin like HTTP/1"_s);
    }
    if (lacksBlank(m_unread)) {
        m_unread.insert(12, ' ');
    }
    // Only what is new, and the three bytes before that may belong to its end.
    const qsizetype from = std::max<qsizetype>(m_looked - 3, 0);
    const qsizetype end = m_unread.indexOf("\r\n\r\n", from);
    m_looked = m_unread.size();
    if (endsALineWithLineFeedAlone(QByteArrayView(m_unread).first(end < 0 ? m_unread.size() : end),
                                   from)) {
        return bad(u"a line of its head ends without a carriage return"_s);
    }
    if (end < 0 && m_unread.size() > maxHeadBytes) {
        return bad(u"its head has no end"_s);
    }
    return end < 0 ? State::Head : State::Body;
}

// One pass over what is unread. After an interim answer the next pass begins with a fresh parser.
HttpReader::State HttpReader::parse()
{
    if (!m_parser->is_header_done()) {
        if (const State head = lookAtHead(); head != State::Body) {
            return head;
        }
    }
    ErrorCode error;
    const std::size_t used = m_parser->put(
        boost::asio::const_buffer(m_unread.constData(), std::size_t(m_unread.size())), error);
    m_unread.remove(0, qsizetype(used));
    if (error && error != http::error::need_more) {
        return bad(QString::fromStdString(error.message()));
    }
    if (m_unread.size() > maxHeadBytes && !m_parser->is_done()) {
        return bad(u"a line has no end"_s);
    }
    if (!m_parser->is_header_done()) {
        return State::Head;
    }
    if (m_parser->status < 100) {
        m_parser = std::make_unique<Parser>(); // nothing of it is an answer
        return bad(u"its status is below 100"_s);
    }
    if (m_parser->status < 200) {
        skipInterim();
        return m_interims > maxInterims ? bad(u"interim answers without end"_s) : State::Head;
    }
    return m_parser->is_done() ? State::Complete : State::Body;
}

void HttpReader::skipInterim()
{
    ++m_interims;
    m_looked = 0;
    m_parser = std::make_unique<Parser>();
}

HttpReader::State HttpReader::bad(const QString& problem)
{
    m_problem = problem;
    return State::Bad;
}

HttpReader::State HttpReader::finish()
{
    if (m_state == State::Body) {
        ErrorCode error;
        m_parser->put_eof(error);
        if (!error) {
            m_state = State::Complete;
        }
    }
    return m_state;
}

int HttpReader::status() const
{
    return m_parser->is_header_done() ? m_parser->status : 0;
}

quint8 HttpReader::version() const
{
    return m_parser->is_header_done() ? m_parser->version : quint8(0);
}

const HeaderList& HttpReader::headers() const
{
    return m_parser->headers;
}

QByteArray HttpReader::takeBody()
{
    return std::exchange(m_parser->body, {});
}

} // namespace plimsoll
