# Numbers of R's own functions for the tests of this package:
#
#   Rscript reference.R > reference.json
#
# lambda: maximum of the Box-Cox likelihood, by optimize(); regression: a gap filled
# by lm() on two complete columns, and chained equations without ridge by lm().
num <- function(x) paste0("[", paste(ifelse(is.na(x), "null", format(x, digits = 17, trim = TRUE)), collapse = ", "), "]")

boxcox_lambda <- function(x) {
  l <- function(lambda) {
    y <- if (abs(lambda) < 1e-12) log(x) else (x^lambda - 1) / lambda
    n <- length(x)
    -n / 2 * log(sum((y - mean(y))^2) / n) + (lambda - 1) * sum(log(x))
  }
  optimize(l, c(-5, 5), maximum = TRUE, tol = 1e-9)$maximum
}
vectors <- list(
  lognormal = exp(qnorm(ppoints(41)) * 0.8 + 2),
  square = (qnorm(ppoints(30)) + 4)^2,
  counts = c(1, 2, 2, 3, 5, 8, 13, 21, 34, 55, 89),
  left = 10 - c(0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 9),
  large = c(1200, 5300, 880, 91000, 2400, 3100, 47000, 660) * 1e6
)
cat('{"boxcox": {\n')
cat(paste(sapply(names(vectors), function(n)
  paste0('"', n, '": {"x": ', num(vectors[[n]]), ', "lambda": ', format(boxcox_lambda(vectors[[n]]), digits = 10), "}")), collapse = ",\n"))

a <- c(3.1, 4.7, 2.2, 8.4, 6.6, 5.0, 7.3, 1.8, 9.1, 4.4, 6.1, 3.6)
b <- c(10.2, 9.1, 14.8, 7.7, 12.4, 8.8, 15.1, 11.3, 9.9, 13.7, 10.6, 12.9)
c <- c(21.5, 23.9, NA, 27.2, 33.8, 22.1, 38.4, 19.6, 34.2, 31.0, NA, 26.7)
fit <- lm(c ~ a + b)
filled <- c
filled[is.na(c)] <- predict(fit, data.frame(a, b))[is.na(c)]
cat('},\n"regression": {"a": ', num(a), ', "b": ', num(b), ', "c": ', num(c), ', "filled": ', num(filled),
    ', "r2": ', format(summary(fit)$r.squared, digits = 17), '},\n', sep = "")

d <- data.frame(a = a, b = b, c = c)
d$a[c(2, 9)] <- NA
d$b[5] <- NA
e <- d
for (v in names(e)) e[[v]][is.na(d[[v]])] <- mean(d[[v]], na.rm = TRUE)
for (round in 1:500) for (v in c("b", "a", "c")) { # fewest gaps first, a before c
  rest <- setdiff(names(e), v)
  fit <- lm(reformulate(rest, v), data = e[!is.na(d[[v]]), ])
  e[[v]][is.na(d[[v]])] <- predict(fit, e)[is.na(d[[v]])]
}
cat('"chained": {"given": {', paste0('"', names(d), '": ', sapply(d, num), collapse = ", "), '}, "filled": {',
    paste0('"', names(e), '": ', sapply(e, num), collapse = ", "), '}}}\n', sep = "")
