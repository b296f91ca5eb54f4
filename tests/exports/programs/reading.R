# Reads CSV files as R does by default; says of each the number of rows, and of each column its type and its sum.
for (path in commandArgs(trailingOnly = TRUE)) {
  table <- read.csv(path)
  cat("rows", path, nrow(table), "", "\n", sep = "\t")
  for (name in names(table)) {
    column <- table[[name]]
    is_summed <- is.numeric(column) || is.logical(column)
    total <- if (is_summed) sprintf("%.17g", sum(as.double(column), na.rm = TRUE)) else ""
    cat("column", path, name, typeof(column), total, "\n", sep = "\t")
  }
}
