# Makes reference.json: the correlation ratio of y in x by a P-spline whose penalty
# minimizes the generalized cross-validation over the grid that Importance documents,
# computed here with splineDesign and dense matrices; and by mgcv, which chooses the
# penalty by a search of its own.
suppressMessages({library(splines); library(mgcv)})
set.seed(2013)
pspline <- function(x, y) {
  n <- length(x)
  y <- (y - mean(y)) / sqrt(sum((y - mean(y))^2))
  count <- min(max(length(unique(x)) %/% 4, 1), 20)
  u <- (x - min(x)) / (max(x) - min(x)) * count
  B <- splineDesign(seq(-3, count + 3), u, ord = 4)
  m <- ncol(B)
  D <- diff(diag(m), differences = 2)
  G <- crossprod(B); P <- crossprod(D)
  scale <- sum(diag(G)) / sum(diag(P))
  linear <- cor(x, y)^2
  best <- list(gcv = (1 - linear) / (n - 2)^2, s = linear, f = 2)
  for (p in scale * 1e6 * 10^(-(0:48) / 4)) {
    A <- G + p * P
    f <- sum(diag(solve(A, G)))
    if (f > n / 2) break
    fit <- B %*% solve(A, crossprod(B, y))
    gcv <- sum((y - fit)^2) / (n - f)^2
    if (gcv < best$gcv) best <- list(gcv = gcv, s = sum((fit - mean(fit))^2), f = f)
  }
  best
}
num <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ","), "]")
one <- function(name, x, y) {
  b <- pspline(x, y)
  k <- min(max(length(unique(x)) %/% 4, 1), 20) + 3
  g <- gam(y ~ s(x, bs = "ps", m = c(2, 2), k = k), method = "GCV.Cp")
  v <- var(fitted(g)) / var(y)
  sprintf('  "%s": {\n    "x": %s,\n    "y": %s,\n    "linear": %.17g, "ratio": %.17g, "freedom": %.17g, "mgcv": %.17g\n  }',
    name, num(x), num(y), cor(x, y)^2, b$s, b$f, v)
}
r <- function(v) round(v, 3)
x1 <- r(runif(158)); x2 <- r(rexp(158)); x3 <- r(rnorm(90)); x4 <- sample(1:6, 60, TRUE); x5 <- r(runif(13)); x6 <- r(runif(40))
cat("{\n", paste(
  one("wave", x1, r(sin(9 * x1) + rnorm(158) / 2)),
  one("saturation", x2, r(log(0.1 + x2) + rnorm(158) / 4)),
  one("valley", x3, r(x3^2 + rnorm(90) / 3)),
  one("six values", x4, r((x4 - 3)^2 + rnorm(60))),
  one("thirteen units", x5, r(exp(3 * x5) + rnorm(13))),
  one("nothing", x6, r(rnorm(40))),
  sep = ",\n"), "\n}\n", sep = "")
