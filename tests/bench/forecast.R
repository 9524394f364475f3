# R's forecast on a table series,part,t,value: sMAPE, MASE, coverage and MSIS as tests/bench/forecast
# prints them for careerstat. Usage: Rscript forecast.R TABLE
suppressMessages(library(forecast))
table <- read.csv(commandArgs(trailingOnly = TRUE)[1])
methods <- list(
  naive = function(y, h) naive(y, h, level = c(80, 95)),
  drift = function(y, h) rwf(y, h, drift = TRUE, level = c(80, 95)),
  ses = function(y, h) ses(y, h, level = c(80, 95)),
  holt = function(y, h) holt(y, h, level = c(80, 95)),
  damped = function(y, h) holt(y, h, damped = TRUE, level = c(80, 95)),
  theta = function(y, h) thetaf(y, h, level = c(80, 95)),
  ets = function(y, h) forecast(ets(y), h, level = c(80, 95)),
  arima = function(y, h) forecast(auto.arima(y), h, level = c(80, 95)))
score <- function(f, train, test) {
  scale <- mean(abs(diff(train)))
  lower <- f$lower[, 2]
  upper <- f$upper[, 2]
  c(smape = mean(200 * abs(f$mean - test) / (abs(f$mean) + abs(test))),
    mase = mean(abs(f$mean - test)) / scale,
    held_80 = mean(f$lower[, 1] <= test & test <= f$upper[, 1]),
    held_95 = mean(lower <= test & test <= upper),
    msis = mean(upper - lower + 40 * pmax(lower - test, 0) + 40 * pmax(test - upper, 0)) / scale)
}
cat("R", R.version$major, R.version$minor, "forecast", as.character(packageVersion("forecast")), "\n")
for (name in names(methods)) {
  found <- sapply(split(table, table$series), function(s) {
    train <- ts(s$value[s$part == "train"])
    test <- s$value[s$part == "test"]
    tryCatch(score(suppressWarnings(methods[[name]](train, length(test))), as.numeric(train), test),
             error = function(e) rep(NA, 5))
  })
  cat(sprintf("%-8s %6.2f %6.3f %5.1f %5.1f %6.1f  n %d\n", name, mean(found[1, ], na.rm = TRUE),
              mean(found[2, ], na.rm = TRUE), 100 * mean(found[3, ], na.rm = TRUE),
              100 * mean(found[4, ], na.rm = TRUE), mean(found[5, ], na.rm = TRUE),
              sum(!is.na(found[1, ]))))
}
