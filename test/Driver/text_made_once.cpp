// A static string that is made at run time says for ever what it said first.
// RUN: not pullback %s -o %t.cpp -- -std=c++17 -I%include 2>&1 | FileCheck %s
#include <pullback/pullback.h>
#include <string>

// CHECK: text_made_once.cpp:[[#@LINE+5]]:{{.*}}: error: cannot differentiate the use of 'name': its initial value is computed at run time [global-dynamic]
PULLBACK(vjp)
double once(double x, int n) {
  for (int i = 0; i < n; ++i) {
    static const std::string name = i > 1 ? "big" : "small";
    x *= name == "big" ? x : 2;
  }
  return x;
}
