// RUN: %numeric %s
// Objects with several maps that are moved into a vector: one map grows while places in another are kept.
#include <pullback/pullback.h>

#include <map>
#include <utility>
#include <vector>

namespace {
struct Reaction {
  std::map<int, double> reactants, products;
};

class Kinetics {
  std::vector<Reaction> reactions;

public:
  void add(Reaction r) { reactions.push_back(std::move(r)); }
  double rate(double c) const {
    double s = 0;
    for (const Reaction& r : reactions) {
      double now = 1;
      for (const auto& [kind, order] : r.reactants)
        now *= c * order;
      for (const auto& product : r.products)
        s += product.second * now;
      s += now;
    }
    return s;
  }
};
} // namespace

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double by_value(double x) {
  Kinetics k;
  k.add({{{1, x}}, {{2, 2}}});
  k.add({{{1, x * x}, {2, 3}}, {{1, x}}});
  Reaction reversed;
  reversed.reactants[3] = 2;
  reversed.products = {{1, 1}, {2, x}};
  k.add(reversed);
  return k.rate(x);
}

// CHECK-INPUT: x = 0.7, n = 3
PULLBACK(vjp, value_and_vjp, split, jvp)
double in_a_loop(double x, int n) {
  std::vector<Reaction> all;
  for (int i = 0; i < n; ++i) {
    Reaction r;
    r.reactants[i] = x * i;
    double& first = r.reactants[i];
    for (int j = 0; j < i; ++j)
      r.products[j] += first * x + j;
    first *= x + 1;
    all.push_back(std::move(r));
  }
  double s = 0;
  for (Reaction& r : all)
    for (const auto& [kind, order] : r.products)
      s += order * order * r.reactants.size() + r.reactants.begin()->second;
  return s;
}
