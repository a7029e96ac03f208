// RUN: rm -rf %t && mkdir %t && cd %t && pullback %s -- -std=c++17
// RUN: %clangxx %warnflags -fsanitize=address,undefined -ffp-contract=off -c inactive_text.pullback.cpp
// RUN: %gxx %warnflags -O2 -ffp-contract=off -c inactive_text.pullback.cpp -o fast.o
// RUN: %clangxx -std=c++17 -fsanitize=address,undefined -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s inactive_text.pullback.o -o main && ./main
// RUN: %gxx -std=c++17 -O2 -ffp-contract=off -I%include -I%S/Inputs -I. -DMAIN %s fast.o -o fast && ./fast
// RUN: FileCheck %s < inactive_text.pullback.cpp
// Text is handed to functions without derivative: strings of the caller, literals, and one of several.
#include <pullback/pullback.h>
#include <string>
#include <string_view>

// CHECK: bool isCall(const std::string& kind);
// CHECK: double factor(std::string_view name, int k);
// CHECK: double length(std::string text);
PULLBACK_INACTIVE bool isCall(const std::string& kind);
PULLBACK_INACTIVE double factor(std::string_view name, int k);
PULLBACK_INACTIVE double length(std::string text);

// CHECK-LABEL: void payoff_vjp(
// CHECK: = isCall(kind);
PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double payoff(const std::string& kind, double s) {
  return isCall(kind) ? s * s : s;
}

static double scaled(std::string_view name, double s) { return s * factor(name, 1); }

PULLBACK(vjp, value_and_vjp, gradient, split, jvp)
double chosen(const std::string& kind, double s, int n) {
  const std::string own = n > 2 ? "long" : "short";
  if (isCall("call"))
    s *= factor("rate", n) * length(own);
  return scaled(kind, s) * s + scaled("abc", s) * length(std::string("xy"));
}

#ifdef MAIN
#include "expect.h"
#include "inactive_text.pullback.h"

static int calls = 0;
bool isCall(const std::string& kind) {
  ++calls;
  return kind == std::string("ca\0ll", 5) || kind == "call";
}
double factor(std::string_view name, int k) {
  ++calls;
  return static_cast<double>(name.size()) + k;
}
double length(std::string text) {
  ++calls;
  return static_cast<double>(text.size());
}

static void checkPayoff(const std::string& kind, double value, double slope) {
  double bar = 0, dot = 0;
  EXPECT(payoff_gradient(kind, 3, &bar), value);
  EXPECT(bar, slope);
  payoff_vjp(kind, 3, 2, &bar);
  EXPECT(payoff_value_and_vjp(kind, 3, 0, &bar), value);
  payoff_saved saved;
  EXPECT(payoff_fwd(kind, 3, saved), value);
  payoff_rev(kind, 3, saved, 1, &bar);
  EXPECT(bar, 4 * slope);
  EXPECT(payoff_jvp(kind, 3, 1, &dot), value);
  EXPECT(dot, slope);
  EXPECT(calls, 5);
  calls = 0;
}

static void checkChosen(int n, double factorAndLength) {
  // s is scaled by that first; `kind` has two characters
  const double a = factorAndLength, value = chosen("no", 3, n), once = calls;
  calls = 0;
  EXPECT(value, 3 * (3 * a) * (3 * a) + 4 * (3 * a) * 2);
  double bar = 0, dot = 0;
  EXPECT(chosen_gradient("no", 3, n, &bar), value);
  EXPECT(bar, 6 * (3 * a) * a + 8 * a);
  chosen_vjp("no", 3, n, 2, &bar);
  chosen_saved saved;
  EXPECT(chosen_fwd("no", 3, n, saved), value);
  chosen_rev("no", 3, n, saved, 1, &bar);
  EXPECT(bar, 4 * (6 * (3 * a) * a + 8 * a));
  EXPECT(chosen_jvp("no", 3, n, 1, &dot), value);
  EXPECT(dot, 6 * (3 * a) * a + 8 * a);
  EXPECT(calls, 4 * once);
  calls = 0;
}

int main() {
  checkPayoff("call", 9, 6);
  checkPayoff(std::string("ca\0ll", 5), 9, 6);
  checkPayoff("put", 3, 1);
  checkChosen(1, 5 * 5);
  checkChosen(3, 7 * 4);
  return failures;
}
#endif
