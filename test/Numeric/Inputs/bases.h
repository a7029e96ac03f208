// Structs with bases.
#ifndef BASES_H
#define BASES_H

struct Shape {
  double x, y;
  double distance() const { return x * x + y * y; }
};

struct Scaled {
  double scale = 0;
  int times = 2;
};

struct Circle : Shape, Scaled {
  double radius = 0;
  double area() const { return 3.0 * radius * radius * scale; }
};

struct Ring : Circle {
  double inner[2];
};

#endif // BASES_H
