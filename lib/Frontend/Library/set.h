// std::set as the tool reads it, see sorted_nodes.h.
#ifndef PULLBACK_LIBRARY_SET
#define PULLBACK_LIBRARY_SET

#include <bits/pullback_sorted_nodes.h>
#include <bits/stl_function.h>
#include <bits/stl_pair.h>
#include <initializer_list>

namespace std {

template <class Key, class Compare = less<Key>, class Allocator = allocator<Key>> class set {
  struct node {
    Key item;
    explicit node(const Key &key) : item(key) {}
    explicit node(Key &&key) : item(std::move(key)) {}
    const Key &key() const { return item; }
  };
  using nodes_type = sorted_nodes<node, Key, Compare>;

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
  using iterator = sorted_walker<const nodes_type, const Key, Key>;
  using const_iterator = iterator;
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

  bool empty() const noexcept { return sorted.size() == 0; }
  size_type size() const noexcept { return sorted.size(); }
  void clear() noexcept { sorted.order.clear(); }
  iterator begin() const noexcept { return iterator{&sorted, sorted.node_at(0)}; }
  iterator end() const noexcept { return iterator{&sorted, nodes_type::none}; }
  iterator cbegin() const noexcept { return begin(); }
  iterator cend() const noexcept { return end(); }
  reverse_iterator rbegin() const noexcept { return reverse_iterator(end()); }
  reverse_iterator rend() const noexcept { return reverse_iterator(begin()); }

  iterator lower_bound(const Key &key) const { return iterator{&sorted, sorted.lower_bound(key)}; }
  iterator upper_bound(const Key &key) const { return iterator{&sorted, sorted.upper_bound(key)}; }
  iterator find(const Key &key) const { return iterator{&sorted, sorted.find(key)}; }
  size_type count(const Key &key) const { return sorted.contains(key) ? 1 : 0; }
  bool contains(const Key &key) const { return sorted.contains(key); }
  // With a comparison that takes other types, what is looked for is not made a key first.
  template <class Other, class C = Compare, class = typename C::is_transparent> void find(const Other &) const = delete;
  template <class Other, class C = Compare, class = typename C::is_transparent> void count(const Other &) const = delete;
  template <class Other, class C = Compare, class = typename C::is_transparent>
  void contains(const Other &) const = delete;
  template <class Other, class C = Compare, class = typename C::is_transparent>
  void lower_bound(const Other &) const = delete;
  template <class Other, class C = Compare, class = typename C::is_transparent>
  void upper_bound(const Other &) const = delete;

  pair<iterator, bool> insert(const Key &key) { return enter(key); }
  pair<iterator, bool> insert(Key &&key) { return enter(std::move(key)); }
  template <class Iterator, class = typename iterator_traits<Iterator>::iterator_category>
  void insert(Iterator from, Iterator to) {
    for (; from != to; ++from)
      insert(*from);
  }
  void insert(initializer_list<Key> list) { insert(list.begin(), list.end()); }
  pair<iterator, bool> emplace(Key key) { return enter(std::move(key)); }
  size_type erase(const Key &key) { return sorted.remove(key); }
  iterator erase(iterator position) { return iterator{&sorted, sorted.remove_node(position.at)}; }
  void swap(set &other) {
    sorted.nodes.swap(other.sorted.nodes);
    sorted.order.swap(other.sorted.order);
  }

private:
  template <class Name> pair<iterator, bool> enter(Name &&key) {
    const size_t place = sorted.lower(key);
    const bool isNew = !sorted.holds(place, key);
    if (isNew) {
      sorted.nodes.emplace_back(std::forward<Name>(key));
      sorted.enter(place);
    }
    return pair<iterator, bool>(iterator{&sorted, sorted.order[place]}, isNew);
  }

  nodes_type sorted;
};

template <class K, class C, class A> void swap(set<K, C, A> &a, set<K, C, A> &b) { a.swap(b); }

} // namespace std

#endif // PULLBACK_LIBRARY_SET
