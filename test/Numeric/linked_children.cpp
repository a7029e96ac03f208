// RUN: %numeric %s
// Nodes that have their children in arrays: tries, cells of a plane.

#include <pullback/pullback.h>

#include <array>

struct Letter {
  double weight = 0.5;
  Letter *next[3] = {};
};

static void clear(Letter *letter) {
  if (!letter)
    return;
  for (Letter *next : letter->next)
    clear(next);
  delete letter;
}

static double weigh(const Letter *letter) {
  if (!letter)
    return 0.1;
  double sum = letter->weight;
  for (int k = 0; k < 3; ++k)
    sum += (k + 1) * letter->weight * weigh(letter->next[k]);
  return sum;
}

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7, 0.3], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double trie(const double *x, int n) {
  Letter *root = nullptr;
  for (int i = 0; i < n; ++i) {
    Letter **at = &root;
    for (int word = 1 + i * i; word > 0; word /= 3) {
      if (!*at)
        *at = new Letter;
      (*at)->weight += x[i] * (*at)->weight;
      at = &(*at)->next[word % 3];
    }
    if (!*at) {
      *at = new Letter;
      (*at)->weight = x[i];
    }
  }
  double result = weigh(root);
  clear(root);
  return result;
}

struct Quad {
  double mass = 0, x = 0, y = 0;
  std::array<Quad *, 4> child{};
};

static void insert(Quad *&quad, double x, double y, double mass, int depth) {
  if (!quad)
    quad = new Quad;
  quad->x = (quad->x * quad->mass + x * mass) / (quad->mass + mass);
  quad->y = (quad->y * quad->mass + y * mass) / (quad->mass + mass);
  quad->mass += mass;
  if (depth == 0)
    return;
  int which = (x < 0.5 ? 0 : 1) + (y < 0.5 ? 0 : 2);
  insert(quad->child[which], x < 0.5 ? 2 * x : 2 * x - 1, y < 0.5 ? 2 * y : 2 * y - 1, mass, depth - 1);
}

static double energy(const Quad *quad, double scale) {
  if (!quad)
    return 0;
  double sum = scale * quad->mass * (quad->x * quad->x + quad->y);
  for (const Quad *child : quad->child)
    sum += energy(child, 0.5 * scale);
  return sum;
}

static void clear(Quad *quad) {
  if (!quad)
    return;
  for (Quad *child : quad->child)
    clear(child);
  delete quad;
}

// CHECK-INPUT: x = [0.92, 0.21, 0.43, 0.55, 0.78, 0.13], n = 3
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[2 * n]))
double quads(const double *x, int n) {
  Quad *root = nullptr;
  for (int i = 0; i < n; ++i)
    insert(root, x[2 * i], x[2 * i + 1], 1 + 0.1 * i, 3);
  double sum = energy(root, 1);
  clear(root);
  return sum;
}
