# SPDX-FileCopyrightText: 2026 The Plimsoll authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Weighted quantiles of values in bins, their ratio, and exact permutation p values by combn(), for
# storage/stats/quantileshift.h. Run in the folder of the sources: Rscript tests/reference/quantileshift.R
# Base R alone. Writes tests/data/reference/quantileshift-*.csv, the data among them.

set.seed(20261201)
exact <- function(x) sprintf("%.17g", x)
save <- function(name, frame) {
    path <- file.path("tests/data/reference", paste0("quantileshift-", name, ".csv"))
    writeLines(c("# SPDX-FileCopyrightText: 2026 The Plimsoll authors",
                 "# SPDX-License-Identifier: GPL-3.0-or-later"), path)
    suppressWarnings(write.table(frame, path, append = TRUE, sep = ",", quote = FALSE, row.names = FALSE))
}

# 64 equal bins from each power of two to the next, told by their number and their middle.
bin <- function(v) { e <- floor(log2(v)); 64 * e + floor((v / 2^e - 1) * 64) }
middle <- function(b) { e <- b %/% 64; 2^e * (1 + (b %% 64 + 0.5) / 64) }
# The first value up to which lies a share q of the weight.
weighted.quantile <- function(x, w, q) {
    o <- order(x); x <- x[o]; w <- w[o]
    x[which(cumsum(w) >= q * sum(w) * (1 - 1e-12))[1]]
}
# Weights of values of A and B that give each slot nA nB / (nA + nB) on both sides.
weights <- function(values, b) {
    n <- table(factor(values$slot), factor(b, c(FALSE, TRUE)))[as.character(values$slot), ]
    ifelse(b, n[, "FALSE"], n[, "TRUE"]) / rowSums(n)
}
ratio <- function(values, inB, q, of) {
    b <- values$block %in% inB
    w <- weights(values, b)
    x <- of(values$value)
    quantiles <- c(a = weighted.quantile(x[!b], w[!b], q), b = weighted.quantile(x[b], w[b], q))
    c(quantiles, ratio = unname(quantiles["b"] / quantiles["a"]))
}
# Mantel-Haenszel difference of the shares above.
difference <- function(values, inB, above) {
    b <- values$block %in% inB
    slots <- factor(values$slot)
    by <- function(x, of) { s <- tapply(x[of], slots[of], sum); ifelse(is.na(s), 0, s) }
    hA <- by(above, !b); nA <- by(rep(1, length(b)), !b); hB <- by(above, b); nB <- by(rep(1, length(b)), b)
    use <- nA > 0 & nB > 0
    weighted.mean((hB / nB - hA / nA)[use], (nA * nB / (nA + nB))[use])
}
arrangements <- function(blocks) {
    sets <- list(integer(0))
    for (s in split(blocks, blocks$stratum)) {
        picks <- combn(seq_along(s$block), sum(s$period == "B"), simplify = FALSE)
        sets <- unlist(lapply(sets, function(set) lapply(picks, function(p) c(set, s$block[p]))), recursive = FALSE)
    }
    sets
}
p.exact <- function(values, q) {
    blocks <- unique(values[c("block", "stratum", "period")])
    bins <- bin(values$value)
    above <- as.numeric(bins > sort(bins)[ceiling(q * length(bins))])
    observed <- difference(values, blocks$block[blocks$period == "B"], above)
    all <- vapply(arrangements(blocks), function(set) difference(values, set, above), 0)
    mean(abs(all) >= abs(observed) - 1e-12)
}
# Log-normal latencies in microseconds; a slot has its own level, a day has a little of its own.
make <- function(strata, perPeriod, slots, values, factor) {
    cells <- expand.grid(slot = seq_len(slots), block = seq_len(2 * strata * perPeriod))
    cells$stratum <- (cells$block - 1) %% strata
    cells$period <- ifelse(cells$block <= strata * perPeriod, "A", "B")
    cells$n <- sample(values, nrow(cells), replace = TRUE)
    all <- cells[rep(seq_len(nrow(cells)), cells$n), ]
    day <- rnorm(2 * strata * perPeriod, 0, 0.03)
    all$value <- round(600000 * (1 + all$slot / 4) * exp(day[all$block]) * ifelse(all$period == "B", factor, 1) *
                       rlnorm(nrow(all), 0, 0.3))
    all$slot <- all$slot + 100 * all$stratum
    all[c("period", "block", "stratum", "slot", "value")]
}
data <- list(
    faster = make(1, 5, 3, 4:9, 0.85),
    three = make(3, 2, 2, 5:12, 0.9),
    pairs = make(7, 1, 2, 8:20, 1.2),
    same = make(2, 3, 2, 5:9, 1))
uneven <- make(1, 4, 4, 3:8, 0.7)
data$uneven <- uneven[!(uneven$slot == 1 & uneven$period == "A") & !(uneven$slot == 2 & uneven$block %% 2), ]

results <- do.call(rbind, lapply(names(data), function(s) do.call(rbind, lapply(c(0.5, 0.75, 0.95), function(q) {
    values <- data[[s]]
    inB <- unique(values$block[values$period == "B"])
    binned <- ratio(values, inB, q, function(v) middle(bin(v)))
    data.frame(set = s, q = q, a = exact(binned["a"]), b = exact(binned["b"]), ratio = exact(binned["ratio"]),
               unbinned = exact(ratio(values, inB, q, identity)["ratio"]), p = exact(p.exact(values, q)))
}))))
save("results", results)
save("values", do.call(rbind, lapply(names(data), function(s) cbind(set = s, data[[s]]))))
