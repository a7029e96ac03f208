#pragma once

struct Record {
  double x, y[2];
};
