// RUN: pullback %s -o %t.cpp -- -std=c++17 -I%include -I%S/Inputs
// RUN: FileCheck %s --input-file=%t.h
// A class template of a header whose instance is asked for in the source: the header has the type all the same.
#include "box_template.h"
#include <pullback/pullback.h>

template struct Box<double>;

// CHECK: void scaled_vjp(const Box<double>& box, double result_bar, Box<double>& box_bar);
PULLBACK(vjp)
double scaled(const Box<double>& box) { return box.area() * box.width; }
