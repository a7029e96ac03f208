// One pass over the centres, and only the winner is touched.
#include "hand.h"

#include <limits>

void kmeans_hand(int n, int k, int d, const double* __restrict points, const double* __restrict centroids,
                 double result_bar, double* __restrict centroids_bar) {
  const double e_bar = 2 * result_bar;
  for (int i = 0; i < n; ++i) {
    const double* __restrict point = points + i * d;
    double best = std::numeric_limits<double>::infinity();
    int nearest = -1;
    for (int j = 0; j < k; ++j) {
      double distance = 0;
      for (int c = 0; c < d; ++c) {
        const double e = point[c] - centroids[j * d + c];
        distance += e * e;
      }
      nearest = distance < best ? j : nearest; // selected, not branched on: it cannot be predicted
      best = distance < best ? distance : best;
    }
    if (nearest < 0) continue;
    for (int c = 0; c < d; ++c) centroids_bar[nearest * d + c] -= e_bar * (point[c] - centroids[nearest * d + c]);
  }
}
