#pragma once

namespace geo {

struct Ray {
  double origin[2], slope;
  int id;
};

double hits(const Ray* rays, int count, const int* order, double gain);

} // namespace geo
