# Random cases with R's answers, one a line, as test_stats_r reads them:
#   quantile RULE P N values… = answer             stats::quantile(type = 1 to 9)
#   wquantile RULE P N values… weights… = answer   survey:::qrule_hf*
#   wilcox M N a… b… = W p                         wilcox.test(a, b)
#   holm N p… = adjusted…    bh N p… = adjusted…   p.adjust
#   moments N values… = mean sd                    mean, sd
#   wmean N values… weights… = mean sd             weighted.mean, sqrt(svyvar)
#   trimmed SHARE N values… = mean                 mean(trim =)
# Usage: Rscript cases.R SEED CASES [SIZE] > FILE
#
# Left out, because R's own answer is not the definition's:
# - hf1, hf2, hf4 with weights and p below the first step of F: survey's qs() has no value below p
#   and takes the first two, so hf1 gives the second value and hf4 extrapolates.
# - hf1, hf2 where F(x) = p in exact arithmetic but not in the last bit of a double: survey and
#   quantile() compare doubles as they are. Powers of two are kept, so ties are tested.
# - weighted rules with equal values: R is given the lightest first, the rows here stand in any order.
# - hf8 where the place is a whole number: of the middle of 17 values quantile() finds the place
#   9.0000000000000018 and adds that share of the next one, which may be huge.
# - hf7 with weights and one value: survey divides by the weight before the last.
suppressMessages(library(survey))
options(digits = 17, warn = -1)
args <- commandArgs(TRUE)
set.seed(as.integer(args[1]))
n_cases <- as.integer(args[2])
largest <- if (length(args) > 2) as.integer(args[3]) else 60
full <- function(x) paste(sprintf("%.17g", x), collapse = " ")

draw_n <- function(least = 1) {
  kind <- sample(4, 1)
  max(least, switch(kind, 1, sample(6, 1), sample(20, 1), sample(largest, 1)))
}
draw_values <- function(n) switch(sample(6, 1),
  round(exp(rnorm(n, 10.5, 0.6)), -2),        # pay, with ties
  sample(5, n, TRUE),                         # many ties
  rep(signif(runif(1, 1, 1e5), 6), n),        # all equal
  exp(runif(n, -300, 300)),                   # huge spread
  rnorm(n),                                   # of both signs
  signif(rexp(n) * 1e5, 7))
draw_weights <- function(n) {
  w <- switch(sample(4, 1), rep(1, n), sample(0:4, n, TRUE), sample(200, n, TRUE),
              sample(0:64, n, TRUE) / 16)
  if (all(w == 0)) w[1] <- 1
  w
}
draw_p <- function() switch(sample(3, 1), sample(c(0.5, 0.25, 0.75), 1), sample(c(0.1, 0.9), 1),
                            round(runif(1), 4))
is_doubtful <- function(f, p) any(abs(f - p) < 1e-9) && !(p %in% c(0.25, 0.5, 0.75))

case_quantile <- function() {
  n <- draw_n(); x <- draw_values(n); type <- sample(9, 1)
  p <- draw_p()
  if (type <= 3 && is_doubtful(c(seq_len(n), seq_len(n) - 0.5) / n, p)) p <- 0.5
  place <- n * p + (p + 1) / 3
  if (type == 8 && abs(place - round(place)) < 1e-9) p <- 0.3
  cat("quantile", paste0("hf", type), full(p), n, full(x), "=",
      full(quantile(x, p, type = type, names = FALSE)), "\n")
}
case_wquantile <- function() {
  n <- draw_n(2); x <- draw_values(n); w <- draw_weights(n)
  rule <- sample(paste0("hf", 1:9), 1)
  kept <- w > 0; o <- order(x[kept]); f <- cumsum(w[kept][o]) / sum(w)
  if (rule %in% paste0("hf", 5:9) && sum(kept) < 2) return(case_quantile())
  p <- draw_p()
  if (rule == "hf3") f <- cumsum(rowsum(w[kept], x[kept])) / sum(w)
  if (rule %in% c("hf1", "hf2", "hf3") && is_doubtful(f, p)) p <- 0.5
  if (rule %in% c("hf1", "hf2", "hf3", "hf4") && (p < f[1] || length(f) < 2)) return(case_wquantile())
  o <- order(x, w)
  answer <- get(paste0("qrule_", rule), asNamespace("survey"))(x[o], w[o], p)
  cat("wquantile", rule, full(p), n, full(x), full(w), "=", full(answer), "\n")
}
case_wilcox <- function() {
  m <- draw_n(); n <- draw_n()
  a <- draw_values(m); b <- if (runif(1) < 0.5) draw_values(n) else a[sample.int(m, n, TRUE)] + rnorm(n)
  if (length(unique(c(a, b))) < 2) b[1] <- a[1] + 1
  if (length(unique(c(a, b))) < 2) return(case_quantile())
  r <- wilcox.test(a, b)
  cat("wilcox", m, n, full(a), full(b), "=", full(c(r$statistic, r$p.value)), "\n")
}
case_adjust <- function(name, method) {
  n <- draw_n(); p <- if (runif(1) < 0.5) runif(n) else round(runif(n)^3, 2)
  cat(name, n, full(p), "=", full(p.adjust(p, method)), "\n")
}
case_moments <- function() {
  n <- draw_n(2); x <- draw_values(n)
  cat("moments", n, full(x), "=", full(c(mean(x), sd(x))), "\n")
}
case_wmean <- function() {
  n <- draw_n(2); x <- draw_values(n); w <- sample(200, n, TRUE)
  d <- svydesign(ids = ~1, weights = w, data = data.frame(x = x))
  cat("wmean", n, full(x), full(w), "=",
      full(c(weighted.mean(x, w), sqrt(svyvar(~x, d)[1]))), "\n")
}
case_trimmed <- function() {
  n <- draw_n(); x <- draw_values(n); share <- sample(c(0, 0.05, 0.125, 0.25, 0.49), 1)
  cat("trimmed", full(share), n, full(x), "=", full(mean(x, trim = share)), "\n")
}

for (i in seq_len(n_cases))
  switch(sample(11, 1), case_quantile(), case_quantile(), case_wquantile(), case_wquantile(),
         case_wquantile(), case_wilcox(), case_wilcox(), case_adjust("holm", "holm"),
         case_adjust("bh", "BH"), if (i %% 4) case_moments() else case_wmean(), case_trimmed())
