// What std::map and std::set have in common as the tool reads them: nodes in a vector, which stay where they are, and
// their numbers in the order of the keys. A node that has been erased is not used again.
#ifndef PULLBACK_LIBRARY_SORTED_NODES
#define PULLBACK_LIBRARY_SORTED_NODES

#include <cstddef>
#include <iterator>
#include <vector>

namespace std {

/// A Node has an `item`, which iterators lead to, and a `key()`.
template <class Node, class Key, class Compare> struct sorted_nodes {
  static constexpr size_t none = static_cast<size_t>(-1);

  size_t size() const { return order.size(); }
  size_t node_at(size_t place) const { return place < order.size() ? order[place] : none; }
  /// The place of the first key that is not less.
  size_t lower(const Key &key) const {
    size_t low = 0, high = order.size();
    while (low < high) {
      const size_t middle = low + (high - low) / 2;
      if (Compare()(nodes[order[middle]].key(), key))
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  }
  bool holds(size_t place, const Key &key) const {
    return place < order.size() && !Compare()(key, nodes[order[place]].key());
  }
  bool contains(const Key &key) const { return holds(lower(key), key); }
  size_t find(const Key &key) const {
    const size_t place = lower(key);
    return holds(place, key) ? order[place] : none;
  }
  size_t lower_bound(const Key &key) const { return node_at(lower(key)); }
  size_t upper_bound(const Key &key) const {
    const size_t place = lower(key);
    return node_at(holds(place, key) ? place + 1 : place);
  }
  size_t find_place(size_t node) const { return lower(nodes[node].key()); }
  size_t next(size_t node) const { return node_at(find_place(node) + 1); }
  size_t previous(size_t node) const { return order[(node == none ? order.size() : find_place(node)) - 1]; }

  /// The last node comes to stand at this place.
  void enter(size_t place) { order.insert(order.begin() + place, nodes.size() - 1); }
  size_t remove(const Key &key) {
    const size_t place = lower(key);
    if (!holds(place, key))
      return 0;
    order.erase(order.begin() + place);
    return 1;
  }
  /// The node behind is returned.
  size_t remove_node(size_t node) {
    const size_t place = find_place(node);
    order.erase(order.begin() + place);
    return node_at(place);
  }

  vector<Node> nodes;
  vector<size_t> order;
};

template <class Nodes, class Item, class Value> struct sorted_walker {
  using iterator_category = bidirectional_iterator_tag;
  using value_type = Value;
  using difference_type = ptrdiff_t;
  using pointer = Item *;
  using reference = Item &;
  Nodes *owner;
  size_t at; // the node; one that there is not at the end

  Item &operator*() const { return owner->nodes[at].item; }
  Item *operator->() const { return &owner->nodes[at].item; }
  sorted_walker &operator++() {
    at = owner->next(at);
    return *this;
  }
  sorted_walker operator++(int) {
    sorted_walker before = *this;
    at = owner->next(at);
    return before;
  }
  sorted_walker &operator--() {
    at = owner->previous(at);
    return *this;
  }
  sorted_walker operator--(int) {
    sorted_walker before = *this;
    at = owner->previous(at);
    return before;
  }
  bool operator==(const sorted_walker &other) const { return at == other.at; }
  bool operator!=(const sorted_walker &other) const { return at != other.at; }
};

} // namespace std

#endif // PULLBACK_LIBRARY_SORTED_NODES
