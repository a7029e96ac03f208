#pragma once
struct Knob {
  double gain = 2, offset = 1;
  int mode = 3;
};
struct Board {
  Knob knobs[2];
  double level;
};
