# Makes varimax.json: loadings of three small correlation matrices, rotated by
# R's own varimax, run on until it no longer moves.
set.seed(158)
options(digits = 17)
rows <- function(m) paste0("[", paste(apply(m, 1, function(r) paste0("[", paste(sprintf("%.17g", r), collapse = ","), "]")), collapse = ",\n      "), "]")
loadings <- function(n, k, f) {
  common <- matrix(rnorm(n * f), n)
  x <- common %*% matrix(rnorm(f * k), f) + matrix(rnorm(n * k), n)
  e <- eigen(cor(x))
  e$vectors[, 1:f] %*% diag(sqrt(e$values[1:f]))
}
turn <- function(m) sweep(m, 2, ifelse(colSums(m) < 0, -1, 1), "*")
one <- function(name, l) {
  k <- unclass(varimax(l, eps = 1e-16)$loadings)
  r <- unclass(varimax(l, normalize = FALSE, eps = 1e-16)$loadings)
  sprintf('  "%s": {\n    "loadings": %s,\n    "kaiser": %s,\n    "raw": %s\n  }', name, rows(l), rows(turn(k)), rows(turn(r)))
}
cat("{\n", paste(one("6x2", loadings(40, 6, 2)), one("8x3", loadings(30, 8, 3)), one("12x4", loadings(60, 12, 4)), sep = ",\n"), "\n}\n", sep = "")
