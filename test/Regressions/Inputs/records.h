// The structs and enumerations of generated programs.
#ifndef RECORDS_H
#define RECORDS_H

#include <optional>

struct Pair {
  double a, b;
};

struct Node {
  double value = 0.25;
  int id = 1;
  double w[3];
};

struct Nest {
  Pair first;
  Pair more[2];
  float gain;
};

enum class Colour { red, green, blue };

enum Level { low, middle = 3, high };

// Numbers that may not be there.
struct Maybes {
  double scale;
  std::optional<double> bound;
  std::optional<double> limit;
};

#endif
