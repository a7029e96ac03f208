#ifndef SIDE_BY_SIDE_H
#define SIDE_BY_SIDE_H

struct Vec {
  double x, y, z;
  double &operator[](int i) { return (&x)[i]; }
  double operator[](int i) const { return (&x)[i]; }
};

#endif // SIDE_BY_SIDE_H
