# Random cases of tests and errors with R's answers, one a line, as test_stats_inference reads them:
#   bm M N a… b… = superiority t df p lower upper   Brunner & Munzel 2000, from rank()
#   hl M N a… b… = shift lower upper                wilcox.test(conf.int = TRUE) without ties below 50;
#                                                   else order statistics of outer(a, b, "-")
#   kruskal K N1… NK values… = H p z12              kruskal.test; Dunn 1964 from rank()
#   mean N group… x… w… = mean se total se share se survey's svyby(svymean), svytotal, svymean of
#                                                   group 1 of all
#   inequality N x… w… = Theil Atkinson(1/2) Atkinson(1) lorenz(0.3)   their formulas, weights repeated
# Usage: Rscript inference.R SEED CASES > FILE
suppressMessages(library(survey))
options(digits = 17, warn = -1)
args <- commandArgs(TRUE)
set.seed(as.integer(args[1]))
n_cases <- as.integer(args[2])
full <- function(x) paste(sprintf("%.17g", as.numeric(x)), collapse = " ")
draw_n <- function(least) least + switch(sample(3, 1), sample(0:3, 1), sample(0:15, 1), sample(0:60, 1))
draw_values <- function(n) switch(sample(5, 1),
  round(exp(rnorm(n, 10.5, 0.6)), -2), sample(5, n, TRUE), rnorm(n), exp(rnorm(n, 10, 1)),
  round(rexp(n) * 1e4))

case_bm <- function() {
  m <- draw_n(2); n <- draw_n(2); a <- draw_values(m); b <- draw_values(n)
  if (runif(1) < 0.5) b <- sample(a, n, TRUE) + sample(c(0, 1000), n, TRUE)
  r <- rank(c(a, b)); ra <- r[1:m]; rb <- r[-(1:m)]
  ia <- rank(a); ib <- rank(b)
  va <- sum((ra - ia - mean(ra) + (m + 1) / 2)^2) / (m - 1)
  vb <- sum((rb - ib - mean(rb) + (n + 1) / 2)^2) / (n - 1)
  if (va + vb < 1e-9) return()
  p <- (mean(ra) - mean(rb)) / (m + n) + 0.5
  t <- m * n * (mean(ra) - mean(rb)) / (m + n) / sqrt(m * va + n * vb)
  df <- (m * va + n * vb)^2 / ((m * va)^2 / (m - 1) + (n * vb)^2 / (n - 1))
  se <- sqrt(va / (m * n^2) + vb / (n * m^2))
  reach <- qt(0.975, df) * se
  cat("bm", m, n, full(a), full(b), "=",
      full(c(p, t, df, min(1, 2 * pt(-abs(t), df)), max(0, p - reach), min(1, p + reach))), "\n")
}
case_hl <- function() {
  m <- draw_n(4); n <- draw_n(4); a <- draw_values(m); b <- draw_values(n)
  d <- sort(outer(a, b, "-")); ties <- length(unique(c(a, b))) < m + n
  if (length(unique(d)) < 2) return()
  if (!ties && m < 50 && n < 50) {
    k <- qwilcox(0.025, m, n)
    if (k == 0) return()
    r <- wilcox.test(a, b, conf.int = TRUE)
    answer <- c(r$estimate, r$conf.int)
  } else {
    t <- table(c(a, b))
    sd <- sqrt(m * n / 12 * (m + n + 1 - sum(t^3 - t) / ((m + n) * (m + n - 1))))
    k <- floor(m * n / 2 - qnorm(0.975) * sd)
    if (k < 1) return()
    answer <- c(median(d), d[k], d[m * n + 1 - k])
  }
  cat("hl", m, n, full(a), full(b), "=", full(answer), "\n")
}
case_kruskal <- function() {
  k <- sample(2:6, 1); n <- replicate(k, draw_n(1)); g <- rep(seq_len(k), n); x <- draw_values(sum(n))
  if (length(unique(x)) < 2) return()
  r <- kruskal.test(x, g); ranks <- rank(x); N <- sum(n); t <- table(x)
  mr <- tapply(ranks, g, mean)
  v <- N * (N + 1) / 12 - sum(t^3 - t) / (12 * (N - 1))
  z <- (mr[1] - mr[2]) / sqrt(v * (1 / n[1] + 1 / n[2]))
  cat("kruskal", k, n, full(x), "=", full(c(r$statistic, r$p.value, z)), "\n")
}
case_mean <- function() {
  n <- draw_n(4); g <- sample(2, n, TRUE); if (length(unique(g)) < 2 || sum(g == 1) < 2) return()
  x <- draw_values(n); w <- sample(200, n, TRUE) / sample(c(1, 16), 1)
  d <- svydesign(ids = ~1, weights = ~w, data = data.frame(x, g, w, one = as.numeric(g == 1)))
  m <- svyby(~x, ~g, d, svymean); t <- svytotal(~one, d); s <- svymean(~one, d)
  cat("mean", n, g, full(x), full(w), "=",
      full(c(m$x[1], m$se[1], coef(t), SE(t), coef(s), SE(s))), "\n")
}
case_inequality <- function() {
  n <- draw_n(2); x <- abs(draw_values(n)) + 1; w <- sample(5, n, TRUE); r <- sort(rep(x, w)); m <- mean(r)
  k <- 0.3 * length(r); whole <- floor(k)
  part <- (sum(r[seq_len(whole)]) + (k - whole) * r[whole + 1]) / sum(r)
  cat("inequality", n, full(x), full(w), "=",
      full(c(mean(r / m * log(r / m)), 1 - mean(sqrt(r / m))^2, 1 - exp(mean(log(r))) / m, part)), "\n")
}
for (i in seq_len(n_cases)) switch(sample(5, 1), case_inequality(), case_bm(), case_hl(), case_kruskal(), case_mean())
