#ifndef SETTINGS_H
#define SETTINGS_H
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

/// Numbers beside members that no derivative reaches.
struct Settings {
  double gain = 1;
  std::map<std::string, double> extra;
  std::vector<double> weights;
  std::function<void()> done;
};
struct Walker {
  double position[2];
  std::mt19937 engine;
  double speed;
};

#endif
