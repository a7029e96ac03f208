// The structs of generated programs.
#ifndef RECORDS_H
#define RECORDS_H

struct Pair {
  double a, b;
};

struct Node {
  double value;
  int id;
  double w[3];
};

struct Nest {
  Pair first;
  Pair more[2];
  float gain;
};

#endif
