// std::map as the tool reads it, see sorted_nodes.h.
#ifndef PULLBACK_LIBRARY_MAP
#define PULLBACK_LIBRARY_MAP

#include <bits/pullback_sorted_nodes.h>
#include <bits/stl_function.h>
#include <bits/stl_pair.h>
#include <initializer_list>
#include <stdexcept>

namespace std {

template <class Key, class Value, class Compare = less<Key>, class Allocator = allocator<pair<const Key, Value>>>
class map {
  struct node {
    pair<const Key, Value> item;
    template <class Name, class Item>
    node(Name &&key, Item &&value) : item(std::forward<Name>(key), std::forward<Item>(value)) {}
    const Key &key() const { return item.first; }
  };
  using nodes_type = sorted_nodes<node, Key, Compare>;
  template <class Nodes, class Item> using walker = sorted_walker<Nodes, Item, pair<const Key, Value>>;

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
  using const_iterator = walker<const nodes_type, const value_type>;
  struct iterator : walker<nodes_type, value_type> {
    iterator() = default;
    iterator(nodes_type *owner, size_t at) {
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
      insert_of_range(*from);
  }

  map(const map &) = default;
  map(map &&) = default;
  map &operator=(const map &other) {
    if (this != &other) {
      sorted.nodes.clear();
      for (size_t i = 0; i < other.sorted.nodes.size(); ++i)
        sorted.nodes.emplace_back(other.sorted.nodes[i].item.first, other.sorted.nodes[i].item.second);
      sorted.order = other.sorted.order;
    }
    return *this;
  }
  map &operator=(map &&other) {
    if (this != &other) {
      sorted.nodes.swap(other.sorted.nodes);
      sorted.order.swap(other.sorted.order);
      other.sorted.nodes.clear();
      other.sorted.order.clear();
    }
    return *this;
  }

  bool empty() const noexcept { return sorted.size() == 0; }
  size_type size() const noexcept { return sorted.size(); }
  void clear() noexcept { sorted.order.clear(); }

  iterator begin() noexcept { return iterator(&sorted, sorted.node_at(0)); }
  iterator end() noexcept { return iterator(&sorted, nodes_type::none); }
  const_iterator begin() const noexcept { return const_iterator{&sorted, sorted.node_at(0)}; }
  const_iterator end() const noexcept { return const_iterator{&sorted, nodes_type::none}; }
  const_iterator cbegin() const noexcept { return begin(); }
  const_iterator cend() const noexcept { return end(); }

  using reverse_iterator = std::reverse_iterator<iterator>;
  using const_reverse_iterator = std::reverse_iterator<const_iterator>;
  reverse_iterator rbegin() noexcept { return reverse_iterator(end()); }
  reverse_iterator rend() noexcept { return reverse_iterator(begin()); }
  const_reverse_iterator rbegin() const noexcept { return const_reverse_iterator(end()); }
  const_reverse_iterator rend() const noexcept { return const_reverse_iterator(begin()); }

  Value &operator[](const Key &key) { return find_or_add(key); }
  Value &operator[](Key &&key) { return find_or_add(std::move(key)); }
  Value &at(const Key &key) {
    const size_t place = sorted.lower(key);
    if (!sorted.holds(place, key))
      throw out_of_range("map::at");
    return sorted.nodes[sorted.order[place]].item.second;
  }
  const Value &at(const Key &key) const {
    const size_t place = sorted.lower(key);
    if (!sorted.holds(place, key))
      throw out_of_range("map::at");
    return sorted.nodes[sorted.order[place]].item.second;
  }

  iterator find(const Key &key) { return iterator(&sorted, sorted.find(key)); }
  const_iterator find(const Key &key) const { return const_iterator{&sorted, sorted.find(key)}; }
  size_type count(const Key &key) const { return sorted.contains(key) ? 1 : 0; }
  bool contains(const Key &key) const { return sorted.contains(key); }
  iterator lower_bound(const Key &key) { return iterator(&sorted, sorted.lower_bound(key)); }
  const_iterator lower_bound(const Key &key) const { return const_iterator{&sorted, sorted.lower_bound(key)}; }
  iterator upper_bound(const Key &key) { return iterator(&sorted, sorted.upper_bound(key)); }
  const_iterator upper_bound(const Key &key) const { return const_iterator{&sorted, sorted.upper_bound(key)}; }
  // With a comparison that takes other types, what is looked for is not made a key first.
  template <class Other, class C = Compare, class = typename C::is_transparent> void find(const Other &) const = delete;
  template <class Other, class C = Compare, class = typename C::is_transparent>
  void count(const Other &) const = delete;
  template <class Other, class C = Compare, class = typename C::is_transparent>
  void contains(const Other &) const = delete;
  template <class Other, class C = Compare, class = typename C::is_transparent>
  void lower_bound(const Other &) const = delete;
  template <class Other, class C = Compare, class = typename C::is_transparent>
  void upper_bound(const Other &) const = delete;

  pair<iterator, bool> insert(const value_type &value) { return emplace(value.first, value.second); }
  pair<iterator, bool> insert(value_type &&value) { return emplace(value.first, std::move(value.second)); }
  iterator insert(const_iterator, const value_type &value) { return insert(value).first; }
  iterator insert(const_iterator, value_type &&value) { return insert(std::move(value)).first; }
  template <class Iterator, class = typename iterator_traits<Iterator>::iterator_category>
  void insert(Iterator from, Iterator to) {
    for (; from != to; ++from)
      insert_of_range(*from);
  }
  template <class First, class Second> pair<iterator, bool> insert(pair<First, Second> &&value) {
    return emplace(std::forward<First>(value.first), std::forward<Second>(value.second));
  }
  /// A key of another type is made before it is looked for, and the value with it, which is gone then in any case.
  template <class Name, class Item> pair<iterator, bool> emplace(Name &&key, Item &&value) {
    if (is_looked_for<typename remove_reference<Name>::type>())
      return enter(std::forward<Name>(key), std::forward<Item>(value));
    node made(std::forward<Name>(key), std::forward<Item>(value));
    return enter(made.key(), std::move(made.item.second));
  }
  iterator emplace_hint(const_iterator, Key key, Value value) { return enter(std::move(key), std::move(value)).first; }
  template <class Item> pair<iterator, bool> try_emplace(const Key &key, Item &&value) {
    return enter(key, std::forward<Item>(value));
  }
  template <class Item> pair<iterator, bool> try_emplace(Key &&key, Item &&value) {
    return enter(std::move(key), std::forward<Item>(value));
  }
  /// The value is made of the arguments where the key is new, and nothing is done with them where it is there.
  template <class First, class Second, class... More>
  pair<iterator, bool> try_emplace(const Key &key, First &&first, Second &&second, More &&...more) {
    const iterator there = find(key);
    if (there != end())
      return pair<iterator, bool>(there, false);
    return enter(key, Value(std::forward<First>(first), std::forward<Second>(second), std::forward<More>(more)...));
  }
  pair<iterator, bool> try_emplace(const Key &key) {
    const iterator there = find(key);
    return there != end() ? pair<iterator, bool>(there, false) : enter(key, Value());
  }
  template <class Item> pair<iterator, bool> insert_or_assign(const Key &key, Item &&value) {
    return set(key, std::forward<Item>(value));
  }
  template <class Item> pair<iterator, bool> insert_or_assign(Key &&key, Item &&value) {
    return set(std::move(key), std::forward<Item>(value));
  }
  size_type erase(const Key &key) { return sorted.remove(key); }
  iterator erase(iterator position) { return iterator(&sorted, sorted.remove_node(position.at)); }
  void swap(map &other) {
    sorted.nodes.swap(other.sorted.nodes);
    sorted.order.swap(other.sorted.order);
  }

private:
  void insert_of_range(const value_type &value) { insert(value); }
  void insert_of_range(value_type &&value) { insert(std::move(value)); } // also one that a pair of other types makes
  template <class Name> static constexpr bool is_looked_for() {
    return __cplusplus >= 201703L &&
           (is_same<const Name, const Key>::value || (is_scalar<Name>::value && is_scalar<Key>::value));
  }
  template <class Name> Value &find_or_add(Name &&key) {
    const size_t place = sorted.lower(key);
    if (!sorted.holds(place, key))
      add(place, std::forward<Name>(key), Value());
    return sorted.nodes[sorted.order[place]].item.second;
  }
  template <class Name, class Item> pair<iterator, bool> enter(Name &&key, Item &&value) {
    const size_t place = sorted.lower(key);
    const bool isNew = !sorted.holds(place, key);
    if (isNew)
      add(place, std::forward<Name>(key), std::forward<Item>(value));
    return pair<iterator, bool>(iterator(&sorted, sorted.order[place]), isNew);
  }
  template <class Name, class Item> pair<iterator, bool> set(Name &&key, Item &&value) {
    const size_t place = sorted.lower(key);
    const bool isNew = !sorted.holds(place, key);
    if (isNew)
      add(place, std::forward<Name>(key), std::forward<Item>(value));
    else
      sorted.nodes[sorted.order[place]].item.second = std::forward<Item>(value);
    return pair<iterator, bool>(iterator(&sorted, sorted.order[place]), isNew);
  }
  template <class Name, class Item> void add(size_t place, Name &&key, Item &&value) {
    sorted.nodes.emplace_back(std::forward<Name>(key), std::forward<Item>(value));
    sorted.enter(place);
  }

  nodes_type sorted;
};

template <class K, class V, class C, class A> void swap(map<K, V, C, A> &a, map<K, V, C, A> &b) { a.swap(b); }

} // namespace std

#endif // PULLBACK_LIBRARY_MAP
