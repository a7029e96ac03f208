// Draws the reprojection residuals before and after as an SVG picture.
#ifndef PICTURE_H
#define PICTURE_H

#include <string>
#include <vector>

struct Panel {
  std::string title;
  std::vector<double> residuals; ///< two per observation, in pixels
};

/// One square per panel with a dot per observation; the circles are 1, 2, 3, ... pixels. Returns false where the file
/// cannot be written.
bool drawResiduals(const std::string& path, const std::vector<Panel>& panels);

#endif
