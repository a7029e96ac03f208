// RUN: %python %S/refuse.py %s
// Lists and trees of the caller's, of which generated code would have to know what each pointer leads to.
// FILE: tree.h
#include <memory>
#include <vector>
struct Node { double value; Node *left, *right; };
struct Owned { double value; std::unique_ptr<Owned> next; };
struct Tree { double value; std::vector<Tree> children; };
struct Holder { double scale; Node *root; };
struct Holders { double scale; std::vector<Node> nodes; };

//--- pointer
#include "tree.h"
PULLBACK(vjp)
double f(const Node* n) { return n ? n->value + f(n->left) : 0; } // ERROR: pointer-member

//--- reference
#include "tree.h"
PULLBACK(vjp)
double f(const Node& n) { return n.value * n.value; } // ERROR: pointer-member

//--- array
#include "tree.h"
PULLBACK(vjp)
double f(const Node* nodes, int n) { return nodes[n].value; } // ERROR: pointer-member

//--- owned
#include "tree.h"
PULLBACK(vjp)
double f(const Owned& n) { return n.value * n.value; } // ERROR: pointer-member

//--- vector-of-itself
#include "tree.h"
PULLBACK(vjp)
double f(const Tree& tree) { return tree.value * tree.children[0].value; } // ERROR: pointer-member

//--- vector-of-nodes
#include "tree.h"
PULLBACK(vjp)
double f(const Holders& all) { return all.scale * all.nodes[0].value; } // ERROR: pointer-member

//--- member
#include "tree.h"
PULLBACK(vjp)
double f(const Holder& holder) { return holder.scale * holder.root->value; } // ERROR: pointer-member

//--- result
#include "tree.h"
PULLBACK(vjp)
Tree f(double x) { return {x * x, {}}; } // ERROR: pointer-member

//--- global
#include "tree.h"
extern Tree forest;
PULLBACK(vjp)
double f(double x) { return x * forest.children[0].value; } // ERROR: pointer-member

//--- global-pointer
#include "tree.h"
extern Node *first;
PULLBACK(vjp)
double f(double x) {
  double sum = 0;
  for (const Node *node = first; node; node = node->left) // ERROR: pointer-member
    sum += x * node->value;
  return sum;
}

//--- global-holder
#include "tree.h"
extern Holder holder;
PULLBACK(vjp)
double f(double x) { return x * holder.root->left->value; } // ERROR: pointer-member

//--- global-array
extern double *table;
PULLBACK(vjp)
double f(double x, int n) { return x * table[n]; } // ERROR: pointer-member

//--- global-vector
#include <vector>
extern std::vector<double> table;
PULLBACK(vjp)
double f(double x) { return x * table[0]; } // ERROR: container

//--- global-owner
#include <memory>
extern std::unique_ptr<double> scale;
PULLBACK(vjp)
double f(double x) { return x * *scale; } // ERROR: container

//--- compared-elements
struct Quad { double mass; Quad* child[4]; };
PULLBACK(vjp)
double f(double x, int n, int k) { // ERROR: pointer-member
  Quad* root = nullptr;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    Quad **at = &root, **before = at;
    while (*at) {
      before = at;
      at = &(*at)->child[k % 4];
    }
    *at = new Quad{x * i, {}};
    if (at == before)
      sum += (*at)->mass * x;
  }
  return sum;
}
