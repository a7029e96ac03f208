// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17 -I%S/Inputs
// RUN: %clangxx %warnflags -I%S/Inputs -fsanitize=address,undefined -ffp-contract=off -c callers_text_compared.pullback.cpp
// RUN: %gxx %warnflags -I%S/Inputs -O2 -ffp-contract=off -c callers_text_compared.pullback.cpp -o fast.o
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s callers_text_compared.pullback.o -o main && ./main
// RUN: %gxx -std=c++17 -O2 -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s fast.o -o fast && ./fast
// RUN: FileCheck %s < callers_text_compared.pullback.cpp
// The caller's text decides what is computed: parameters, members of objects in vectors, keys that are looked for.
#include "layers.h"
#include <cmath>
#include <map>
#include <pullback/pullback.h>
#include <stdexcept>
#include <string_view>
#include <vector>

// CHECK-LABEL: void payoff_vjp(
// CHECK: if (type == "call")
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double payoff(const std::string& type, double s, double k) {
  if (type == "call")
    return s > k ? s - k : 0.0;
  if (type.compare("put") == 0)
    return s < k ? k - s : 0.0;
  if (type != "product\n\"1\"")
    throw std::invalid_argument("no payoff " + type);
  return s * k;
}

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double ordered(std::string_view kind, double x) {
  double s = kind < "b" ? x * x : x * x * x;
  if (kind >= "b" && "zz" > kind)
    s *= x;
  return kind.empty() ? s * 3 : s;
}

static double activate(const std::string& name, double x) {
  if (name == "square")
    return x * x;
  return name == "relu" ? (x > 0 ? x : 0) : 2 * x;
}

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double through(const std::vector<Layer>& layers, double x) {
  for (const Layer& layer : layers)
    x = activate(layer.activation, x * layer.weight);
  return x;
}

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double parameter(const std::string& name, double a, double b) {
  std::map<std::string, double> known{{"a", a}, {"b", b}, {"ab", a * b}};
  auto found = known.find(name);
  return found == known.end() ? 0 : found->second * found->second;
}

#ifdef MAIN
#include "callers_text_compared.pullback.h"
#include "expect.h"

/// The derivatives of `payoff` in all modes.
static void checkPayoff(const char* type, double s, double k, double value, double ds, double dk) {
  double sBar = 0, kBar = 0, dot = 0;
  EXPECT(payoff_gradient(type, s, k, &sBar, &kBar), value);
  EXPECT(sBar, ds);
  EXPECT(kBar, dk);
  payoff_vjp(type, s, k, 2, &sBar, &kBar);
  EXPECT(payoff_value_and_vjp(type, s, k, 4, &sBar, &kBar), value);
  payoff_saved saved;
  EXPECT(payoff_fwd(type, s, k, saved), value);
  payoff_rev(type, s, k, saved, 8, &sBar, &kBar);
  EXPECT(sBar, 15 * ds);
  EXPECT(kBar, 15 * dk);
  EXPECT(payoff_jvp(type, s, k, 1, 16, &dot), value);
  EXPECT(dot, ds + 16 * dk);
}

static void checkOrdered(std::string_view kind, double value, double slope) {
  double bar = 0, dot = 0;
  EXPECT(ordered_gradient(kind, 2, &bar), value);
  EXPECT(ordered_jvp(kind, 2, 1, &dot), value);
  ordered_vjp(kind, 2, 1, &bar);
  ordered_value_and_vjp(kind, 2, 1, &bar);
  ordered_saved saved;
  ordered_fwd(kind, 2, saved);
  ordered_rev(kind, 2, saved, 1, &bar);
  EXPECT(bar, 4 * slope);
  EXPECT(dot, slope);
}

static void checkThrough() {
  const std::vector<Layer> layers = {{"square", 3}, {"relu", 0.5}, {"", 2}}; // 18 x^2
  std::vector<Layer> bar = {{"x", 0}, {"y", 0}, {"z", 0}}, dot = {{"", 1}, {"", 0}, {"", 0}};
  double xBar = 0, result = 0;
  EXPECT(through_gradient(layers, 2, bar, &xBar), 72);
  EXPECT(xBar, 72);
  EXPECT(bar[0].weight, 48);
  EXPECT(bar[1].weight, 144);
  EXPECT(bar[2].weight, 36);
  EXPECT(bar[1].activation == "y", 1);
  through_vjp(layers, 2, 1, bar, &xBar);
  through_value_and_vjp(layers, 2, 1, bar, &xBar);
  through_saved saved;
  through_fwd(layers, 2, saved);
  through_rev(layers, 2, saved, 1, bar, &xBar);
  EXPECT(xBar, 288);
  EXPECT(bar[0].weight, 192);
  EXPECT(through_jvp(layers, 2, dot, 1, &result), 72);
  EXPECT(result, 48 + 72);
}

static void checkParameter(const char* name, double value, double da, double db) {
  double aBar = 0, bBar = 0, dot = 0;
  EXPECT(parameter_gradient(name, 2, 3, &aBar, &bBar), value);
  parameter_vjp(name, 2, 3, 1, &aBar, &bBar);
  parameter_value_and_vjp(name, 2, 3, 1, &aBar, &bBar);
  parameter_saved saved;
  parameter_fwd(name, 2, 3, saved);
  parameter_rev(name, 2, 3, saved, 1, &aBar, &bBar);
  EXPECT(aBar, 4 * da);
  EXPECT(bBar, 4 * db);
  EXPECT(parameter_jvp(name, 2, 3, 1, 1, &dot), value);
  EXPECT(dot, da + db);
}

int main() {
  checkPayoff("call", 5, 3, 2, 1, -1);
  checkPayoff("put", 5, 7, 2, -1, 1);
  checkPayoff("put", 5, 3, 0, 0, 0);
  checkPayoff("product\n\"1\"", 5, 3, 15, 3, 5);
  double bar = 0;
  try {
    payoff_vjp("digital", 5, 3, 1, &bar, &bar);
    EXPECT(0, 1);
  } catch (const std::invalid_argument& thrown) {
    EXPECT(std::string(thrown.what()) == "no payoff digital", 1);
  }
  checkOrdered("", 12, 12);
  checkOrdered("aa", 4, 4);
  checkOrdered("b", 16, 32);
  checkOrdered("zz", 8, 12);
  checkOrdered(std::string_view("b\0c", 3), 16, 32);
  checkThrough();
  checkParameter("a", 4, 4, 0);
  checkParameter("b", 9, 0, 6);
  checkParameter("ab", 36, 36, 24);
  checkParameter("aa", 0, 0, 0);
  checkParameter("", 0, 0, 0);
  return failures != 0;
}
#endif
