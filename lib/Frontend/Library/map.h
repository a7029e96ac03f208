// std::map as the tool reads it: nodes in a vector, which stay where they are, and their numbers in the order of the
// keys. A node that has been erased is not used again.
#ifndef PULLBACK_LIBRARY_MAP
#define PULLBACK_LIBRARY_MAP

#include <bits/stl_function.h>
#include <bits/stl_pair.h>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <stdexcept>
#include <vector>

namespace std {

template <class Key, class Value, class Compare = less<Key>, class Allocator = allocator<pair<const Key, Value>>>
class map {
  struct node {
    pair<const Key, Value> item;
    node(const Key &key, const Value &value) : item(key, value) {}
  };

  template <class Map, class Item> struct walker {
    using iterator_category = bidirectional_iterator_tag;
    using value_type = pair<const Key, Value>;
    using difference_type = ptrdiff_t;
    using pointer = Item *;
    using reference = Item &;
    Map *owner;
    size_t at; // the node; one that no map has at the end

    Item &operator*() const { return owner->nodes[at].item; }
    Item *operator->() const { return &owner->nodes[at].item; }
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
  using mapped_type = Value;
  using value_type = pair<const Key, Value>;
  using key_compare = Compare;
  using allocator_type = Allocator;
  using size_type = size_t;
  using difference_type = ptrdiff_t;
  using reference = value_type &;
  using const_reference = const value_type &;
  using const_iterator = walker<const map, const value_type>;
  struct iterator : walker<map, value_type> {
    iterator() = default;
    iterator(map *owner, size_t at) {
      this->owner = owner;
      this->at = at;
    }
    iterator &operator++() {
      this->at = this->owner->next(this->at);
      return *this;
    }
    iterator operator++(int) {
      iterator before = *this;
      this->at = this->owner->next(this->at);
      return before;
    }
    iterator &operator--() {
      this->at = this->owner->previous(this->at);
      return *this;
    }
    operator const_iterator() const { return const_iterator{this->owner, this->at}; }
  };

  map() = default;
  map(initializer_list<value_type> list) {
    for (const value_type &one : list)
      insert(one);
  }
  template <class Iterator, class = typename iterator_traits<Iterator>::iterator_category>
  map(Iterator from, Iterator to) {
    for (; from != to; ++from)
      insert(*from);
  }

  bool empty() const noexcept { return order.empty(); }
  size_type size() const noexcept { return order.size(); }
  void clear() noexcept { order.clear(); }

  iterator begin() noexcept { return iterator(this, order.empty() ? none : order[0]); }
  iterator end() noexcept { return iterator(this, none); }
  const_iterator begin() const noexcept { return const_iterator{this, order.empty() ? none : order[0]}; }
  const_iterator end() const noexcept { return const_iterator{this, none}; }
  const_iterator cbegin() const noexcept { return begin(); }
  const_iterator cend() const noexcept { return end(); }

  using reverse_iterator = std::reverse_iterator<iterator>;
  using const_reverse_iterator = std::reverse_iterator<const_iterator>;
  reverse_iterator rbegin() noexcept { return reverse_iterator(end()); }
  reverse_iterator rend() noexcept { return reverse_iterator(begin()); }
  const_reverse_iterator rbegin() const noexcept { return const_reverse_iterator(end()); }
  const_reverse_iterator rend() const noexcept { return const_reverse_iterator(begin()); }

  Value &operator[](const Key &key) {
    const size_t place = lower(key);
    if (!holds(place, key))
      add(place, key, Value());
    return nodes[order[place]].item.second;
  }
  Value &at(const Key &key) {
    const size_t place = lower(key);
    if (!holds(place, key))
      throw out_of_range("map::at");
    return nodes[order[place]].item.second;
  }
  const Value &at(const Key &key) const {
    const size_t place = lower(key);
    if (!holds(place, key))
      throw out_of_range("map::at");
    return nodes[order[place]].item.second;
  }

  iterator find(const Key &key) {
    const size_t place = lower(key);
    return iterator(this, holds(place, key) ? order[place] : none);
  }
  const_iterator find(const Key &key) const {
    const size_t place = lower(key);
    return const_iterator{this, holds(place, key) ? order[place] : none};
  }
  size_type count(const Key &key) const { return holds(lower(key), key) ? 1 : 0; }
  bool contains(const Key &key) const { return holds(lower(key), key); }
  iterator lower_bound(const Key &key) { return iterator(this, node_at(lower(key))); }
  const_iterator lower_bound(const Key &key) const { return const_iterator{this, node_at(lower(key))}; }
  iterator upper_bound(const Key &key) {
    const size_t place = lower(key);
    return iterator(this, node_at(holds(place, key) ? place + 1 : place));
  }
  const_iterator upper_bound(const Key &key) const {
    const size_t place = lower(key);
    return const_iterator{this, node_at(holds(place, key) ? place + 1 : place)};
  }

  pair<iterator, bool> insert(const value_type &value) { return emplace(value.first, value.second); }
  pair<iterator, bool> emplace(const Key &key, const Value &value) {
    const size_t place = lower(key);
    const bool isNew = !holds(place, key);
    if (isNew)
      add(place, key, value);
    return pair<iterator, bool>(iterator(this, order[place]), isNew);
  }
  iterator emplace_hint(const_iterator, const Key &key, const Value &value) { return emplace(key, value).first; }
  iterator insert(const_iterator, const value_type &value) { return insert(value).first; }
  template <class Iterator, class = typename iterator_traits<Iterator>::iterator_category>
  void insert(Iterator from, Iterator to) {
    for (; from != to; ++from)
      insert(*from);
  }
  pair<iterator, bool> try_emplace(const Key &key, const Value &value) { return emplace(key, value); }
  pair<iterator, bool> insert_or_assign(const Key &key, const Value &value) {
    const size_t place = lower(key);
    const bool isNew = !holds(place, key);
    if (isNew)
      add(place, key, value);
    else
      nodes[order[place]].item.second = value;
    return pair<iterator, bool>(iterator(this, order[place]), isNew);
  }
  size_type erase(const Key &key) {
    const size_t place = lower(key);
    if (!holds(place, key))
      return 0;
    order.erase(order.begin() + place);
    return 1;
  }
  iterator erase(iterator position) {
    const size_t place = find_place(position.at);
    order.erase(order.begin() + place);
    return iterator(this, node_at(place));
  }
  void swap(map &other) = delete; // iterators, which know their map, would have to follow the elements

private:
  static constexpr size_t none = static_cast<size_t>(-1);

  /// The place in `order` of the first key that is not less.
  size_t lower(const Key &key) const {
    size_t low = 0, high = order.size();
    while (low < high) {
      const size_t middle = low + (high - low) / 2;
      if (Compare()(nodes[order[middle]].item.first, key))
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  }
  bool holds(size_t place, const Key &key) const {
    return place < order.size() && !Compare()(key, nodes[order[place]].item.first);
  }
  size_t node_at(size_t place) const { return place < order.size() ? order[place] : none; }
  size_t find_place(size_t node) const { return lower(nodes[node].item.first); }
  size_t next(size_t node) const { return node_at(find_place(node) + 1); }
  size_t previous(size_t node) const { return order[(node == none ? order.size() : find_place(node)) - 1]; }
  void add(size_t place, const Key &key, const Value &value) {
    nodes.emplace_back(key, value);
    order.insert(order.begin() + place, nodes.size() - 1);
  }

  vector<node> nodes;
  vector<size_t> order;
};

template <class K, class V, class C, class A> void swap(map<K, V, C, A> &a, map<K, V, C, A> &b) = delete;

} // namespace std

#endif // PULLBACK_LIBRARY_MAP
