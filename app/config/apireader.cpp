// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/apireader.h"

#include "app/secrets/keyreference.h"

#include <QRegularExpression>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

// Plain enough for a table name, a column of a CSV file and behind an "@".
bool isName(const QString& text)
{
    static const QRegularExpression name(u"^[A-Za-z][A-Za-z0-9_-]{0,31}\\z"_s);
    return name.match(text).hasMatch();
}

void readAddress(TableReader& reader, ApiSettings& api)
{
    if (const auto url = reader.text(u"base_url"_s)) {
        api.baseUrl = QUrl(*url, QUrl::StrictMode);
        for (const QString& mistake : api.validate()) {
            reader.problem(reader.line(u"base_url"_s), mistake);
        }
    }
    if (const auto version = reader.text(u"version"_s)) {
        api.version = version->toUtf8();
    }
}

void readReference(TableReader& reader, const QString& key, QString& reference)
{
    const auto written = reader.text(key);
    if (!written) {
        return;
    }
    reference = *written;
    const QString where = u"%1 in %2"_s.arg(key, reader.name());
    if (const auto parsed = parseKeyReference(*written, where); !parsed) {
        reader.problem(reader.line(key), parsed.error().message);
    }
}

OrganizationSettings readOrganization(TableReader& reader, const ApiSettings& usual)
{
    OrganizationSettings organization;
    organization.api = usual;
    readAddress(reader, organization.api);
    readReference(reader, u"key"_s, organization.keyReference);
    readReference(reader, u"admin_key"_s, organization.adminKeyReference);
    if (!reader.has(u"key"_s)) {
        reader.problem(
            reader.line(),
            u"%1 needs a key: say where it is kept, for example key = \"env:NAME\"."_s.arg(
                reader.name()));
    }
    reader.finish();
    return organization;
}

} // namespace

void readApi(TableReader& root, ParsedConfig& config)
{
    const toml::table* table = root.table(u"api"_s);
    if (!table) {
        return;
    }
    TableReader api(*table, u"[api]"_s, config.problems);
    readAddress(api, config.settings.api);
    readReference(api, u"key"_s, config.settings.keyReference);
    readReference(api, u"admin_key"_s, config.settings.adminKeyReference);
    api.finish();
}

void readOrganizations(TableReader& root, ParsedConfig& config)
{
    const toml::table* table = root.table(u"organization"_s);
    if (!table) {
        return;
    }
    for (const auto& [key, node] : *table) {
        const QString name = QString::fromUtf8(key.data(), qsizetype(key.length()));
        TableReader organizations(*table, u"[organization]"_s, config.problems);
        if (!isName(name)) {
            root.problem(int(key.source().begin.line),
                         u"\"%1\" cannot name an organization: begin with a letter, then letters, "
                         "digits, - and _, at most 32 characters."_s.arg(name));
            continue;
        }
        if (const toml::table* inner = organizations.table(name)) {
            TableReader reader(*inner, u"[organization.%1]"_s.arg(name), config.problems);
            config.settings.organizations[name] = readOrganization(reader, config.settings.api);
        }
    }
}

void readLine(TableReader& root, ParsedConfig& config)
{
    const toml::table* table = root.table(u"line"_s);
    if (!table) {
        return;
    }
    TableReader line(*table, u"[line]"_s, config.problems);
    if (const auto host = line.text(u"check_host"_s)) {
        config.settings.line.checkHost = host->trimmed();
        for (const QString& mistake : config.settings.line.validate()) {
            line.problem(line.line(u"check_host"_s), mistake);
        }
    }
    line.finish();
}

} // namespace plimsoll
