#ifndef PLAIN_H
#define PLAIN_H
#include <cstddef>
struct Point {
  double x = 1;
  double y[2] = {2, 3};
};
struct Pair {
  Point first;
  int n;
};
enum class Kind : unsigned char { linear, square = 3 };
typedef double real;
namespace lib {
using Count = std::size_t;
}
#endif
