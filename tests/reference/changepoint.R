# SPDX-FileCopyrightText: 2026 The Plimsoll authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Optimal segmentations by a plain dynamic programme over all segments, from the definitions in
# storage/stats/changepoint.h. Run in the folder of the sources: Rscript tests/reference/changepoint.R
# Base R alone. Writes tests/data/reference/changepoint-*.csv, the data among them.

set.seed(20261130)
exact <- function(x) sprintf("%.17g", x)
save <- function(name, frame) {
    path <- file.path("tests/data/reference", paste0("changepoint-", name, ".csv"))
    writeLines(c("# SPDX-FileCopyrightText: 2026 The Plimsoll authors",
                 "# SPDX-License-Identifier: GPL-3.0-or-later"), path)
    suppressWarnings(write.table(frame, path, append = TRUE, sep = ",", quote = FALSE, row.names = FALSE))
}

squares <- function(x) sum((x - mean(x))^2)
likelihood <- function(x) {
    h <- x$hits; n <- x$n
    if (sum(n) == 0) return(0)
    -2 * (sum(dbinom(h, n, sum(h) / sum(n), log = TRUE)) - sum(lchoose(n, h)))
}

# least[e + 1]: least cost of the first e buckets, a penalty for each segment.
optimum <- function(size, cost, penalty, shortest) {
    least <- c(0, rep(Inf, size))
    from <- rep(NA, size + 1)
    for (e in shortest:size) for (b in 0:(e - shortest)) {
        total <- least[b + 1] + cost(b + 1, e) + penalty
        if (total < least[e + 1]) { least[e + 1] <- total; from[e + 1] <- b }
    }
    begins <- c(); e <- size
    while (e > 0) { e <- from[e + 1]; begins <- c(e, begins) }
    begins
}

means <- list(
    nile = as.numeric(Nile),
    steps = c(rnorm(40, 10, 1), rnorm(25, 12, 1), rnorm(60, 11, 1), rnorm(12, 15, 1)),
    calm = rnorm(84, 1000, 3),
    lake = as.numeric(LakeHuron))
bursty <- function(days, n, rate) {
    p <- rbeta(days, 0.4, 0.4 * (1 - rate) / rate)
    data.frame(hits = rbinom(days, n, p), n = n)
}
gaps <- data.frame(hits = c(rbinom(15, 60, 0.02), rep(0, 10), rbinom(15, 60, 0.02), rbinom(30, 60, 0.25)),
                   n = c(rep(60, 15), rep(0, 10), rep(60, 45)))
mixed <- sample(20:400, 90, replace = TRUE)
rates <- list(
    independent = data.frame(hits = c(rbinom(50, 288, 0.01), rbinom(34, 288, 0.04)), n = 288),
    gaps = gaps,
    uneven = data.frame(hits = rbinom(90, mixed, rep(c(0.3, 0.2, 0.35), c(35, 30, 25))), n = mixed),
    bursty = rbind(bursty(42, 1440, 0.01), bursty(42, 1440, 0.08)),
    none = data.frame(hits = rep(0, 40), n = 24))
# Killick and Eckley 2014, Journal of Statistical Software 58(3): their m.data.
set.seed(10)
means$killick <- c(rnorm(100, 0, 1), rnorm(100, 1, 1), rnorm(100, 0, 1), rnorm(100, 0.2, 1))

segments <- NULL
add <- function(series, model, size, cost, estimate, scale, factor, shortest) {
    begins <- optimum(size, cost, factor * log(size), shortest)
    ends <- c(begins[-1], size)
    segments <<- rbind(segments, data.frame(
        series, model, scale = exact(scale), factor = exact(factor), shortest,
        begins = paste(begins, collapse = " "),
        estimates = paste(exact(mapply(estimate, begins + 1, ends)), collapse = " "),
        cost = exact(sum(mapply(cost, begins + 1, ends))), one = exact(cost(1, size))))
}
for (series in names(means)) for (shortest in c(1, 7)) for (factor in c(1, 3)) {
    x <- means[[series]]
    scale <- if (series == "nile") 15000 else if (series == "calm") 9 else 1
    add(series, "mean", length(x), function(b, e) squares(x[b:e]) / scale,
        function(b, e) mean(x[b:e]), scale, factor, shortest)
}
for (series in names(rates)) for (shortest in c(1, 7)) for (scale in c(1, 20)) {
    x <- rates[[series]]
    add(series, "rate", nrow(x), function(b, e) likelihood(x[b:e, ]) / scale,
        function(b, e) if (sum(x$n[b:e]) > 0) sum(x$hits[b:e]) / sum(x$n[b:e]) else 0,
        scale, 3, shortest)
}
save("segments", segments)

groups <- function(size, length) ceiling(seq_len(size) / length)
variance <- function(x, block, stretch) {
    x <- x[seq_len(length(x) %/% block * block)]
    y <- tapply(x, groups(length(x), block), mean)
    block * anova(lm(y ~ factor(groups(length(y), stretch))))["Residuals", "Mean Sq"]
}
dispersion <- function(x, block, stretch) {
    y <- aggregate(x, list(groups(nrow(x), block)), sum)
    top <- bottom <- 0
    for (s in split(y, groups(nrow(y), stretch))) if (sum(s$n) > 0) {
        q <- sum(s$hits) / sum(s$n)
        top <- top + sum((s$hits - s$n * q)^2)
        bottom <- bottom + sum(s$n * q * (1 - q) * (1 - s$n / sum(s$n)))
    }
    if (bottom > 0) max(1, top / bottom) else 1
}
scales <- NULL
for (block in c(1, 3)) {
    for (series in names(means)) scales <- rbind(scales, data.frame(
        series, model = "mean", block, stretch = 7, scale = exact(variance(means[[series]], block, 7))))
    for (series in names(rates)) scales <- rbind(scales, data.frame(
        series, model = "rate", block, stretch = 7, scale = exact(dispersion(rates[[series]], block, 7))))
}
save("scales", scales)

save("values", do.call(rbind, lapply(names(means), function(s) data.frame(
    series = s, value = exact(means[[s]])))))
save("counts", do.call(rbind, lapply(names(rates), function(s) data.frame(
    series = s, hits = rates[[s]]$hits, n = rates[[s]]$n))))
