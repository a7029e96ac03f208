/* Complex numbers, and a struct with pointers in it. */
#ifndef SIGNALS_H
#define SIGNALS_H
#include <complex.h>

struct net {
  double *weights, bias;
  int count;
};

double complex filter(const double complex *z, int n);
void turn(const float complex *z, int n, float complex *w);
double loss(const struct net *net, const double *x, int n);
#endif
