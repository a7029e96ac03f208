#pragma once

enum class Mode : unsigned char { Plain, Squared };

struct Flags {
  unsigned width : 5;
  bool isScaled : 1;
  Mode mode : 2;
};

struct Sensor : Flags {
  Sensor(double g, unsigned w) : gain(g), count(w & 3U) { width = w & 31U; }
  double gain;
  unsigned count : 2;
};

struct Cell {
  double value;
  unsigned level : 3;
  bool isActive : 1;
  Mode mode : 2;
};
