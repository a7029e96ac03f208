// Objects of another source file that are containers or hold some: the members that they are made of are not the program's
// alone to know.
// RUN: split-file %s %t
// RUN: not pullback %t/map.cpp -o %t/out.cpp -- -std=c++17 2>&1 | FileCheck %s --check-prefix=MAP
// RUN: not pullback %t/variant.cpp -o %t/out.cpp -- -std=c++17 2>&1 | FileCheck %s --check-prefix=VARIANT
// RUN: not pullback %t/member.cpp -o %t/out.cpp -- -std=c++17 2>&1 | FileCheck %s --check-prefix=MEMBER

//--- globals.h
#include <bitset>
#include <map>
#include <variant>
extern const std::map<int, double> table;
extern const std::variant<double> chosen;
struct Options { std::bitset<4> flags; double k; };
extern const Options options[2];

//--- map.cpp
#include "globals.h"
#include <pullback/pullback.h>
// MAP: map.cpp:6:29: error: cannot differentiate the use of 'table': {{.*}} [container]
// MAP-NOT: error:
PULLBACK(vjp)
double f(double x) { return table.at(1) * x; }

//--- variant.cpp
#include "globals.h"
#include <pullback/pullback.h>
// VARIANT: variant.cpp:5:68: error: cannot differentiate the use of 'chosen': {{.*}} [container]
PULLBACK(vjp)
double f(double x) { return std::visit([](double d) { return d; }, chosen) * x; }

//--- member.cpp
#include "globals.h"
#include <pullback/pullback.h>
// MEMBER: member.cpp:5:29: error: cannot differentiate the use of 'options': {{.*}} [container]
PULLBACK(vjp)
double f(double x) { return options[1].flags[2] ? options[1].k * x : x; }
