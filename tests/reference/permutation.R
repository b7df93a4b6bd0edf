# SPDX-FileCopyrightText: 2026 The Plimsoll authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Exact permutation p values by combn(), intervals by bisection of them, Mantel-Haenszel differences
# and ratios, and p.adjust(), for storage/stats/permutation.h. Run in the folder of the sources: Rscript tests/reference/permutation.R
# Base R alone. Writes tests/data/reference/permutation-*.csv, the data among them.

set.seed(20261130)
exact <- function(x) sprintf("%.17g", x)
save <- function(name, frame) {
    path <- file.path("tests/data/reference", paste0("permutation-", name, ".csv"))
    writeLines(c("# SPDX-FileCopyrightText: 2026 The Plimsoll authors",
                 "# SPDX-License-Identifier: GPL-3.0-or-later"), path)
    suppressWarnings(write.table(frame, path, append = TRUE, sep = ",", quote = FALSE, row.names = FALSE))
}

# Rows: block, stratum, slot, hits, n; inB: the blocks called B.
effect <- function(cells, inB) {
    b <- cells$block %in% inB
    slots <- factor(cells$slot)
    by <- function(x, of) { s <- tapply(x[of], slots[of], sum); ifelse(is.na(s), 0, s) }
    hA <- by(cells$hits, !b); nA <- by(cells$n, !b); hB <- by(cells$hits, b); nB <- by(cells$n, b)
    use <- nA > 0 & nB > 0
    w <- (nA * nB / (nA + nB))[use]
    r <- weighted.mean
    c(difference = r((hB / nB)[use], w) - r((hA / nA)[use], w),
      ratio = r((hB / nB)[use], w) / r((hA / nA)[use], w))
}
# All sets of blocks that may be called B, as many of each stratum as there are.
arrangements <- function(blocks) {
    sets <- list(integer(0))
    for (s in split(blocks, blocks$stratum)) {
        ids <- s$block
        picks <- combn(seq_along(ids), sum(s$period == "B"), simplify = FALSE)
        sets <- unlist(lapply(sets, function(set) lapply(picks, function(p) c(set, ids[p]))), recursive = FALSE)
    }
    sets
}
p.exact <- function(cells, by = 0) {
    cells$hits <- cells$hits - by * cells$n * (cells$period == "B")
    blocks <- unique(cells[c("block", "stratum", "period")])
    observed <- effect(cells, blocks$block[blocks$period == "B"])["difference"]
    all <- vapply(arrangements(blocks), function(set) effect(cells, set)["difference"], 0)
    c(p = mean(abs(all) >= abs(observed) - 1e-12), arrangements = length(all))
}
# The farthest difference in that direction that p does not reject at 5 %.
limit <- function(cells, difference, direction) {
    kept <- difference; rejected <- difference + 2 * direction
    if (p.exact(cells, rejected)["p"] > 0.05) return(NA)
    while (abs(kept - rejected) > 1e-11) {
        middle <- (kept + rejected) / 2
        if (p.exact(cells, middle)["p"] > 0.05) kept <- middle else rejected <- middle
    }
    middle
}
# Newcombe 1998, method 10, from the score interval of prop.test().
newcombe <- function(cells) {
    side <- function(period) {
        x <- cells[cells$period == period, ]
        p <- sum(x$hits) / sum(x$n)
        c(p, suppressWarnings(prop.test(sum(x$hits), sum(x$n), correct = FALSE))$conf.int)
    }
    a <- side("A"); b <- side("B")
    c(-sqrt((b[1] - b[2])^2 + (a[3] - a[1])^2), sqrt((b[3] - b[1])^2 + (a[1] - a[2])^2))
}
interval <- function(cells, difference) {
    ends <- c(limit(cells, difference, -1), limit(cells, difference, 1))
    wide <- difference + newcombe(cells)
    # Where p leaves zero out, so does the interval.
    c(if (isTRUE(ends[1] <= 0 || wide[1] > 0)) min(ends[1], wide[1]) else ends[1],
      if (isTRUE(ends[2] >= 0 || wide[2] < 0)) max(ends[2], wide[2]) else ends[2])
}
make <- function(strata, perPeriod, slots, rateA, rateB) {
    cells <- expand.grid(slot = seq_len(slots), block = seq_len(2 * strata * perPeriod))
    cells$stratum <- (cells$block - 1) %% strata
    cells$period <- ifelse(cells$block <= strata * perPeriod, "A", "B")
    cells$slot <- cells$slot + 100 * cells$stratum
    cells$n <- sample(20:60, nrow(cells), replace = TRUE)
    cells$hits <- rbinom(nrow(cells), cells$n, ifelse(cells$period == "A", rateA, rateB))
    cells
}
data <- list(
    unstratified = make(1, 5, 3, 0.10, 0.18),
    three = make(3, 2, 2, 0.05, 0.10),
    pairs = make(8, 1, 1, 0.2, 0.1),
    same = make(2, 3, 4, 0.1, 0.1),
    none = make(1, 4, 1, 0, 0))
uneven <- make(1, 4, 4, 0.1, 0.3)
data$uneven <- uneven[!(uneven$slot == 1 & uneven$period == "A") & !(uneven$slot == 2 & uneven$block %% 2), ]

results <- do.call(rbind, lapply(names(data), function(s) {
    cells <- data[[s]]
    e <- effect(cells, unique(cells$block[cells$period == "B"]))
    p <- p.exact(cells)
    # The same difference as the effect of the period in a regression with an effect of each slot.
    fit <- lm(if (length(unique(cells$slot)) > 1) hits / n ~ factor(slot) + period else hits / n ~ period,
              cells, weights = n)
    ends <- interval(cells, e["difference"])
    data.frame(set = s, difference = exact(e["difference"]), regression = exact(coef(fit)["periodB"]),
               ratio = exact(e["ratio"]), p = exact(p["p"]), arrangements = p["arrangements"],
               low = exact(ends[1]), high = exact(ends[2]))
}))
save("results", results)
save("cells", do.call(rbind, lapply(names(data), function(s) cbind(
    set = s, data[[s]][c("period", "block", "stratum", "slot", "hits", "n")]))))

# The second: Benjamini and Hochberg 1995, section 3.2.
trials <- list(
    few = c(0.01, 0.02, 0.03, 0.04, 0.05),
    paper = c(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
              0.5719, 0.6528, 0.7590, 1.0000),
    ties = c(0.04, 0.001, 0.04, 0.9, 0.001),
    one = 0.03,
    random = c(runif(30), rbeta(10, 0.1, 5)))
save("adjusted", do.call(rbind, lapply(names(trials), function(s) data.frame(
    set = s, p = exact(trials[[s]]), adjusted = exact(p.adjust(trials[[s]], "BH"))))))
