// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/watchfetch.h"

#include "probes/domain/redact.h"

#include <QThread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace plimsoll {

namespace {

constexpr qint64 maxBody = 2 * 1024 * 1024;
constexpr auto maxTime = 60s;
constexpr int maxRedirects = 3;

QByteArray withoutSecrets(QByteArray text, const WatchAsk& ask)
{
    for (const auto& [name, value] : ask.headers) {
        if (isSecretHeader(name) && !value.isEmpty()) {
            text.replace(value, "[redacted]");
        }
    }
    return text;
}

} // namespace

WatchFetch::WatchFetch(WatchAsk ask, Validators validators, QObject* parent)
    : QObject(parent)
    , m_ask(std::move(ask))
    , m_validators(std::move(validators))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { end(u"no whole answer in time"_s); });
}

WatchFetch::~WatchFetch()
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
}

QNetworkRequest WatchFetch::request() const
{
    QNetworkRequest request(m_ask.url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::SameOriginRedirectPolicy);
    request.setMaximumRedirectsAllowed(maxRedirects);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setRawHeader("user-agent", "Plimsoll/" PLIMSOLL_VERSION);
    request.setRawHeader("accept", m_ask.accept);
    for (const auto& [name, value] : m_ask.headers) {
        request.setRawHeader(name, value);
    }
    if (m_ask.conditional && !m_validators.etag.isEmpty()) {
        request.setRawHeader("if-none-match", m_validators.etag);
    }
    if (m_ask.conditional && !m_validators.lastModified.isEmpty()) {
        request.setRawHeader("if-modified-since", m_validators.lastModified);
    }
    return request;
}

void WatchFetch::start(QNetworkAccessManager& network)
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_reply = network.get(request());
    m_reply->setParent(this);
    connect(m_reply, &QNetworkReply::readyRead, this, &WatchFetch::onData);
    connect(m_reply, &QNetworkReply::finished, this, &WatchFetch::onFinished);
    m_deadline.start(maxTime);
}

void WatchFetch::onData()
{
    m_body += m_reply->readAll();
    if (m_body.size() > maxBody) {
        end(u"the answer is larger than 2 MiB"_s);
    }
}

// An error status is an answer; a connection that failed or was cut is none.
void WatchFetch::onFinished()
{
    if (m_ended) {
        return;
    }
    onData();
    const bool answered =
        m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() >= 400;
    const auto error = m_reply->error();
    end(error == QNetworkReply::NoError
                || (answered && error > QNetworkReply::ProxyTimeoutError
                    && error != QNetworkReply::ProtocolFailure)
            ? QString()
            : redacted(m_reply->errorString()));
}

void WatchFetch::end(const QString& failure)
{
    if (m_ended) {
        return;
    }
    m_ended = true;
    m_deadline.stop();
    WatchAnswer answer;
    answer.url = m_ask.url;
    answer.failure = failure;
    answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto& [name, value] : m_reply->rawHeaderPairs()) {
        answer.headers.emplace_back(name, withoutSecrets(value, m_ask));
    }
    answer.body = withoutSecrets(m_body, m_ask);
    m_reply->disconnect(this);
    m_reply->abort();
    emit ended(answer);
}

} // namespace plimsoll
