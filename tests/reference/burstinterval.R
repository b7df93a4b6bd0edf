# SPDX-FileCopyrightText: 2026 The Plimsoll authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Reference values of tst_burstinterval, from R's own acf(), var(), qt(), prop.test(), qgamma() and from
# boot::tsboot() where the product computes by hand.
# Rscript tests/reference/burstinterval.R > tests/data/reference/burstinterval.csv
library(boot)
RNGversion("4.0.0")
set.seed(529)

markov <- function(n, p01, p11) {
    x <- integer(n)
    for (i in 2:n) x[i] <- rbinom(1, 1, if (x[i - 1]) p11 else p01)
    x
}
twoLevels <- function(n, calm, inside) {
    incident <- integer(n)
    incident[c(201:260, 900:1010, 1500:1531)] <- 1
    rbinom(n, 1, ifelse(incident == 1, inside, calm))
}
cases <- list(
    "independent and rare" = list(rbinom(1000, 1, 0.03)),
    "one chain" = list(markov(600, 0.02, 0.8)),
    "two levels" = list(twoLevels(2000, 0.005, 0.3)),
    "three segments" = list(markov(250, 0.03, 0.7), markov(401, 0.03, 0.7), markov(349, 0.03, 0.7)),
    "mostly overloaded" = list(markov(365, 0.3, 0.8)),
    "in turns" = list(rep(0:1, 20)),
    "one hit" = list(replace(integer(100), 40, 1L)),
    "no hit" = list(integer(50)),
    "nothing but hits" = list(rep(1L, 30)),
    "one transition" = list(0:1),
    "a gap between opposites" = list(rep(0L, 12), rep(1L, 9)),
    "a few probes" = list(c(0L, 1L, 1L, 0L, 0L, 0L, 1L)))

transitions <- function(segments) {
    pairs <- do.call(rbind, lapply(segments, function(x) cbind(head(x, -1), tail(x, -1))))
    table(factor(pairs[, 1], 0:1), factor(pairs[, 2], 0:1))
}
chain <- function(counts) {
    p <- prop.table(counts, 1)[, 2]
    p[is.nan(p)] <- p[!is.nan(p)] # a state never left: as the other one
    p
}
# The mean of the correlation matrix, times n.
finiteEffect <- function(rho, n) sum(toeplitz(rho^(0:(n - 1)))) / n

politisWhite <- function(x) {
    n <- length(x)
    if (var(x) == 0) return(1)
    quiet <- max(5, ceiling(sqrt(log10(n))))
    lags <- min(ceiling(sqrt(n)) + quiet, n - 1)
    g <- acf(x, lags, "covariance", plot = FALSE)$acf
    small <- abs(g[-1] / g[1]) < 2 * sqrt(log10(n) / n)
    starts <- Filter(function(m) m + quiet <= lags && all(small[m + 1:quiet]), 0:lags)
    m <- if (length(starts)) starts[1] else max(which(!small), 1)
    window <- min(2 * max(m, 1), lags)
    k <- seq(-window, window)
    flat <- pmin(1, 2 * (1 - abs(k) / window))
    bigG <- sum(flat * abs(k) * g[abs(k) + 1])
    d <- 4 / 3 * sum(flat * g[abs(k) + 1])^2
    most <- ceiling(min(3 * sqrt(n), n / 3))
    b <- min((2 * bigG^2 / d)^(1 / 3) * n^(1 / 3), most)
    max(1, floor(b + 0.5))
}
effect <- function(x, length) {
    n <- length(x)
    count <- floor(n / length + 0.5)
    if (count < 2 || var(x) == 0) return(c(NA, NA, NA))
    block <- findInterval(seq_len(n) - 1, floor(n * (1:(count - 1)) / count)) + 1
    p <- mean(x)
    e <- tapply(x - p, block, sum)
    # The residuals sum to 0, so var() is the sum of squares over B - 1.
    ratio <- count * var(e) / (n * p * (1 - p))
    kurtosis <- mean(e^4) / mean(e^2)^2
    df <- if (all(e == 0)) count - 1 else 2 * count / (kurtosis - (count - 3) / (count - 1))
    c(ratio, max(1, min(df, count - 1)), max(0, e))
}
longEffect <- function(x) {
    b <- politisWhite(x)
    one <- effect(x, b)
    two <- effect(x, 2 * b)
    if (anyNA(two)) return(one)
    c(max(one[1], two[1], 2 * two[1] - one[1]), min(one[2], two[2]), two[3])
}
# The score interval of prop.test() at the confidence whose normal quantile is the wanted one.
score <- function(x, deff, z) {
    n <- length(x) / deff
    suppressWarnings(prop.test(mean(x) * n, n, conf.level = 2 * pnorm(z) - 1, correct = FALSE)$conf.int)
}
# Fay and Feuer 1997 with the largest block as the weight that is added: a quantile of a gamma
# distribution with the mean and the variance of hits and one more such block.
gammaLimit <- function(x, deff, w, z, tail) {
    y <- sum(x) + w
    v <- sum(x) * (1 - mean(x)) * deff * (z / qnorm(tail))^2 + w^2
    min(1, qgamma(tail, shape = y^2 / v, scale = v / y) / length(x))
}
# Exact variance of the sum of a circular block bootstrap: blocks are independent.
bootVariance <- function(x, length) {
    n <- length(x)
    sums <- function(l) vapply(seq_len(n), function(i) sum(x[(i + seq_len(l) - 2) %% n + 1]), 0)
    v <- function(l) if (l == 0) 0 else mean((sums(l) - l * mean(x))^2)
    n %/% length * v(length) + v(n %% length)
}
bootBounds <- function(x, length) {
    t <- tsboot(x, mean, 1999, l = length, sim = "fixed", endcorr = TRUE)$t
    sort(t)[c(50, 1950)]
}

cat("case,outcomes,n00,n01,n10,n11,p01,p11,finite,limit,length,effect7,df7,long,longdf,",
    "designeffect,low,high,low90,high90,bootvariance,bootlow,boothigh\n", sep = "")
for (name in names(cases)) {
    segments <- cases[[name]]
    x <- unlist(segments)
    counts <- transitions(segments)
    p <- chain(counts)
    rho <- p[2] - p[1]
    finite <- finiteEffect(rho, length(x))
    long <- longEffect(x)
    deff <- max(1, finite, min(long[1], length(x)), na.rm = TRUE)
    byBlocks <- !is.na(long[1]) && deff > max(1, finite)
    z <- function(tail) if (byBlocks) qt(tail, long[2] * (deff / (deff - 1))^2) else qnorm(tail)
    limits <- function(tail) {
        wilson <- score(x, deff, z(tail))
        if (byBlocks) c(wilson[1], max(wilson[2], gammaLimit(x, deff, max(1, long[3]), z(tail), tail)))
        else wilson
    }
    b <- politisWhite(x)
    same <- var(x) == 0
    boot <- if (same) c(NA, NA, NA) else c(bootVariance(x, b), bootBounds(x, b))
    values <- c(t(counts), p, finite, (1 + rho) / (1 - rho), b, effect(x, 7)[1:2], long[1:2], deff,
                limits(0.975), limits(0.95), boot)
    text <- paste(vapply(segments, paste, "", collapse = ""), collapse = "|")
    cat(name, text, paste(sprintf("%.15g", values), collapse = ","), sep = ",")
    cat("\n")
}
