// A string that a function of the library changes while it makes another: not taken for one that stays as it is.
// RUN: not pullback %s -o %t.cpp -- -std=c++17 -I%include 2>&1 | FileCheck %s
#include <pullback/pullback.h>
#include <string>
#include <utility>

// CHECK: text_changed_by_library.cpp:[[#@LINE+4]]:{{.*}}: error: cannot differentiate this text: strings can be copied, compared and printed, and no more [string]
PULLBACK(vjp)
double exchanged(double x, int n) {
  std::string a = n > 2 ? "p" : "q";
  std::string b = std::exchange(a, "x");
  return a == "x" && b != "x" ? x * x : x;
}

// CHECK: text_changed_by_library.cpp:[[#@LINE+4]]:{{.*}}: error: cannot differentiate this text
PULLBACK(vjp)
double taken(double x, int n) {
  std::string a = n > 2 ? "p" : "q";
  std::string b = std::move(a) + "z";
  return a == "" ? x * x : x;
}

// CHECK: text_changed_by_library.cpp:[[#@LINE+4]]:{{.*}}: error: cannot differentiate this text
PULLBACK(vjp)
double appended(double x, int n) {
  std::string a = n > 2 ? "p" : "q", b;
  b = a.append("w") + "z";
  return a == "p" ? x * x : x;
}
