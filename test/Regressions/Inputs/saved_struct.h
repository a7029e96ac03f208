#pragma once

struct Layer {
  double p[3];
  double q;
};
