# SPDX-FileCopyrightText: 2026 The Plimsoll authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Beta-binomial fits by optim(), posterior quantiles by qbeta() and rotations by enumeration, for
# storage/stats/profile.h. Run in the folder of the sources: Rscript tests/reference/profile.R
# Base R alone. Writes tests/data/reference/profile-*.csv, the data among them.

set.seed(20261130)
exact <- function(x) sprintf("%.17g", x)
save <- function(name, frame) {
    path <- file.path("tests/data/reference", paste0("profile-", name, ".csv"))
    writeLines(c("# SPDX-FileCopyrightText: 2026 The Plimsoll authors",
                 "# SPDX-License-Identifier: GPL-3.0-or-later"), path)
    suppressWarnings(write.table(frame, path, append = TRUE, sep = ",", quote = FALSE, row.names = FALSE))
}

# From several starts, without those that run off to where lbeta() has no digits left; polished until
# nothing moves.
fit <- function(h, n) {
    loss <- function(t) -sum(lbeta(exp(t[1]) + h, exp(t[2]) + n - h) - lbeta(exp(t[1]), exp(t[2])))
    slope <- function(t) {
        a <- exp(t[1]); b <- exp(t[2]); both <- digamma(a + b) - digamma(a + b + n)
        -c(a * sum(digamma(a + h) - digamma(a) + both), b * sum(digamma(b + n - h) - digamma(b) + both))
    }
    starts <- list(c(0, 0), c(-1, 2), c(1, 5))
    fits <- lapply(starts, function(s) {
        for (i in 1:5) s <- optim(s, loss, slope, method = "BFGS", control = list(reltol = 1e-16, maxit = 1000))$par
        s
    })
    fits <- Filter(function(s) max(abs(s)) < 12, fits)
    best <- fits[[which.min(vapply(fits, loss, 0))]]
    for (i in 1:20) best <- best - solve(optimHess(best, loss, slope), slope(best))
    stopifnot(max(abs(slope(best))) < 1e-6)
    exp(best)
}
cells <- function(count, n, a, b) {
    size <- if (length(n) == 1) rep(n, count) else sample(n, count, replace = TRUE)
    data.frame(hits = rbinom(count, size, rbeta(count, a, b)), n = size)
}
sets <- list(
    rare = cells(168, 240, 0.5, 100),
    uneven = cells(168, 0:600, 2, 60),
    few = cells(12, 30, 3, 9),
    common = cells(50, 100:200, 20, 20))
save("cells", do.call(rbind, lapply(names(sets), function(s) cbind(set = s, sets[[s]]))))
save("fits", do.call(rbind, lapply(names(sets), function(s) {
    f <- fit(sets[[s]]$hits, sets[[s]]$n)
    data.frame(set = s, a = exact(f[1]), b = exact(f[2]))
})))

# A week with one day of each hour: nothing to estimate a dispersion from.
week <- cells(168, 0:90, 1, 40)
week$n[5] <- 0; week$hits[5] <- 0
f <- fit(week$hits, week$n)
a <- f[1] + week$hits; b <- f[2] + week$n - week$hits
save("week", data.frame(hour = 0:167, week, mean = exact(a / (a + b)),
                        low = exact(qbeta(0.025, a, b)), high = exact(qbeta(0.975, a, b))))

# Peak contrast of ten days with hours 6 to 9 as the peak.
days <- expand.grid(hour = 0:23, day = 0:9)
days$n <- sample(10:30, nrow(days), replace = TRUE)
days$hits <- rbinom(nrow(days), days$n, ifelse(days$hour %in% 6:9, 0.16, 0.1))
peak <- aggregate(cbind(hits, n) ~ day, days[days$hour %in% 6:9, ], sum)
rest <- aggregate(cbind(hits, n) ~ day, days[!days$hour %in% 6:9, ], sum)
w <- peak$n * rest$n / (peak$n + rest$n)
d <- w * (peak$hits / peak$n - rest$hits / rest$n) / sum(w)
# All rotations of the first three of them, `by` taken off every call of the peak.
part <- function(day, shift, by = 0) {
    x <- days[days$day == day, ]
    x$hits <- x$hits - by * x$n * (x$hour %in% 6:9)
    x <- x[(0:23 + shift) %% 24 + 1, ]
    p <- colSums(x[7:10, c("hits", "n")]); r <- colSums(x[-(7:10), c("hits", "n")])
    w <- p["n"] * r["n"] / (p["n"] + r["n"])
    c(w, w * (p["hits"] / p["n"] - r["hits"] / r["n"]))
}
total <- function(of, by = 0) {
    sums <- lapply(0:2, function(day) vapply(0:23, function(shift) part(day, shift, by)[of], 0))
    outer(outer(sums[[1]], sums[[2]], "+"), sums[[3]], "+")
}
turned <- total(2) / total(1)
p.at <- function(by) {
    at <- total(2, by) / total(1)
    mean(abs(at) >= abs(at[1, 1, 1]) - 1e-12)
}
p.turned <- p.at(0)
# The farthest difference in that direction that p does not reject at that level.
limit <- function(direction, level) {
    kept <- turned[1, 1, 1]; rejected <- kept + 2 * direction
    while (abs(kept - rejected) > 1e-9) {
        middle <- (kept + rejected) / 2
        if (p.at(middle) > level) kept <- middle else rejected <- middle
    }
    middle
}
# Newcombe 1998, method 10, of three days, from the score interval of prop.test().
side <- function(x) c(sum(x$hits) / sum(x$n),
                      suppressWarnings(prop.test(sum(x$hits), sum(x$n), correct = FALSE))$conf.int)
b <- side(peak[1:3, ]); a <- side(rest[1:3, ])
wide <- turned[1, 1, 1] + c(-sqrt((b[1] - b[2])^2 + (a[3] - a[1])^2), sqrt((b[3] - b[1])^2 + (a[1] - a[2])^2))
# Of 20,000 drawn rotations the share that 5 % of all are is off by 0.6 % at most, four deviations.
levels <- c(0.044, 0.056)
lows <- sapply(levels, function(level) limit(-1, level))
highs <- sapply(levels, function(level) limit(1, level))
lows <- ifelse(lows <= 0 | wide[1] > 0, pmin(lows, wide[1]), lows)
highs <- ifelse(highs >= 0 | wide[2] < 0, pmax(highs, wide[2]), highs)
save("days", days[c("day", "hour", "hits", "n")])
# The residual variation of hours between days, all days taken for the same day of the week.
top <- bottom <- 0
for (s in split(days, days$hour)) {
    q <- sum(s$hits) / sum(s$n)
    top <- top + sum((s$hits - s$n * q)^2)
    bottom <- bottom + sum(s$n * q * (1 - q) * (1 - s$n / sum(s$n)))
}
save("peak", data.frame(difference = exact(sum(d)), three = exact(turned[1, 1, 1]), p = exact(p.turned),
                        lows = paste(exact(lows), collapse = " "), highs = paste(exact(highs), collapse = " "),
                        dispersion = exact(max(1, top / bottom))))
