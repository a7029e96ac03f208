#ifndef ROWS_H
#define ROWS_H
#ifdef __cplusplus
extern "C"
#endif
double rows(const double *x, int n);

#endif // ROWS_H
