# SPDX-FileCopyrightText: 2026 The Plimsoll authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Wilson intervals by prop.test(), Clopper-Pearson ones by binom.test(), Newcombe's method 10 from
# the former and ranks by qbinom(), for storage/stats/interval.h. Run in the folder of the sources:
# Rscript tests/reference/interval.R. Base R alone. Writes tests/data/reference/interval-*.csv.

exact <- function(x) sprintf("%.17g", x)
save <- function(name, frame) {
    path <- file.path("tests/data/reference", paste0("interval-", name, ".csv"))
    writeLines(c("# SPDX-FileCopyrightText: 2026 The Plimsoll authors",
                 "# SPDX-License-Identifier: GPL-3.0-or-later"), path)
    suppressWarnings(write.table(frame, path, append = TRUE, sep = ",", quote = FALSE, row.names = FALSE))
}
score <- function(hits, n, confidence)
    suppressWarnings(prop.test(hits, n, conf.level = confidence, correct = FALSE))$conf.int

# The first four: Newcombe 1998, Statistics in Medicine 17:857, table I.
proportions <- data.frame(
    hits = c(81, 15, 0, 1, 29, 1, 0, 3, 12, 4321, 999999, 7, 250, 0),
    n = c(263, 148, 20, 29, 29, 1, 1, 1000, 40320, 1e6, 1e6, 50, 500, 525600),
    confidence = c(rep(0.95, 7), 0.99, 0.95, 0.95, 0.95, 0.9, 0.5, 0.999))
save("proportions", do.call(rbind, lapply(seq_len(nrow(proportions)), function(i) {
    p <- proportions[i, ]
    wilson <- score(p$hits, p$n, p$confidence)
    clopper <- binom.test(p$hits, p$n, conf.level = p$confidence)$conf.int
    data.frame(hits = sprintf("%d", p$hits), n = sprintf("%d", p$n), confidence = p$confidence,
               wilsonlow = exact(wilson[1]), wilsonhigh = exact(wilson[2]),
               exactlow = exact(clopper[1]), exacthigh = exact(clopper[2]))
})))

# The first eight: Newcombe 1998, Statistics in Medicine 17:873, table II; his p1 is that of B.
differences <- data.frame(
    hitsB = c(56, 9, 6, 5, 0, 0, 10, 10, 3, 120, 0),
    nB = c(70, 10, 7, 56, 10, 10, 10, 10, 1000, 10080, 40320),
    hitsA = c(48, 3, 2, 0, 0, 0, 0, 0, 9, 60, 31),
    nA = c(80, 10, 7, 29, 20, 10, 20, 10, 1100, 10080, 40320),
    confidence = c(rep(0.95, 8), 0.99, 0.95, 0.9))
save("differences", do.call(rbind, lapply(seq_len(nrow(differences)), function(i) {
    d <- differences[i, ]
    a <- score(d$hitsA, d$nA, d$confidence); b <- score(d$hitsB, d$nB, d$confidence)
    pA <- d$hitsA / d$nA; pB <- d$hitsB / d$nB
    data.frame(d, low = exact(pB - pA - sqrt((pB - b[1])^2 + (a[2] - pA)^2)),
               high = exact(pB - pA + sqrt((b[2] - pB)^2 + (pA - a[1])^2)))
})))

# Too few where the first is 0 or the second exceeds n.
ranks <- data.frame(
    n = c(16, 6, 5, 20, 100, 1000, 1440, 100, 367, 368, 1e6),
    q = c(0.75, 0.5, 0.5, 0.5, 0.5, 0.95, 0.99, 0.99, 0.99, 0.99, 0.95),
    confidence = c(0.9, rep(0.95, 10)))
tail <- (1 - ranks$confidence) / 2
low <- qbinom(tail, ranks$n, ranks$q)
high <- qbinom(1 - tail, ranks$n, ranks$q) + 1
few <- low < 1 | high > ranks$n
save("ranks", data.frame(n = sprintf("%d", ranks$n), q = ranks$q, confidence = ranks$confidence,
                         low = ifelse(few, 0, low), high = ifelse(few, 0, high)))
