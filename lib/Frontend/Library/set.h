// std::set as the tool reads it: keys in a vector, which stay where they are, and their numbers in the order of the keys.
// A key that has been erased leaves its place unused.
#ifndef PULLBACK_LIBRARY_SET
#define PULLBACK_LIBRARY_SET

#include <bits/stl_function.h>
#include <bits/stl_pair.h>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <vector>

namespace std {

template <class Key, class Compare = less<Key>, class Allocator = allocator<Key>> class set {
  struct walker {
    using iterator_category = bidirectional_iterator_tag;
    using value_type = Key;
    using difference_type = ptrdiff_t;
    using pointer = const Key *;
    using reference = const Key &;
    const set *owner;
    size_t at; // the key's place; one that no set has at the end

    const Key &operator*() const { return owner->keys[at]; }
    const Key *operator->() const { return &owner->keys[at]; }
    walker &operator++() {
      at = owner->next(at);
      return *this;
    }
    walker operator++(int) {
      walker before = *this;
      at = owner->next(at);
      return before;
    }
    walker &operator--() {
      at = owner->previous(at);
      return *this;
    }
    walker operator--(int) {
      walker before = *this;
      at = owner->previous(at);
      return before;
    }
    bool operator==(const walker &other) const { return at == other.at; }
    bool operator!=(const walker &other) const { return at != other.at; }
  };

public:
  using key_type = Key;
  using value_type = Key;
  using key_compare = Compare;
  using value_compare = Compare;
  using allocator_type = Allocator;
  using size_type = size_t;
  using difference_type = ptrdiff_t;
  using reference = Key &;
  using const_reference = const Key &;
  using iterator = walker;
  using const_iterator = walker;
  using reverse_iterator = std::reverse_iterator<iterator>;
  using const_reverse_iterator = std::reverse_iterator<iterator>;

  set() = default;
  set(initializer_list<Key> list) {
    for (const Key &one : list)
      insert(one);
  }
  template <class Iterator, class = typename iterator_traits<Iterator>::iterator_category>
  set(Iterator from, Iterator to) {
    for (; from != to; ++from)
      insert(*from);
  }

  bool empty() const noexcept { return order.empty(); }
  size_type size() const noexcept { return order.size(); }
  void clear() noexcept { order.clear(); }
  iterator begin() const noexcept { return iterator{this, node_at(0)}; }
  iterator end() const noexcept { return iterator{this, none}; }
  iterator cbegin() const noexcept { return begin(); }
  iterator cend() const noexcept { return end(); }
  reverse_iterator rbegin() const noexcept { return reverse_iterator(end()); }
  reverse_iterator rend() const noexcept { return reverse_iterator(begin()); }

  iterator lower_bound(const Key &key) const { return iterator{this, node_at(lower(key))}; }
  iterator upper_bound(const Key &key) const {
    const size_t place = lower(key);
    return iterator{this, node_at(holds(place, key) ? place + 1 : place)};
  }
  iterator find(const Key &key) const {
    const size_t place = lower(key);
    return iterator{this, holds(place, key) ? order[place] : none};
  }
  size_type count(const Key &key) const { return holds(lower(key), key) ? 1 : 0; }
  bool contains(const Key &key) const { return holds(lower(key), key); }

  pair<iterator, bool> insert(const Key &key) {
    const size_t place = lower(key);
    const bool isNew = !holds(place, key);
    if (isNew) {
      keys.push_back(key);
      order.insert(order.begin() + place, keys.size() - 1);
    }
    return pair<iterator, bool>(iterator{this, order[place]}, isNew);
  }
  template <class Iterator, class = typename iterator_traits<Iterator>::iterator_category>
  void insert(Iterator from, Iterator to) {
    for (; from != to; ++from)
      insert(*from);
  }
  pair<iterator, bool> emplace(const Key &key) { return insert(key); }
  size_type erase(const Key &key) {
    const size_t place = lower(key);
    if (!holds(place, key))
      return 0;
    order.erase(order.begin() + place);
    return 1;
  }
  iterator erase(iterator position) {
    const size_t place = lower(keys[position.at]);
    order.erase(order.begin() + place);
    return iterator{this, node_at(place)};
  }

private:
  static constexpr size_t none = static_cast<size_t>(-1);

  /// The place in `order` of the first key that is not less.
  size_t lower(const Key &key) const {
    size_t low = 0, high = order.size();
    while (low < high) {
      const size_t middle = low + (high - low) / 2;
      if (Compare()(keys[order[middle]], key))
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  }
  bool holds(size_t place, const Key &key) const {
    return place < order.size() && !Compare()(key, keys[order[place]]);
  }
  size_t node_at(size_t place) const { return place < order.size() ? order[place] : none; }
  size_t next(size_t node) const { return node_at(lower(keys[node]) + 1); }
  size_t previous(size_t node) const { return order[(node == none ? order.size() : lower(keys[node])) - 1]; }

  vector<Key> keys;
  vector<size_t> order;
};

template <class K, class C, class A> void swap(set<K, C, A> &a, set<K, C, A> &b) = delete;

} // namespace std

#endif // PULLBACK_LIBRARY_SET
