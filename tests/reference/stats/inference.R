# Random cases of tests and errors with R's answers, one a line, as test_stats_inference reads them:
#   bm M N a… b… = superiority t df p lower upper   Brunner & Munzel 2000, from rank()
#   hl M N a… b… = shift lower upper                wilcox.test(conf.int = TRUE) without ties below 50;
#                                                   else order statistics of outer(a, b, "-")
#   kruskal K N1… NK values… = H p z12              kruskal.test; Dunn 1964 from rank()
#   mean N group… x… w… = mean se total se share se survey's svyby(svymean), svytotal, svymean of
#                                                   group 1 of all
#   design N stratum… cluster… group… x… w… = mean se total se share se median lower upper se df
#                                                   of group 1: survey with strata and nested clusters, a lone
#                                                   cluster as survey.lonely.psu = "adjust" has it
#   contrast N stratum… cluster… group… x… w… = mean se median se ratio se df
#                                                   of group 1 less group 2 (the ratio of medians 1 over 2): svycontrast()
#                                                   of svyby(covmat = TRUE); medians by svyquantile's error and
#                                                   svytotal of both groups' influences; degf of both
#   kitagawa N K L group… f1… f2… x… w… = composition se rates se
#                                                   svytotal of every cell's weight and pay in each group,
#                                                   and their slopes by numDeriv
#   inequality N x… w… = Theil Atkinson(1/2) Atkinson(1) lorenz(0.3)   their formulas, weights repeated
#   gap N K L group… f1… f2… x… w… = gap se explained se unexplained se f1 se f2 se composition rates
#                                                   Oaxaca-Blinder from svyglm and svymean of each group
#                                                   by the formulas of Jann 2008; Kitagawa 1955
# Usage: Rscript inference.R SEED CASES > FILE
suppressMessages(library(survey))
options(digits = 17, warn = -1, survey.lonely.psu = "adjust")
args <- commandArgs(TRUE)
set.seed(as.integer(args[1]))
n_cases <- as.integer(args[2])
full <- function(x) paste(sprintf("%.17g", as.numeric(x)), collapse = " ")
draw_n <- function(least) least + switch(sample(3, 1), sample(0:3, 1), sample(0:15, 1), sample(0:60, 1))
draw_values <- function(n) switch(sample(8, 1),
  round(exp(rnorm(n, 10.5, 0.6)), -2), sample(5, n, TRUE), rnorm(n), exp(rnorm(n, 10, 1)),
  round(rexp(n) * 1e4),
  rep(signif(runif(1, 1, 1e5), 6), n),              # all equal
  -round(exp(rnorm(n, 10.5, 0.6)), -2),             # negative
  2^sample(300, 1) * sample(1000, n, TRUE))         # huge

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
  if (runif(1) < 0.3) w[sample(n, 1)] <- 0          # its row stays in the design
  if (sum(w[g == 1]) == 0 || sum(w[g == 2]) == 0) return()
  d <- svydesign(ids = ~1, weights = ~w, data = data.frame(x, g, w, one = as.numeric(g == 1)))
  m <- svyby(~x, ~g, d, svymean); t <- svytotal(~one, d); s <- svymean(~one, d)
  cat("mean", n, g, full(x), full(w), "=",
      full(c(m$x[1], m$se[1], coef(t), SE(t), coef(s), SE(s))), "\n")
}
case_gap <- function() {
  k <- sample(2:4, 1); l <- sample(2:3, 1); n <- sample(60:150, 1)
  d <- data.frame(g = sample(2, n, TRUE), f1 = sample(k, n, TRUE), f2 = sample(l, n, TRUE))
  all <- expand.grid(g = 1:2, f1 = 1:k, f2 = 1:l); d[seq_len(nrow(all)), ] <- all
  d$x <- round(exp(rnorm(n, 10.5, 0.4)) + 5000 * d$f1 + 9000 * d$g * d$f2, -1)
  d$w <- sample(50, n, TRUE)
  fit <- lapply(1:2, function(g) {
    s <- svydesign(ids = ~1, weights = ~w, data = d[d$g == g, ])
    m <- svyglm(x ~ factor(f1) + factor(f2), s)
    X <- model.matrix(~ factor(f1) + factor(f2), d[d$g == g, ])
    # svyglm uses n/(n - p) only in summary(); vcov is the sandwich with n/(n - 1)
    M <- svymean(X[, -1, drop = FALSE], s)
    list(b = coef(m), vb = vcov(m), x = c(1, coef(M)), vx = rbind(0, cbind(0, vcov(M))), y = svymean(~x, s))
  })
  a <- fit[[1]]; b <- fit[[2]]; D <- a$x - b$x; i1 <- 2:k; i2 <- (k + 1):(k + l - 1)
  part <- function(i) c(sum(D[i] * b$b[i]),
    sqrt(D[i] %*% b$vb[i, i] %*% D[i] + b$b[i] %*% (a$vx + b$vx)[i, i] %*% b$b[i]))
  B <- a$b - b$b
  u <- c(sum(a$x * B), sqrt(a$x %*% (a$vb + b$vb) %*% a$x + B %*% a$vx %*% B))
  cell <- paste(d$f1, d$f2)
  sh <- function(g) tapply(d$w[d$g == g], cell[d$g == g], sum) / sum(d$w[d$g == g])
  mn <- function(g) sapply(split(d[d$g == g, ], cell[d$g == g]), function(z) weighted.mean(z$x, z$w))
  pa <- sh(1); pb <- sh(2); ma <- mn(1); mb <- mn(2)
  cat("gap", n, k, l, d$g, d$f1, d$f2, full(d$x), full(d$w), "=",
      full(c(coef(a$y) - coef(b$y), sqrt(SE(a$y)^2 + SE(b$y)^2), part(seq_along(D)), u, part(i1), part(i2),
             sum((pa - pb) * (ma + mb) / 2), sum((ma - mb) * (pa + pb) / 2))), "\n")
}
case_kitagawa <- function() {
  k <- sample(2:3, 1); l <- sample(2:3, 1); n <- sample(60:150, 1)
  d <- data.frame(g = sample(2, n, TRUE), f1 = sample(k, n, TRUE), f2 = sample(l, n, TRUE))
  all <- expand.grid(g = 1:2, f1 = 1:k, f2 = 1:l); d[seq_len(nrow(all)), ] <- all
  d$x <- round(exp(rnorm(n, 10.5, 0.4)) + 5000 * d$f1 + 9000 * d$g * d$f2, -1); d$w <- sample(50, n, TRUE)
  cell <- factor(paste(d$f1, d$f2)); of <- lapply(1:2, function(g) {
    own <- d$g == g; z <- model.matrix(~ cell - 1)[own, ]; s <- as.data.frame(cbind(z, z * d$x[own] / 1e4))
    names(s) <- paste0("v", seq_along(s)); svytotal(as.formula(paste("~", paste(names(s), collapse = "+"))),
      svydesign(ids = ~1, weights = ~w, data = cbind(s, w = d$w[own])))
  })
  m <- nlevels(cell); i <- 1:m
  parts <- function(t) {
    pa <- t[i] / sum(t[i]); ma <- t[m + i] / t[i]; pb <- t[2 * m + i] / sum(t[2 * m + i]); mb <- t[3 * m + i] / t[2 * m + i]
    1e4 * c(sum((pa - pb) * (ma + mb) / 2), sum((ma - mb) * (pa + pb) / 2))
  }
  t <- c(coef(of[[1]]), coef(of[[2]])); J <- numDeriv::jacobian(parts, t)
  v <- function(o) as.matrix(vcov(o)); V <- rbind(cbind(v(of[[1]]), matrix(0, 2 * m, 2 * m)), cbind(matrix(0, 2 * m, 2 * m), v(of[[2]])))
  se <- sqrt(diag(J %*% V %*% t(J))); p <- parts(t)
  cat("kitagawa", n, k, l, d$g, d$f1, d$f2, full(d$x), full(d$w), "=", full(c(p[1], se[1], p[2], se[2])), "\n")
}
case_inequality <- function() {
  n <- draw_n(2); x <- abs(draw_values(n)) + 1; w <- sample(5, n, TRUE); r <- sort(rep(x, w)); m <- mean(r)
  k <- 0.3 * length(r); whole <- floor(k)
  part <- (sum(r[seq_len(whole)]) + (k - whole) * r[whole + 1]) / sum(r)
  cat("inequality", n, full(x), full(w), "=",
      full(c(mean(r / m * log(r / m)), 1 - mean(sqrt(r / m))^2, 1 - exp(mean(log(r))) / m, part)), "\n")
}
case_design <- function() {
  n <- draw_n(12) + 8; h <- sample(3, n, TRUE); u <- sample(switch(sample(3, 1), 3, 8, 40), n, TRUE)
  if (runif(1) < 0.3) { h[1] <- 4; u[1] <- 1 }      # a stratum of one cluster
  g <- sample(2, n, TRUE); x <- draw_values(n); w <- sample(200, n, TRUE) / sample(c(1, 16), 1)
  if (length(unique(g)) < 2 || length(unique(x)) < 2) return()
  d <- svydesign(ids = ~u, strata = ~h, weights = ~w, nest = TRUE,
                 data = data.frame(h, u, x, w, g, one = as.numeric(g == 1)))
  inside <- subset(d, g == 1); df <- degf(inside)
  if (df < 1) return()
  m <- svymean(~x, inside); t <- svytotal(~one, d); s <- svymean(~one, d)
  q <- svyquantile(~x, inside, 0.5, qrule = "school")$x[1, ]
  below <- svymean(~as.numeric(x <= q[1]), inside)
  if (SE(below) < 1e-9) return()                    # R's interval has no width then; ours is refused
  first <- sum(w[g == 1 & x == min(x[g == 1])]) / sum(w[g == 1])
  # below the first step of F survey's qs() takes the second value (see cases.R)
  if (coef(below) - qt(0.975, df) * SE(below) < first && is.finite(q[2])) {
    q[2] <- min(x[g == 1])
    q[4] <- (q[3] - q[2]) / (2 * qt(0.975, df))
  }
  answer <- c(coef(m), SE(m), coef(t), SE(t), coef(s), SE(s), q, df)
  if (!all(is.finite(answer)) || SE(m) == 0) return()
  cat("design", n, as.integer(factor(h)), as.integer(factor(paste(h, u))), g, full(x), full(w), "=",
      full(answer), "\n")
}
case_contrast <- function() {
  n <- sample(40:160, 1); h <- sample(3, n, TRUE); u <- sample(switch(sample(3, 1), 5, 12, 40), n, TRUE)
  if (runif(1) < 0.3) { h[1] <- 4; u[1] <- 1 }
  g <- sample(3, n, TRUE); w <- sample(200, n, TRUE) / sample(c(1, 16), 1)
  if (runif(1) < 0.3) g <- 1 + (u + h) %% 3         # no cluster in two groups
  if (runif(1) < 0.3) w[sample(n, 1)] <- 0          # its row stays in the design
  x <- abs(draw_values(n))
  if (any(sapply(1:2, function(k) length(unique(x[g == k & w > 0]))) < 2)) return()
  d <- svydesign(ids = ~u, strata = ~h, weights = ~w, nest = TRUE, data = data.frame(h, u, x, w, g))
  both <- subset(d, g < 3); df <- degf(both)
  of <- lapply(1:2, function(k) {
    s <- subset(d, g == k)
    if (degf(s) < 1) return(NULL)
    q <- as.numeric(svyquantile(~x, s, 0.5, qrule = "school")$x[1, ])
    here <- g == k; share <- sum(w[here & x <= q[1]]) / sum(w[here])
    z <- here * ((x <= q[1]) - share) / sum(w[here])
    below <- as.numeric(SE(svytotal(~z, update(d, z = z))))
    first <- sum(w[here & x == min(x[here & w > 0])]) / sum(w[here]); reach <- qt(0.975, degf(s)) * below
    if (share - reach < first || share + reach > 1 || below < 1e-9) return(NULL)
    list(q = q[1], z = -z * q[4] / below)
  })
  if (is.null(of[[1]]) || is.null(of[[2]]) || of[[2]]$q <= 0) return()
  m <- svycontrast(svyby(~x, ~g, both, svymean, covmat = TRUE), c(1, -1)); r <- of[[1]]$q / of[[2]]$q
  d <- update(d, gap = of[[1]]$z - of[[2]]$z, rel = (of[[1]]$z - r * of[[2]]$z) / of[[2]]$q)
  answer <- c(coef(m), SE(m), of[[1]]$q - of[[2]]$q, SE(svytotal(~gap, d)), r, SE(svytotal(~rel, d)), df)
  if (!all(is.finite(answer)) || SE(m) == 0) return()
  cat("contrast", n, as.integer(factor(h)), as.integer(factor(paste(h, u))), g, full(x), full(w), "=",
      full(answer), "\n")
}
for (i in seq_len(n_cases)) switch(sample(9, 1), case_kitagawa(), case_contrast(), case_design(), case_gap(), case_inequality(), case_bm(), case_hl(), case_kruskal(), case_mean())
