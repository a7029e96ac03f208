// PyTorch's introductory example: y = x + 2, z = 3 y^2, out = mean(z).
#ifndef MODEL_H
#define MODEL_H

void computeZ(const double* x, int n, double* z);
double meanOfZ(const double* x, int n);

#endif
