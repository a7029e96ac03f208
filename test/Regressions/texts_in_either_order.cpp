// RUN: pullback %s -o %t.17.cpp -- -std=c++17 -I%include && FileCheck %s --input-file=%t.17.cpp
// RUN: pullback %s -o %t.20.cpp -- -std=c++20 -I%include && FileCheck %s --input-file=%t.20.cpp
// C++20 writes a comparison with the literal in front by one with the string in front: which comes first stays.
#include <pullback/pullback.h>
#include <string>

// CHECK-LABEL: void behind_vjp(
// CHECK: kind > "b"
PULLBACK(vjp)
double behind(const std::string& kind, double x) { return "b" < kind ? x * x : x; }

// CHECK-LABEL: void upTo_vjp(
// CHECK: kind <= "b"
PULLBACK(vjp)
double upTo(const std::string& kind, double x) { return "b" >= kind ? x * x : x; }

// CHECK-LABEL: void before_vjp(
// CHECK: kind < "b"
PULLBACK(vjp)
double before(const std::string& kind, double x) { return kind < "b" ? x * x : x; }

// CHECK-LABEL: void other_vjp(
// CHECK: kind != "b"
PULLBACK(vjp)
double other(const std::string& kind, double x) { return "b" != kind ? x * x : x; }
