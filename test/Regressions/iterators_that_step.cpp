// RUN: %numeric %s
// Iterators that hold one pointer, and do not visit the elements in the order in which they lie.
#include <pullback/pullback.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

struct EverySecond {
  using iterator_category = std::forward_iterator_tag;
  using value_type = double;
  using difference_type = std::ptrdiff_t;
  using pointer = const double*;
  using reference = const double&;

  const double* place;

  const double& operator*() const { return *place; }
  EverySecond& operator++() {
    place += 2;
    return *this;
  }
  EverySecond operator++(int) {
    EverySecond before = *this;
    ++*this;
    return before;
  }
  bool operator==(const EverySecond& other) const { return place == other.place; }
  bool operator!=(const EverySecond& other) const { return place != other.place; }
};

static double weigh(const std::vector<double>& v) {
  double s = 0, weight = 1;
  for (double e : v)
    s += weight++ * e * e;
  return s;
}

// CHECK-INPUT: x = uniform(-1, 1)[6]
PULLBACK(vjp, value_and_vjp, split, jvp)
double constructed(const double* x) {
  const std::vector<double> v(EverySecond{x}, EverySecond{x + 6});
  return weigh(v);
}

// CHECK-INPUT: x = uniform(-1, 1)[6]
PULLBACK(vjp, value_and_vjp, split, jvp)
double inserted(const double* x) {
  std::vector<double> v(2, x[1]);
  v.insert(v.begin() + 1, EverySecond{x}, EverySecond{x + 6});
  std::vector<double> w;
  w.assign(EverySecond{x + 1}, EverySecond{x + 5});
  return weigh(v) * weigh(w);
}

// CHECK-INPUT: x = [3, 1, 5, 2, 4, 0.5]
PULLBACK(vjp, value_and_vjp, split, jvp)
double backwards(const double* x) {
  const std::vector<double> v(std::make_reverse_iterator(x + 6), std::make_reverse_iterator(x));
  double a[6];
  std::copy(x, x + 6, a);
  std::sort(std::rbegin(a), std::rend(a));
  return weigh(v) * a[0] + a[1] * a[5];
}

// CHECK-INPUT: x = [3, 1, 5, 2, 4, 0.5]
PULLBACK(vjp, value_and_vjp, split, jvp)
double moved(const double* x) {
  std::vector<double> b(x, x + 6);
  std::vector<double> v(std::make_move_iterator(b.data()), std::make_move_iterator(b.data() + 6));
  std::vector<std::vector<double>> c{{x[0]}, {x[1], x[2]}};
  std::vector<std::vector<double>> d(std::make_move_iterator(c.data()), std::make_move_iterator(c.data() + 2));
  return weigh(v) * static_cast<double>(c[0].size() + 1) + d[0][0] * d[1][1];
}
