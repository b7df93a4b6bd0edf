// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Loads the year that bench_year wrote as CSV into DuckDB, in order of time and sorted by target,
// asks the questions of tests/bench/answers.h, and prints sizes, medians and answers as JSON.
// beside.mjs CSV DIRECTORY PLAN, PLAN being JSON: {begin, days, targets, target, adHocFromMs,
// adHocToMs, adHocTotalUs, runs, columns}.
import { DuckDBInstance } from "@duckdb/node-api";
import { rmSync, statSync } from "node:fs";

const [csv, directory, planText] = process.argv.slice(2);
const plan = JSON.parse(planText);
const hour = 3_600_000;
const day = 24 * hour;
const week = 7 * day;
const ofOne = `target = ${plan.target}`;
const since = `(at_ms - ${plan.begin})`;
// Outcomes by their stored numbers, as reachedService() and isOverload() have them.
const counts = `count(*) FILTER (outcome IN (0, 1, 2, 3, 8, 9, 17, 18, 19))::INTEGER AS reached,
    count(*) FILTER (outcome IN (1, 2, 3))::INTEGER AS overloaded`;
const p95 = "quantile_disc(first_token_us, 0.95) FILTER (outcome = 0) AS p95";
const adHoc = `${since} % ${day} >= ${plan.adHocFromMs} AND ${since} % ${day} < ${plan.adHocToMs}
    AND total_us > ${plan.adHocTotalUs}`;
const lastDay = `FROM o WHERE ${ofOne} AND at_ms >= ${plan.begin + (plan.days - 1) * day}`;
const weeks = plan.days / 7;

const questions = {
    hourly_rate: {
        cells: plan.days * 24,
        sql: `SELECT (${since} // ${hour})::INTEGER AS cell, ${counts} FROM o WHERE ${ofOne} GROUP BY 1`,
    },
    day_quantiles: {
        cells: plan.days,
        sql: `SELECT (${since} // ${day})::INTEGER AS cell, 0 AS reached, 0 AS overloaded,
            quantile_disc(first_token_us, 0.95) AS p95, quantile_disc(first_token_us, 0.5) AS p50,
            quantile_disc(first_token_us, 0.99) AS p99 FROM o WHERE ${ofOne} AND outcome = 0 GROUP BY 1`,
    },
    week_over_week: {
        cells: plan.targets * weeks,
        sql: `SELECT (target * ${weeks} + ${since} // ${week})::INTEGER AS cell, ${counts}, ${p95} FROM o GROUP BY 1`,
    },
    profile: {
        cells: 168,
        sql: `SELECT (${since} // ${hour} % 168)::INTEGER AS cell, ${counts} FROM o WHERE ${ofOne} GROUP BY 1`,
    },
    last_day: { sql: `SELECT at_ms, outcome, total_us ${lastDay}` },
    ad_hoc: {
        cells: plan.targets * weeks,
        sql: `SELECT (target * ${weeks} + ${since} // ${week})::INTEGER AS cell, ${counts}, ${p95} FROM o
            WHERE ${adHoc} GROUP BY 1`,
    },
};

async function load() {
    const columns = plan.columns.map((name) => `'${name}': '${name === "at_ms" ? "BIGINT" : "INTEGER"}'`);
    const instance = await DuckDBInstance.create(`${directory}/time.duckdb`, { threads: "2" });
    const connection = await instance.connect();
    await connection.run(`SET temp_directory = '${directory}'`);
    await connection.run(`CREATE TABLE o AS SELECT * FROM read_csv('${csv}', header = true,
        columns = {${columns.join(", ")}})`);
    await connection.run("CHECKPOINT");
    await connection.run(`ATTACH '${directory}/sorted.duckdb' AS other`);
    await connection.run("CREATE TABLE other.o AS SELECT * FROM o ORDER BY target, at_ms");
    await connection.run("CHECKPOINT other");
    connection.closeSync();
    instance.closeSync();
}

async function medianMs(connection, sql) {
    const taken = [];
    await connection.run(sql); // warm
    for (let i = 0; i < plan.runs; ++i) {
        const start = performance.now();
        await connection.run(sql); // the whole result, in native memory
        taken.push(performance.now() - start);
    }
    return taken.sort((a, b) => a - b)[plan.runs >> 1];
}

async function answer(connection, name, question) {
    if (name === "last_day") {
        const sum = await connection.runAndReadAll(`SELECT count(*)::INTEGER, (sum(at_ms::HUGEINT * 31
            + outcome * 1000003::HUGEINT + total_us::HUGEINT * 7) % 18446744073709551616)::VARCHAR ${lastDay}`);
        const [rows, checksum] = sum.getRows()[0];
        return { cells: [[rows, 0, 0, 0, 0]], checksum };
    }
    const cells = Array.from({ length: question.cells }, () => [0, 0, 0, 0, 0]);
    const result = await connection.runAndReadAll(question.sql);
    for (const [cell, reached, overloaded, p95 = 0, p50 = 0, p99 = 0] of result.getRows()) {
        cells[cell] = [reached, overloaded, p50 ?? 0, p95 ?? 0, p99 ?? 0];
    }
    return { cells, checksum: "0" };
}

const report = { bytes: {}, ms: {}, answers: {} };
await load();
for (const layout of ["time", "sorted"]) {
    const file = `${directory}/${layout}.duckdb`;
    report.bytes[layout] = statSync(file).size;
    const instance = await DuckDBInstance.create(file, { threads: "2" });
    const connection = await instance.connect();
    report.version ??= (await connection.runAndReadAll("SELECT version()")).getRows()[0][0];
    report.ms[layout] = {};
    for (const [name, question] of Object.entries(questions)) {
        report.ms[layout][name] = await medianMs(connection, question.sql);
        report.answers[name] ??= await answer(connection, name, question);
    }
    connection.closeSync();
    instance.closeSync();
    rmSync(file);
}
console.log(JSON.stringify(report));
