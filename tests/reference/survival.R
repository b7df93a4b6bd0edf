# SPDX-FileCopyrightText: 2026 The Plimsoll authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Writes tests/data/reference/survival.csv, what tst_survival holds SurvivalCurve against, from the
# data sets and the estimators of R's survival package (Therneau and Grambsch). From the root of the
# sources: Rscript tests/reference/survival.R > tests/data/reference/survival.csv
#
#   life      time, status (1: ended), entry       the data
#   step      time, at risk, ended                 S, its standard error, then the band
#   quantile  p                                    the quantile and its interval
#   mean      horizon                              restricted mean and its standard error
#   given     already, wait                        chance to end within the wait, with its interval

suppressPackageStartupMessages(library(survival))

number <- function(x) ifelse(is.na(x), "", sprintf("%.12g", x))

line <- function(set, kind, scale = "", a = NA, b = NA, c = NA, value = NA, error = NA, low = NA,
                 high = NA) {
    cat(paste(set, kind, scale, number(a), number(b), number(c), number(value), number(error),
              number(low), number(high), sep = ","), sep = "\n")
}

# Without delayed entry in the form for that case, so that both code paths of R are met.
curve <- function(d, scale) {
    s <- if (any(d$entry > 0)) Surv(d$entry, d$time, d$status) else Surv(d$time, d$status)
    survfit(s ~ 1, conf.type = scale)
}

write_steps <- function(set, d, scale) {
    s <- summary(curve(d, scale))
    line(set, "step", scale, s$time, s$n.risk, s$n.event, s$surv,
         ifelse(s$surv > 0, s$std.err, NA), s$lower, s$upper)
}

write_quantiles <- function(set, d, scale) {
    for (p in c(0.1, 0.25, 0.75, 0.9)) {
        q <- quantile(curve(d, scale), p)
        line(set, "quantile", scale, p, NA, NA, q$quantile, NA, q$lower, q$upper)
    }
    # The upper limit of S may rise again at late steps. The table takes the first time at which it
    # is low enough; quantile() sorts the limits first and takes another.
    m <- summary(curve(d, scale))$table
    line(set, "quantile", scale, 0.5, NA, NA, m["median"], NA, m["0.95LCL"], m["0.95UCL"])
}

write_means <- function(set, d) {
    for (horizon in quantile(d$time, c(0.3, 0.7, 1), type = 1)) {
        m <- summary(curve(d, "log"), rmean = horizon)$table
        line(set, "mean", "", horizon, NA, NA, m["rmean"], m["se(rmean)"])
    }
}

# The curve of those who lasted longer than that, watched from then on.
write_given <- function(set, d) {
    times <- quantile(d$time, c(0.1, 0.25, 0.5, 0.75), type = 1)
    for (already in times) for (wait in c(3, 20, 80)) {
        left <- subset(d, time > already)
        left$entry <- pmax(left$entry, already)
        fit <- survfit(Surv(entry, time, status) ~ 1, data = left, conf.type = "log")
        if (already + wait > max(left$time)) next
        s <- summary(fit, times = already + wait)
        if (s$surv == 1 || s$surv == 0) next # no interval of this kind
        line(set, "given", "log", already, wait, NA, 1 - s$surv, NA, 1 - s$upper, 1 - s$lower)
    }
}

write_set <- function(set, time, status, entry = 0 * time) {
    d <- data.frame(time = time, status = status, entry = entry)
    line(set, "life", "", d$time, d$status, d$entry)
    for (scale in c("log", "log-log")) {
        write_steps(set, d, scale)
        write_quantiles(set, d, scale)
    }
    write_means(set, d)
    write_given(set, d)
}

cat("set,kind,scale,a,b,c,value,error,low,high\n")
write_set("aml", aml$time, aml$status)
write_set("lung", lung$time, lung$status - 1)
write_set("veteran", veteran$time, veteran$status)
# Freireich et al. 1963, Blood 21:699: weeks of remission under 6-MP and under placebo.
write_set("remission", c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35),
          c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0))
write_set("placebo", c(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23), rep(1, 21))
# The times of lung, noticed late: the entries are made up.
write_set("lung entered late", lung$time, lung$status - 1, (seq_along(lung$time) * 37) %% lung$time)
