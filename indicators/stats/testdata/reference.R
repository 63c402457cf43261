# Writes reference.json: what R gives for the statistics of package stats.
# Run: Rscript reference.R > reference.json

vectors <- list(
  one        = c(42),
  two        = c(3, -1),
  two_tied   = c(5, 5),
  odd        = c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5),
  even       = c(2.5, 7.25, -3.75, 0, 7.25, 100, 11.5, 2.5),
  negative   = c(-4.7329, 0.1382, 0.2189, -4.5628, 2.2894, -1.399, -3.3036, 4.2405, -0.0797, -5.7211),
  constant   = rep(0.1, 7),
  many_tied  = c(1, 1, 1, 2, 2, 2, 2, 3, 1, 2, 3, 3, 1, 2),
  skewed     = c(3.1125, 7.8476, 2.0344, 6.1469, 0.9498, 6.4722, 18.3307, 27.3626, 2.2242, 4.8909,
                 2.65, 7.664, 8.4514, 126.1793, 5.4934, 2.7812, 12.2453, 8.389, 5.7288, 17.6647),
  last_bits  = c(0.1 + 0.2, 0.3, 0.7 * 3, 2.1, 1e-300, -1e-300, 0, 1e300),
  large      = c(12345678901, 12345678902, 12345678902, 12345678899, 12345678905)
)
orders <- c(0, 0.05, 0.1, 0.25, 1/3, 0.5, 0.7, 0.75, 0.9, 0.95, 0.999, 1)

pairs <- list(
  two           = list(x = c(1, 2), y = c(7, 3)),
  no_ties       = list(x = c(1.2, 3.4, 2.2, 9.1, 7.7, 5.5, -2), y = c(10, 30, 25, 20, 80, 70, 1)),
  ties_x        = list(x = c(1, 2, 2, 3, 3, 3, 4), y = c(7, 6, 5, 4, 3, 2, 1)),
  ties_both     = list(x = c(1, 2, 2, 3, 3, 3, 4, 4), y = c(2, 1, 2, 3, 3, 5, 4, 4)),
  equal         = list(x = c(5, 3, 3, 8, 1), y = c(50, 30, 30, 80, 10)),
  opposite      = list(x = c(5, 3, 4, 8, 1), y = c(-5, -3, -4, -8, -1)),
  unrelated     = list(x = c(1, 1, 2, 2), y = c(1, 2, 1, 2)),
  negative      = list(x = c(-1, -2, -3, 0, 4, -3, 2, 2, 1, 0), y = c(3, -1, -1, 2, 5, 4, 4, -2, -2, 0)),
  skewed        = list(x = vectors$skewed, y = rev(vectors$skewed)),
  many_tied     = list(x = vectors$many_tied, y = c(2, 1, 1, 3, 2, 2, 1, 3, 1, 1, 2, 3, 3, 2))
)

num <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ","), "]")
one <- function(v) sprintf("%.17g", v)
obj <- function(l, f) paste0("{\n", paste0("  \"", names(l), "\": ", sapply(l, f), collapse = ",\n"), "\n}")

cat("{\"r\": \"", R.version.string, "\",\n", sep = "")
cat("\"orders\": ", num(orders), ",\n", sep = "")
cat("\"vectors\": ", obj(vectors, function(x) paste0(
  "{\"x\": ", num(x),
  ", \"median\": ", one(median(x)),
  ", \"quantiles\": ", num(quantile(x, orders, names = FALSE, type = 7)),
  ", \"ranks\": ", num(rank(x, ties.method = "average")), "}")), ",\n", sep = "")
cat("\"pairs\": ", obj(pairs, function(p) paste0(
  "{\"x\": ", num(p$x), ", \"y\": ", num(p$y),
  ", \"spearman\": ", one(cor(p$x, p$y, method = "spearman")),
  ", \"kendall\": ", one(cor(p$x, p$y, method = "kendall")), "}")), "}\n", sep = "")
