// RUN: %numeric %s
// Sum over the points of the squared distance to the nearest centre.
#include <pullback/pullback.h>

#include <algorithm>
#include <limits>

// CHECK-INPUT: n = 30, k = 4, d = 3, points = @r("kmeans_n30_k4_d3", "inputs.points"), centroids = @r("kmeans_n30_k4_d3", "inputs.centroids")
// CHECK-EXPECT: value result = @r("kmeans_n30_k4_d3", "value")
// CHECK-EXPECT: gradient centroids = @r("kmeans_n30_k4_d3", "gradients.centroids")
PULLBACK(vjp, value_and_vjp, gradient, split, jvp, wrt(centroids[k * d]))
double kmeans(int n, int k, int d, const double* points, const double* centroids) {
  double total = 0;
  for (int i = 0; i < n; ++i) {
    double best = std::numeric_limits<double>::infinity();
    for (int j = 0; j < k; ++j) {
      double distance = 0;
      for (int c = 0; c < d; ++c) {
        const double e = points[i * d + c] - centroids[j * d + c];
        distance += e * e;
      }
      best = std::min(best, distance);
    }
    total += best;
  }
  return total;
}
