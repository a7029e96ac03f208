/* Lists and trees. */

#include <pullback/pullback.h>

#include <stdlib.h>

struct node {
  double value;
  struct node *next;
};

PULLBACK(vjp, value_and_vjp, jvp, wrt(x[n]))
double list_in_c(const double *x, int n) {
  struct node *head = NULL;
  for (int i = 0; i < n; ++i) {
    struct node *fresh = malloc(sizeof(struct node));
    fresh->value = x[i] * (i + 1);
    fresh->next = head;
    head = fresh;
  }
  double sum = 0;
  for (struct node *at = head; at != NULL; at = at->next)
    sum = 0.5 * sum + at->value * at->value;
  while (head) {
    struct node *gone = head;
    head = head->next;
    free(gone);
  }
  return sum;
}

typedef struct tree {
  double value;
  struct tree *left, *right;
} tree;

static tree *build(const double *x, int n) {
  if (n == 0)
    return NULL;
  tree *root = malloc(sizeof *root);
  int half = n / 2;
  root->value = x[half];
  root->left = build(x, half);
  root->right = build(x + half + 1, n - half - 1);
  return root;
}

static double fold(const tree *root) {
  return root ? root->value * (1 + fold(root->left)) + 0.5 * fold(root->right) : 0.25;
}

static void release(tree *root) {
  if (!root)
    return;
  release(root->left);
  release(root->right);
  free(root);
}

PULLBACK(vjp, value_and_vjp, jvp, wrt(x[n]))
double tree_in_c(const double *x, int n) {
  tree *root = build(x, n);
  double result = fold(root);
  release(root);
  return result;
}
