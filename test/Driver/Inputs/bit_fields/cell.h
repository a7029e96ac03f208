#ifndef CELL_H
#define CELL_H

#ifdef __cplusplus
extern "C" {
#endif

struct cell {
  double value;
  unsigned given : 1;
  int shift : 4;
  unsigned level : 3;
};

struct device {
  const double *weights;
  struct cell first;
  unsigned count : 5;
};

double energy(struct cell *cells, int n);
double power(const struct device *device, double x);

#ifdef __cplusplus
}
#endif

#endif
