// The 18 models: the predicted y at x for parameters b, which have the order of NIST's b1, b2, ...
#ifndef MODELS_H
#define MODELS_H

double boxbod(const double* b, double x);
double chwirut(const double* b, double x);
double danwood(const double* b, double x);
double gauss(const double* b, double x);
double kirby2(const double* b, double x);
double lanczos(const double* b, double x);
double mgh09(const double* b, double x);
double mgh10(const double* b, double x);
double misra1a(const double* b, double x);
double misra1b(const double* b, double x);
double misra1c(const double* b, double x);
double rat42(const double* b, double x);
double roszman1(const double* b, double x);
double thurber(const double* b, double x);

#endif
