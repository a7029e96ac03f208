// RUN: %numeric %s
// Containers that move after their iterators have been used, and a cache whose iterators are kept where it stays.

#include <pullback/pullback.h>

#include <list>
#include <map>
#include <utility>
#include <vector>

static std::map<int, double> sums(const double *x, int n) {
  std::map<int, double> result;
  for (int i = 0; i < n; ++i) {
    auto known = result.find(i % 3);
    if (known == result.end())
      result.emplace(i % 3, x[i]);
    else
      known->second += x[i] * known->second;
  }
  return result;
}

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double moved_later(const double *x, int n) {
  std::map<int, double> first = sums(x, n);
  auto largest = first.begin();
  for (auto it = first.begin(); it != first.end(); ++it)
    if (it->second > largest->second)
      largest = it;
  largest->second *= 2;
  std::map<int, double> second = std::move(first);
  double product = 1;
  for (const auto &[key, value] : second)
    product *= 1 + value * key;
  return product;
}

class Recent {
public:
  explicit Recent(unsigned most) : most(most) {}
  double use(int key, double value) {
    auto place = places.find(key);
    if (place != places.end()) {
      double old = *place->second;
      *place->second = value;
      return old;
    }
    items.push_front(value);
    places[key] = items.begin();
    if (items.size() > most)
      items.pop_back();
    return 1;
  }
  double sum() const {
    double result = 0;
    for (double value : items)
      result = 0.5 * result * value + value;
    return result;
  }

private:
  unsigned most;
  std::list<double> items;
  std::map<int, std::list<double>::iterator> places;
};

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double recent(const double *x, int n) {
  Recent cache(8);
  double product = 1;
  for (int i = 0; i < n; ++i)
    product *= 1 + cache.use(i * i % 4, x[i]);
  return product * cache.sum();
}
