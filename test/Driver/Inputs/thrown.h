#pragma once

double stored(double *A, double s);
double referred(double &a, double s);
double looped(double *A, int n, double *last, double limit);
