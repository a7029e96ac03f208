// Loops that begin beyond their bound and that a call ends which does not come back: nothing is saved beyond the memory
// for it, and the program ends as the primal does.
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: pullback %s -o ended.pullback.cpp -- -std=c++17 -I%include
// RUN: %clangxx -fsanitize=address,undefined -fno-sanitize-recover=all -I%include -I. -DMAIN %s ended.pullback.cpp -o main && ./main | FileCheck %s
#include <cstdlib>
#include <pullback/pullback.h>

PULLBACK(gradient)
double walk(double x, int n) {
  double s = x;
  int i = n;
  do {
    s *= x;
    if (s > 100)
      std::exit(3);
  } while (--i);
  return s;
}

[[noreturn]] void leave(int code);

PULLBACK(gradient)
double ownFunction(double x, int n) {
  double s = x;
  int i = n;
  do {
    s *= x;
    if (s > 100)
      leave(4);
  } while (--i);
  return s;
}

PULLBACK_INACTIVE void maybeLeave(double s);

PULLBACK(gradient)
double inactiveFunction(double x, int n) {
  double s = x;
  for (int i = 0; i != n; ++i) {
    s *= x;
    maybeLeave(s);
  }
  return s;
}

double deep(double s, int depth) {
  if (s > 100)
    std::exit(6);
  return depth > 0 ? deep(s * s / (1 + s), depth - 1) : s;
}

PULLBACK(gradient)
double calledInTurn(double x, int n) {
  double s = x;
  for (int i = n; i != 0; --i)
    s = deep(s * x, i < 0 ? 1 : i);
  return s;
}

PULLBACK_INACTIVE int countdown();

PULLBACK(gradient)
double withResult(double x, int n) {
  double s = x;
  for (int i = n; i != 0; --i)
    s *= x + countdown();
  return s;
}

#ifdef MAIN
#include "ended.pullback.h"
#include <cstdio>
#include <sys/wait.h>
#include <unistd.h>

void leave(int code) { std::exit(code); }
void maybeLeave(double s) {
  if (s > 100)
    std::exit(5);
}
int countdown() {
  static int left = 10;
  return --left > 0 ? 1 : (std::exit(7), 0);
}

/// What the gradient's process ends with for x = 10.
static int getCode(double (*gradient)(double, int, double *), int n) {
  pid_t child = fork();
  if (child == 0) {
    alarm(20);
    double x_bar = 0;
    gradient(10, n, &x_bar);
    std::exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int main() {
  std::printf("%d %d\n", getCode(walk_gradient, 0), getCode(walk_gradient, -1));
  std::printf("%d %d\n", getCode(ownFunction_gradient, 0), getCode(ownFunction_gradient, -1));
  std::printf("%d\n", getCode(inactiveFunction_gradient, -1));
  std::printf("%d\n", getCode(calledInTurn_gradient, -1));
  std::printf("%d\n", getCode(withResult_gradient, -1));
  // CHECK: 3 3
  // CHECK: 4 4
  // CHECK: 5
  // CHECK: 6
  // CHECK: 7
}
#endif
