#ifndef OPTIONS_H
#define OPTIONS_H
#include <optional>
#include <vector>

struct Point {
  double x = 0, y = 0;
};
struct Options {
  double scale = 1;
  std::optional<double> bound;
  std::optional<Point> center;
};
struct Limits {
  double scale;
  std::optional<double> more[2];
};
struct Ranges {
  Limits ranges[2];
};
struct Table {
  std::optional<std::vector<double>> values;
  double scale = 1;
};
struct Choice {
  std::optional<Table> table;
};

#endif // OPTIONS_H
