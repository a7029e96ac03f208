// Text that is put together, and text that is compared with other text of the caller's, where what it says matters.
// RUN: not pullback %s -o %t.cpp -- -std=c++17 -I%include 2>&1 | FileCheck %s
#include <pullback/pullback.h>
#include <string>
#include <vector>

// CHECK: text_unknown.cpp:[[#@LINE+3]]:{{.*}}: error: cannot differentiate this text: only literal text can be compared, and strings of the caller's with it [string]
PULLBACK(vjp)
double key(double x, int i) {
  const std::string name = "x" + std::to_string(i);
  return name == "x3" ? x * x : x;
}

// CHECK: text_unknown.cpp:[[#@LINE+2]]:{{.*}}: error: cannot differentiate the comparison of these strings
PULLBACK(vjp)
double same(const std::string& a, const std::string& b, double x) { return a == b ? x * x : x; }

// CHECK: text_unknown.cpp:[[#@LINE+4]]:{{.*}}: error: cannot differentiate this text
using namespace std::string_literals;
PULLBACK(vjp)
double whole(double x) {
  const std::string name = "a\0b"s; // three characters
  return name == "a" ? x * x : x;
}
