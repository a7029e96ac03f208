// RUN: %python %S/refuse.py %s
// Wrong usage of the command line exits with 2.

//--- unknown-option
// ARGS: SOURCE --derivative -- -std=c++17
// EXIT: 2
PULLBACK(vjp)
double f(double x) { return x; }

//--- missing-source
// ARGS: nowhere.cpp -- -std=c++17
// EXIT: 2
// NOTE: nowhere.cpp

//--- no-source
// ARGS: -o part.pullback.cpp
// EXIT: 2

//--- unknown-function
// ARGS: SOURCE --function g --mode vjp -- -std=c++17
// EXIT: 2
// NOTE: 'g'
double f(double x) { return x; }

//--- ambiguous-function
// ARGS: SOURCE --function f --mode vjp -- -std=c++17
// EXIT: 2
// NOTE: ambiguous-function
double f(double x) { return x; }
double f(double x, int n) { return x * n; }

//--- unknown-parameter
// ARGS: SOURCE --function f --mode vjp --wrt z -- -std=c++17
// EXIT: 2
// NOTE: unknown-parameter
double f(double x) { return x; }

//--- integer-parameter
// ARGS: SOURCE --function f --mode vjp --wrt n -- -std=c++17
// EXIT: 2
// NOTE: not-floating-point
double f(double x, int n) { return x * n; }

//--- unknown-mode
// ARGS: SOURCE --function f --mode vpj -- -std=c++17
// EXIT: 2
double f(double x) { return x; }

//--- mode-without-function
// ARGS: SOURCE --mode vjp -- -std=c++17
// EXIT: 2
double f(double x) { return x; }

//--- no-modes
// ARGS: SOURCE --function f --mode= -- -std=c++17
// EXIT: 2
// NOTE: '--mode' for 'f' takes names of modes
double f(double x) { return x; }

//--- list-among-the-modes
// ARGS: SOURCE --function f --mode vjp,wrt(x) -- -std=c++17
// EXIT: 2
// NOTE: '--mode' for 'f' takes names of modes
double f(double x) { return x; }

//--- empty-list
// ARGS: SOURCE --function f --wrt= -- -std=c++17
// EXIT: 2
// NOTE: '--wrt' for 'f' names no parameter
double f(double x) { return x; }

//--- name-that-is-none
// ARGS: SOURCE --function f --mode vjp --name 3x -- -std=c++17
// EXIT: 2
// NOTE: '--name' for 'f' takes one identifier
double f(double x) { return x; }

//--- one-output-for-several-sources
// ARGS: SOURCE second.cpp -o part.pullback.cpp -- -std=c++17
// EXIT: 2
PULLBACK(vjp)
double f(double x) { return x; }
// FILE: second.cpp
#include <pullback/pullback.h>
PULLBACK(vjp)
double g(double x) { return x; }

//--- two-outputs-of-one-name
// ARGS: SOURCE -o part.pullback.h --header part.pullback.h -- -std=c++17
// EXIT: 2
PULLBACK(vjp)
double f(double x) { return x; }

//--- unwritable-folder
// ARGS: SOURCE -o nowhere/part.cpp -- -std=c++17
// NOTE: nowhere/part
PULLBACK(vjp)
double f(double x) { return x; }

//--- unknown-emit
// ARGS: SOURCE --emit=pdf -- -std=c++17
// EXIT: 2
PULLBACK(vjp)
double f(double x) { return x; }
