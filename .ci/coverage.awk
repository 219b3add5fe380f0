# Joins the line coverage of all test projects: a line counts as covered when any of them ran it.
# Fails below 90 % for the Domain and 80 % over everything. Portable awk: no extensions.
function attribute(text, name,    start, rest) {
  start = index(text, " " name "=\"")
  if (start == 0) return ""
  rest = substr(text, start + length(name) + 3)
  return substr(rest, 1, index(rest, "\"") - 1)
}
/<package / { package = attribute($0, "name") }
/<class / { file = attribute($0, "filename") }
/<line / {
  number = attribute($0, "number")
  sub(/^.*src\//, "", file)
  key = package SUBSEP file SUBSEP number
  if (!(key in seen)) { seen[key] = 1; lines[package]++; total++ }
  if (attribute($0, "hits") > 0 && !(key in hit)) { hit[key] = 1; covered[package]++; all++ }
}
END {
  for (package in lines) printf "%-24s %6.2f %%  (%d of %d lines)\n", package, 100 * covered[package] / lines[package], covered[package], lines[package] | "sort"
  close("sort")
  domain = lines["BasisActors.Domain"] ? 100 * covered["BasisActors.Domain"] / lines["BasisActors.Domain"] : 0
  overall = total ? 100 * all / total : 0
  printf "overall                  %6.2f %%\n", overall
  if (domain < 90) { print "the Domain is below 90 %"; bad = 1 }
  if (overall < 80) { print "the whole is below 80 %"; bad = 1 }
  exit bad
}
