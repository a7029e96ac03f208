// RUN: %python %S/refuse.py %s
// Parts of the contract that are not built yet are refused by name: 1 in the source, 2 on the command line.

//--- hvp
PULLBACK(hvp) // ERROR: not-supported
double f(double x) { return x; }

//--- jacobian
PULLBACK(jacobian) // ERROR: not-supported
double f(double x) { return x; }

//--- value-and-jacobian
PULLBACK(value_and_jacobian) // ERROR: not-supported
double f(double x) { return x; }

//--- hessian
PULLBACK(hessian) // ERROR: not-supported
double f(double x) { return x; }

//--- batch
PULLBACK(vjp, batch(4)) // ERROR: not-supported
double f(double x) { return x; }

//--- constructor-request
#include "part.h"
PULLBACK_DIFFERENTIATE(Model::operator double, vjp); // ERROR: member-function
// FILE: part.h
#pragma once
struct Model { double k; operator double() const { return k; } };

//--- option-report
// ARGS: SOURCE --report page.html -- -std=c++17
// EXIT: 2
PULLBACK(vjp)
double f(double x) { return x; }

//--- mode-hvp
// ARGS: SOURCE --function f --mode hvp -- -std=c++17
// EXIT: 2
double f(double x) { return x; }
