// Structs with pointers in them, as C has them.
#ifndef POINTERS_H
#define POINTERS_H

typedef struct {
  int inputs, hidden;
  double *weights, *biases;
  double scale;
} Net;

struct State {
  int n;
  double *q, *p;
  const double *mass; // passive: an adjoint could not be written to
  double time;
};

struct Sheet {
  double *row;
  int n;
};

struct Stack {
  Sheet sheets[2];
  double gain;
  int *order;
};

struct Parts {
  double *low, *high;
  int n;
};

#endif // POINTERS_H
