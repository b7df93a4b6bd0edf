// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/systemsignals.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace plimsoll {

namespace {

// A signal handler may touch little more than a pipe: it writes the number, the event loop reads
// it.
std::array<int, 2> pipeEnds {-1, -1};

void onSignal(int number)
{
    const int before = errno;
    const char byte = char(number);
    const auto written = ::write(pipeEnds[1], &byte, 1);
    static_cast<void>(written); // a full pipe means that the program is being told already
    errno = before;
}

void handle(int number, int flags)
{
    struct sigaction action = {};
    action.sa_handler = onSignal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART | flags;
    sigaction(number, &action, nullptr);
}

} // namespace

SystemSignals::SystemSignals(QObject* parent)
    : QObject(parent)
{
    if (::pipe2(pipeEnds.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        return; // without a pipe the signals keep their usual, abrupt effect
    }
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &SystemSignals::onWoken);
    handle(SIGTERM, 0);
    handle(SIGINT, int(SA_RESETHAND)); // the second one meets the default: the end
    handle(SIGHUP, 0);
}

SystemSignals::~SystemSignals()
{
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
        ::signal(number, SIG_DFL);
    }
    m_notifier.reset();
    for (int& end : pipeEnds) {
        if (end >= 0) {
            ::close(end);
        }
        end = -1;
    }
}

void SystemSignals::onWoken()
{
    std::array<char, 16> bytes {};
    const auto count = ::read(pipeEnds[0], bytes.data(), bytes.size());
    for (ssize_t i = 0; i < count; ++i) {
        if (bytes[std::size_t(i)] == SIGHUP) {
            emit reloadRequested();
        } else {
            emit stopRequested();
        }
    }
}

} // namespace plimsoll
