// Text that is put together in streams and strings, and printed: as the primal prints it, once in each mode.
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: pullback %s -o logging_text.pullback.cpp -- -std=c++17 -I%include
// RUN: FileCheck %s < logging_text.pullback.cpp
// RUN: %clangxx %warnflags -I%include -I. -DMAIN %s logging_text.pullback.cpp -o main
// RUN: ./main primal > primal && ./main value > value && ./main forward > forward && ./main split > split
// RUN: cmp primal value && cmp primal forward && cmp primal split
// RUN: FileCheck %s --check-prefix=PRINTED < primal
#include <iomanip>
#include <iostream>
#include <pullback/pullback.h>
#include <sstream>
#include <string>

static double shown(double x) {
  std::cout << "[shown]";
  return x;
}

// CHECK: double relaxed_value_and_vjp
// CHECK: std::cout << s << (std::string("point ") + std::to_string(i) + "/" + std::to_string(n))
PULLBACK(value_and_vjp, split, jvp, wrt(x[n]))
double relaxed(const double *x, int n) {
  double s = 0;
  std::cout << std::setprecision(2);
  for (int i = 0; i < n; ++i) {
    s += x[i] * x[i];
    std::string where = "point " + std::to_string(i);
    where += '/';
    where += std::to_string(n);
    if (s > 1) {
      std::ostringstream line;
      line << std::setprecision(6) << "s is " << s;
      line << " of " << n;
      std::cout << where << ": " << line.str() << ", " << s << '\n';
      line << "!";
      std::cout << line.str() << shown(s) << where << std::endl;
    }
  }
  std::ostringstream text;
  text << "step " << n << ": " << s;
  std::cout << text.str() << '\n';
  return s;
}

// PRINTED: point 1/3: s is 1.28063 of 3, 1.3
// PRINTED-NEXT: s is 1.28063 of 3![shown]1.3point 1/3
// PRINTED-NEXT: point 2/3
// PRINTED: step 3: 2.09063
#ifdef MAIN
#include "logging_text.pullback.h"

int main(int, char **arguments) {
  const std::string mode = arguments[1];
  const double x[] = {0.525, 1.0025, 0.9};
  double bar[3] = {}, dot[3] = {1, 1, 1}, resultDot = 0;
  relaxed_saved saved;
  if (mode == "primal")
    relaxed(x, 3);
  else if (mode == "value")
    relaxed_value_and_vjp(x, 3, 1, bar);
  else if (mode == "forward")
    relaxed_jvp(x, 3, dot, &resultDot);
  else
    relaxed_fwd(x, 3, saved), relaxed_rev(x, 3, saved, 1, bar);
}
#endif
