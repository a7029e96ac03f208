#pragma once
#include <string>
#include <vector>

struct Atom {
  std::string name;
  double x, charge;
};
struct Molecule {
  std::string title;
  std::vector<Atom> atoms;
  double scale;
};
struct Named {
  double k;
  std::string name;
};
