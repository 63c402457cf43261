# Reference numbers for package profile: Rscript reference.R > reference.json
# Base R alone: cor, cor.test, prcomp, and the formulas of the documentation for
# what base R lacks (alpha, KMO, Bartlett's test).

num <- function(x) {
  out <- formatC(x, digits = 17, format = "g")
  out[is.na(x)] <- "null"
  out <- gsub("^ +", "", out)
  if (length(x) == 1) out else paste0("[", paste(out, collapse = ", "), "]")
}
vec <- function(x) paste0("[", paste(vapply(x, num, ""), collapse = ", "), "]")
str <- function(x) paste0("[", paste0('"', x, '"', collapse = ", "), "]")
obj <- function(l) paste0("{", paste0('"', names(l), '": ', unlist(l), collapse = ",\n "), "}")
cols <- function(X) paste0("[", paste(apply(as.matrix(X), 2, vec), collapse = ",\n "), "]")

# --- pairs: all three coefficients with p values, ties and missing values among them
pairs <- list(
  cars = list(mtcars$mpg, mtcars$wt),
  gears = list(mtcars$gear, mtcars$carb),
  air = list(airquality$Ozone, airquality$Solar.R),
  few = list(c(1, 2, 3), c(2, 1, 3)),
  line = list(c(1, 2, 3, 4), c(2, 4, 6, 8)),
  strong = list(longley$GNP, longley$Employed),
  negative = list(c(5, 3, 9, 1, 7, 7, 2), c(1, 4, 0, 6, 2, 2, 6))
)
one <- function(p) {
  x <- p[[1]]; y <- p[[2]]
  f <- list(X = vec(x), Y = vec(y), N = num(sum(complete.cases(x, y))))
  for (m in c("pearson", "spearman", "kendall")) {
    t <- suppressWarnings(cor.test(x, y, method = m, exact = FALSE))
    f[[m]] <- vec(c(unname(t$estimate), t$p.value))
  }
  obj(f)
}

# --- data sets: alpha, components, KMO, Bartlett
tai <- read.csv("tai/raw_23.csv")[, -1]
sets <- list(attitude = attitude, tai = tai, cars = mtcars[, c("mpg", "disp", "hp", "drat", "wt", "qsec")],
  two = mtcars[, c("mpg", "wt")], air = airquality[, 1:4])
alpha <- function(Z) { C <- cov(Z); k <- ncol(C); k / (k - 1) * (1 - sum(diag(C)) / sum(C)) }
set <- function(X) {
  data <- X
  X <- X[complete.cases(X), ]
  n <- nrow(X); k <- ncol(X)
  Z <- scale(X)
  R <- cor(X)
  S <- solve(R)
  Q <- -S / sqrt(outer(diag(S), diag(S)))
  diag(Q) <- 0
  O <- R; diag(O) <- 0
  chi <- -(n - 1 - (2 * k + 5) / 6) * as.numeric(determinant(R)$modulus)
  df <- k * (k - 1) / 2
  pca <- prcomp(X, scale. = TRUE)
  without <- function(M) vapply(seq_len(k), function(j) if (k == 2) NA else alpha(M[, -j, drop = FALSE]), 0)
  obj(list(
    Codes = str(names(data)), X = cols(data), N = num(n),
    Alpha = num(alpha(Z)), RawAlpha = num(alpha(as.matrix(X))),
    Total = vec(vapply(seq_len(k), function(j) cor(Z[, j], rowSums(Z[, -j, drop = FALSE])), 0)),
    Without = vec(without(Z)),
    Eigenvalues = vec(pca$sdev^2),
    Loadings = cols(sweep(pca$rotation, 2, pca$sdev, "*")),
    KMO = num(sum(O^2) / (sum(O^2) + sum(Q^2))),
    MSA = vec(rowSums(O^2) / (rowSums(O^2) + rowSums(Q^2))),
    ChiSquare = num(chi), DF = num(df), P = num(pchisq(chi, df, lower.tail = FALSE))))
}

# --- digits
digits <- function(observed, p) {
  t <- suppressWarnings(chisq.test(observed, p = p))
  obj(list(Observed = vec(observed), ChiSquare = num(unname(t$statistic)), P = num(t$p.value)))
}
benford <- log10(1 + 1 / (1:9))

cat(obj(list(
  pairs = obj(lapply(pairs, one)),
  sets = obj(lapply(sets, set)),
  first = digits(c(60, 36, 25, 20, 40, 13, 12, 10, 9), benford),
  last = digits(c(40, 8, 9, 10, 7, 30, 9, 8, 11, 8), rep(0.1, 10)))), "\n")
