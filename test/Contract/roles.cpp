// RUN: %python %S/refuse.py %s
// Roles that the body contradicts.

//--- of-read-first
PULLBACK(vjp, of(y))
void f(double x, double* y) { y[0] = y[0] * x; } // ERROR: output-read

//--- of-accumulated-without-zero
PULLBACK(vjp, of(y))
void f(const double* x, int n, double* y) {
  for (int i = 0; i < n; ++i)
    y[i] += x[i]; // ERROR: output-read
}

//--- of-read-on-one-path
PULLBACK(vjp, of(y))
void f(double x, bool b, double& y) {
  if (b) y = x;
  y *= x; // ERROR: output-read
}

//--- of-read-back-without-a-length
PULLBACK(vjp, value_and_vjp, split, of(y))
void f(const double* x, int n, double* y) { // ERROR: length-needed
  for (int i = 0; i < n; ++i) y[i] = x[i];
  for (int i = 0; i < n; ++i) y[i] *= y[i];
}
// NOTE: cannot differentiate 'f': the length of 'y' is needed
// NOTE: 1 error generated

//--- of-read-behind-what-is-written
PULLBACK(vjp, of(y[n]))
void f(const double* x, int n, double* y) {
  for (int i = 0; i + 1 < n; ++i) y[i] = 0;
  for (int i = 0; i < n; ++i)
    y[i] += x[i]; // ERROR: output-read
}

//--- of-every-other-element
PULLBACK(vjp, of(y[n]))
void f(const double* x, int n, double* y) {
  for (int i = 0; i < n; i += 2) y[i] = 0;
  for (int i = 0; i < n; ++i)
    y[i] += x[i]; // ERROR: output-read
}

//--- of-written-until-a-break
PULLBACK(vjp, of(y[n]))
void f(const double* x, int n, double* y) {
  for (int i = 0; i < n; ++i) {
    if (x[i] > 3) break;
    y[i] = 0;
  }
  for (int i = 0; i < n; ++i)
    y[i] += x[i]; // ERROR: output-read
}

//--- of-written-in-a-loop-that-may-not-run
PULLBACK(vjp, of(y))
void f(const double* x, int n, double* y) {
  for (int i = 0; i < n; ++i) y[0] = x[i];
  y[0] *= x[0]; // ERROR: output-read
}

//--- of-rows-of-unknown-length
PULLBACK(vjp, of(c[n * m]))
void f(const double* a, int n, int m, double* c) {
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < m; ++j) c[i * m + j] = a[j];
  for (int k = 0; k < n * m; ++k)
    c[k] *= 2; // ERROR: output-read
}

//--- of-struct-with-a-field-left-out
#include "part.h"
PULLBACK(vjp, of(o))
Point f(const Point& p, Point& o) {
  o.x = p.x;
  return o; // ERROR: output-read
}
// FILE: part.h
#pragma once
struct Point { double x, y; };

//--- of-passed-on-by-the-reverse-sweep-of-split
PULLBACK(split, of(y[n]))
void f(double x, double* y, int n) {
  y[n] = x;
  if (n > 0) f(x, y, n - 1); // ERROR: output-read
}

//--- of-read-by-a-recursive-callee
PULLBACK(vjp, of(y[n]))
void f(double x, double* y, int n) {
  y[n] = x;
  if (n > 0) {
    y[n - 1] += x; // ERROR: output-read
    f(x, y, n - 1);
  }
}

//--- of-read-by-callee
void add(double* y, double x) { *y += x; } // ERROR: output-read
PULLBACK(vjp, of(y))
void f(double x, double* y) { add(y, x); }

//--- wrt-alone-written
PULLBACK(vjp, wrt(x))
double f(double* x) {
  x[0] *= 2; // ERROR: wrt-written
  return x[0];
}

//--- output-that-a-library-reads
#include <memory>
PULLBACK(vjp, of(y[1]))
void f(double x, double* y) {
  const auto kept = std::make_unique<double>(y[0]); // ERROR: output-read
  y[0] = x * *kept;
}
