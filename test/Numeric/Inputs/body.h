#ifndef BODY_H
#define BODY_H
#include <valarray>

struct Body {
  std::valarray<double> position, velocity;
  double mass = 1;
};

#endif // BODY_H
