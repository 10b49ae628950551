# Reads cases as JSON from standard input, and writes the groups of classInt, counted from 0: a class holds the break below it, but of quantiles and
# means the one above.
suppressPackageStartupMessages(library(classInt))

cases <- jsonlite::fromJSON(file("stdin"), simplifyDataFrame = FALSE)

groups <- function(case) {
  values <- as.numeric(case$values)
  if (case$groups < 2) return(setNames(list(), character(0)))
  breaks_of <- function(style, groups, ...) {
    suppressWarnings(classIntervals(values, groups, style = style, warnSmallN = FALSE, ...))$brks
  }
  among <- function(style, right = FALSE, groups = case$groups, ...) {
    breaks <- breaks_of(style, groups, ...)
    # Of more classes than are told apart, ask for fewer.
    if (style == "pretty" && length(breaks) > 8) return(among(style, right, groups - 1))
    # Quantiles of whole ranks are off by the error of a division.
    if (style == "quantile") breaks <- sapply(breaks, function(at) {
      nearest <- values[which.min(abs(values - at))]
      if (abs(nearest - at) < 1e-14 * abs(at)) nearest else at
    })
    # The first and the last break are the least and the largest value, which part nothing.
    findInterval(values, unique(breaks[-c(1, length(breaks))]), left.open = right)
  }
  found <- list(head_tail = pmin(among("headtails", right = TRUE, thr = 1), case$groups - 1))
  # With as many groups as values, classInt asks no method.
  if (case$groups < length(unique(values))) {
    found$natural_breaks <- among("fisher")
    found$quantile <- among("quantile", right = TRUE)
    found$equal_interval <- among("equal")
    found$pretty <- among("pretty")
  }
  lapply(found, as.integer)
}

cat(jsonlite::toJSON(lapply(cases, groups), digits = NA))
