// A class with a private vector.
#ifndef CHAIN_H
#define CHAIN_H

#include <pullback/pullback.h>
#include <utility>
#include <vector>

class Chain {
public:
  Chain(double stiffness, std::vector<double> rest) : stiffness(stiffness), rest(std::move(rest)) {}
  double energy(const double *x, int n) const;
  void relax(const double *x, double rate);
  template <class F> void forEachNumber(F f) {
    f(stiffness);
    for (double &length : rest)
      f(length);
  }

private:
  double stiffness;
  std::vector<double> rest;
  PULLBACK_ACCESS;
};

#endif // CHAIN_H
