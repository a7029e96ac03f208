// One file of NIST's Statistical Reference Datasets for nonlinear regression.
#ifndef DATASET_H
#define DATASET_H

#include <array>
#include <string>
#include <vector>

struct Dataset {
  std::array<std::vector<double>, 2> starts;
  std::vector<double> certified;
  std::vector<double> x, y;
};

/// Reads a file; prints a message and exits where it is not of that form.
Dataset readDataset(const std::string& path);

#endif
