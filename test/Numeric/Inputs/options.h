#ifndef OPTIONS_H
#define OPTIONS_H
#include <optional>

struct Point {
  double x = 0, y = 0;
};
struct Options {
  double scale = 1;
  std::optional<double> bound;
  std::optional<Point> center;
};

#endif // OPTIONS_H
