// RUN: %numeric %s
// A tree of bones: each knows its parent, and has its children by value, by pointer or by owner.

#include <pullback/pullback.h>

#include <cmath>
#include <memory>
#include <vector>

struct Bone {
  double length, angle;
  const Bone *parent;
};

// CHECK-INPUT: angle = [0.3, -0.2, 0.5, 0.1], n = 4
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(angle[n]))
double reach(const double *angle, int n) {
  std::vector<Bone> bones;
  for (int i = 0; i < n; ++i)
    bones.push_back({1.0 + 0.1 * i, angle[i], nullptr});
  for (int i = 1; i < n; ++i)
    bones[i].parent = &bones[(i - 1) / 2];
  double sum = 0;
  for (const Bone &bone : bones) {
    double x = 0, turn = 0;
    for (const Bone *at = &bone; at; at = at->parent)
      turn += at->angle;
    for (const Bone *at = &bone; at != nullptr; at = at->parent) {
      x += at->length * std::cos(turn);
      turn -= at->angle;
    }
    sum += x * x;
  }
  return sum;
}

struct Joint {
  double offset = 0;
  std::vector<Joint> children;
};

static double spread(const Joint &joint, double above) {
  double here = std::sin(above + joint.offset), sum = here;
  for (const Joint &child : joint.children)
    sum += 0.9 * spread(child, here);
  return sum;
}

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double children_by_value(const double *x, int n) {
  Joint root;
  root.offset = x[0];
  root.children.resize(2);
  for (int i = 1; i < n; ++i) {
    Joint leaf;
    leaf.offset = x[i];
    root.children[i % 2].children.push_back(leaf);
    root.children[i % 2].offset += 0.1 * x[i];
  }
  return spread(root, 0.2);
}

struct Segment {
  double stiffness = 1;
  Segment *parent = nullptr;
  std::vector<std::unique_ptr<Segment>> children;
  Segment *add(double value) {
    children.push_back(std::make_unique<Segment>());
    children.back()->stiffness = value;
    children.back()->parent = this;
    return children.back().get();
  }
};

static double compliance(const Segment &segment) {
  double sum = 1 / segment.stiffness;
  for (const auto &child : segment.children)
    sum += compliance(*child) * segment.stiffness;
  return sum;
}

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7], n = 5
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double children_owned(const double *x, int n) {
  Segment root;
  root.stiffness = 1 + x[0];
  Segment *at = &root;
  for (int i = 1; i < n; ++i) {
    Segment *fresh = at->add(1 + x[i] * x[i]);
    if (i % 2)
      at = fresh;
  }
  double depth = 0;
  for (; at; at = at->parent)
    depth += at->stiffness;
  return compliance(root) + depth * depth;
}
