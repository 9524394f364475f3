# Rscript datatable.R QUERY FILE OUT THREADS
suppressMessages(library(data.table))
words <- commandArgs(TRUE)
setDTthreads(as.integer(words[4]))
columns <- c("occupation_code", "region", "experience_level", "salary", "weight")
d <- fread(words[2], select = columns, showProgress = FALSE)
probabilities <- c(0.1, 0.25, 0.5, 0.75, 0.9)
weighted_median <- function(x, w) { o <- order(x); x[o][which(cumsum(w[o]) >= sum(w) / 2)[1]] }
r <- switch(words[1],
  L = d[, .(p50 = median(salary)), keyby = experience_level],
  G = d[, c(.(n = .N, mean = mean(salary)), as.list(quantile(salary, probabilities, names = FALSE))),
        keyby = .(occupation_code, region, experience_level)],
  W = d[, .(n = .N, p50 = weighted_median(salary, weight)),
        keyby = .(occupation_code, region, experience_level)])
fwrite(r, words[3])
