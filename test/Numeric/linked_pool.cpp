// RUN: %numeric %s
// Nodes that are taken from an array and given back to it.

#include <pullback/pullback.h>

struct Slot {
  double value;
  Slot *next;
};

class Pool {
public:
  Pool() {
    for (int i = 0; i < 3; ++i)
      slots[i].next = &slots[i + 1];
    slots[3].next = nullptr;
    unused = &slots[0];
  }
  Slot *take(double value) {
    if (!unused)
      return nullptr;
    Slot *slot = unused;
    unused = slot->next;
    slot->value = value;
    slot->next = nullptr;
    return slot;
  }
  void giveBack(Slot *slot) {
    slot->next = unused;
    unused = slot;
  }

private:
  Slot slots[4];
  Slot *unused;
};

// CHECK-INPUT: x = 0.7
PULLBACK(vjp, value_and_vjp, split, jvp)
double two_slots(double x) {
  Pool pool;
  Slot *a = pool.take(x);
  Slot *b = pool.take(x * x);
  return a->value * b->value;
}

// CHECK-INPUT: x = [0.9, 0.2, 1.4, 0.5, 0.7, 0.3], n = 6
PULLBACK(vjp, value_and_vjp, split, jvp, wrt(x[n]))
double stack_of_four(const double *x, int n) {
  Pool pool;
  Slot *top = nullptr;
  double lost = 1;
  for (int i = 0; i < n; ++i) {
    Slot *slot = pool.take(x[i]);
    if (!slot) {
      lost *= 1 + x[i];
      continue;
    }
    slot->next = top;
    top = slot;
    if (i == 2) {
      Slot *gone = top;
      top = top->next;
      lost += gone->value * gone->value;
      pool.giveBack(gone);
    }
  }
  for (; top; top = top->next)
    lost *= top->value;
  return lost;
}
