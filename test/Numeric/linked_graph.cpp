// RUN: %numeric %s
// Classes that lead to each other: nodes with lists of edges, cells with four children, chains in a table.

#include <pullback/pullback.h>

#include <array>
#include <vector>

struct Vertex;
struct Edge {
  double weight;
  Vertex *to;
  Edge *next;
};
struct Vertex {
  double value, update;
  Edge *edges;
};

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double diffuse(const double *x, int n) {
  std::vector<Vertex> vertices(n);
  std::vector<Edge> edges(2 * n);
  for (int i = 0; i < n; ++i) {
    vertices[i].value = x[i];
    vertices[i].edges = nullptr;
  }
  int used = 0;
  for (int i = 0; i < n; ++i)
    for (int step = 1; step <= 2; ++step) {
      Edge &edge = edges[used++];
      edge.weight = 0.1 * step + 0.2 * x[(i + step) % n];
      edge.to = &vertices[(i + step) % n];
      edge.next = vertices[i].edges;
      vertices[i].edges = &edge;
    }
  for (int round = 0; round < 3; ++round) {
    for (Vertex &vertex : vertices) {
      vertex.update = vertex.value;
      for (Edge *edge = vertex.edges; edge; edge = edge->next)
        vertex.update += edge->weight * (edge->to->value - vertex.value);
    }
    for (Vertex &vertex : vertices)
      vertex.value = vertex.update;
  }
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += vertices[i].value * vertices[i].value * (i + 1);
  return sum;
}

struct Cell {
  double mass = 0, center = 0;
  double low, high;
  std::array<Cell *, 2> half{};
  Cell(double low, double high) : low(low), high(high) {}
  void add(double position, double amount, int depth) {
    center = (center * mass + position * amount) / (mass + amount);
    mass += amount;
    if (depth == 0)
      return;
    double middle = 0.5 * (low + high);
    int side = position < middle ? 0 : 1;
    if (!half[side])
      half[side] = side == 0 ? new Cell(low, middle) : new Cell(middle, high);
    half[side]->add(position, amount, depth - 1);
  }
  double force(double at) const {
    double distance = at - center;
    if (distance * distance > 4 * (high - low) * (high - low) || (!half[0] && !half[1]))
      return mass / (0.01 + distance * distance);
    double sum = 0;
    for (const Cell *part : half)
      if (part)
        sum += part->force(at);
    return sum;
  }
  void clear() {
    for (Cell *part : half)
      if (part) {
        part->clear();
        delete part;
      }
  }
};

// CHECK-INPUT: x = [0.92, 0.21, 0.43, 0.55, 0.78], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double far_field(const double *x, int n) {
  Cell root(0, 1);
  for (int i = 0; i < n; ++i)
    root.add(x[i], 1 + x[i], 4);
  double energy = 0;
  for (int i = 0; i < n; ++i)
    energy += root.force(x[i] + 0.3);
  root.clear();
  return energy;
}

struct Entry {
  int key;
  double value;
  Entry *next;
};

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double chains(const double *x, int n) {
  Entry *table[4] = {};
  for (int i = 0; i < 3 * n; ++i) {
    int key = (i * 7) % n;
    Entry *&chain = table[key % 4];
    Entry *found = chain;
    while (found && found->key != key)
      found = found->next;
    if (!found) {
      found = new Entry{key, 1.0, chain};
      chain = found;
    }
    found->value *= x[key];
  }
  double sum = 0;
  for (Entry *&chain : table)
    while (chain) {
      Entry *gone = chain;
      sum += gone->value * (gone->key + 1);
      chain = gone->next;
      delete gone;
    }
  return sum;
}
