#include "picture.h"

#include <cmath>
#include <fstream>

namespace {

constexpr double kSide = 420, kMargin = 30, kRange = 5; // a panel shows residuals of up to kRange pixels

void drawPanel(std::ofstream& out, const Panel& panel, double left) {
  const double scale = kSide / (2 * kRange), cx = left + kSide / 2, cy = kMargin + kSide / 2;
  out << "<text x='" << cx << "' y='20' text-anchor='middle'>" << panel.title << "</text>\n"
      << "<rect x='" << left << "' y='" << kMargin << "' width='" << kSide << "' height='" << kSide
      << "' fill='none' stroke='#888'/>\n";
  for (int r = 1; r <= kRange; ++r)
    out << "<circle cx='" << cx << "' cy='" << cy << "' r='" << r * scale << "' fill='none' stroke='#ddd'/>\n";
  out << "<g fill='#1f5fa8' fill-opacity='0.35'>\n";
  int outside = 0;
  for (std::size_t i = 0; i + 1 < panel.residuals.size(); i += 2) {
    const double du = panel.residuals[i], dv = panel.residuals[i + 1];
    if (std::fabs(du) > kRange || std::fabs(dv) > kRange) {
      ++outside;
      continue;
    }
    out << "<circle cx='" << cx + scale * du << "' cy='" << cy + scale * dv << "' r='1.6'/>\n";
  }
  out << "</g>\n<text x='" << cx << "' y='" << 2 * kMargin + kSide - 8 << "' text-anchor='middle' fill='#666'>"
      << "residuals in pixels, circles 1 to " << kRange << "; " << outside << " outside</text>\n";
}

} // namespace

bool drawResiduals(const std::string& path, const std::vector<Panel>& panels) {
  std::ofstream out(path);
  out.precision(5);
  const double width = kMargin + static_cast<double>(panels.size()) * (kSide + kMargin), height = 2 * kMargin + kSide + 10;
  out << "<svg xmlns='http://www.w3.org/2000/svg' width='" << width << "' height='" << height
      << "' font-family='sans-serif' font-size='14'>\n<rect width='100%' height='100%' fill='white'/>\n";
  double left = kMargin;
  for (const Panel& panel : panels) {
    drawPanel(out, panel, left);
    left += kSide + kMargin;
  }
  out << "</svg>\n";
  return static_cast<bool>(out.flush());
}
