#ifndef ENERGY_H
#define ENERGY_H
struct spring { double stiffness, length; };
double energy(const struct spring *springs, int n, double x);
#endif
