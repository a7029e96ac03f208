#include "dataset.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

Dataset readDataset(const std::string& path) {
  std::ifstream in(path);
  Dataset d;
  bool inTable = false;
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string first, second;
    words >> first;
    if (first.size() >= 2 && first[0] == 'b' && words >> second && second == "=") { // b1 = start1 start2 certified ...
      double start1 = 0, start2 = 0, certified = 0;
      words >> start1 >> start2 >> certified;
      if (!words) continue;
      d.starts[0].push_back(start1);
      d.starts[1].push_back(start2);
      d.certified.push_back(certified);
    } else if (first == "Data:" && words >> second && second == "y") { // the table follows: y x
      inTable = true;
    } else if (inTable) {
      std::istringstream row(line);
      double y = 0, x = 0;
      if (row >> y >> x) {
        d.y.push_back(y);
        d.x.push_back(x);
      }
    }
  }
  if (d.certified.empty() || d.x.empty()) {
    std::fprintf(stderr, "%s is missing or is not a NIST dataset\n", path.c_str());
    std::exit(1);
  }
  return d;
}
