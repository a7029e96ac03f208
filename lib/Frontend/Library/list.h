// std::list as the tool reads it: nodes in a vector, which stay where they are and know their neighbours by number.
// Node 0 is the end. A node that has been erased is not used again.
#ifndef PULLBACK_LIBRARY_LIST
#define PULLBACK_LIBRARY_LIST

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <vector>

namespace std {

template <class T, class Allocator = allocator<T>> class list {
  struct node {
    T item;
    size_t next, previous;
  };

  template <class List, class Item> struct walker {
    using iterator_category = bidirectional_iterator_tag;
    using value_type = T;
    using difference_type = ptrdiff_t;
    using pointer = Item *;
    using reference = Item &;
    List *owner;
    size_t at;

    Item &operator*() const { return owner->nodes[at].item; }
    Item *operator->() const { return &owner->nodes[at].item; }
    walker &operator++() {
      at = owner->nodes[at].next;
      return *this;
    }
    walker operator++(int) {
      walker before = *this;
      at = owner->nodes[at].next;
      return before;
    }
    walker &operator--() {
      at = owner->nodes[at].previous;
      return *this;
    }
    walker operator--(int) {
      walker before = *this;
      at = owner->nodes[at].previous;
      return before;
    }
    bool operator==(const walker &other) const { return at == other.at; }
    bool operator!=(const walker &other) const { return at != other.at; }
  };

public:
  using value_type = T;
  using allocator_type = Allocator;
  using size_type = size_t;
  using difference_type = ptrdiff_t;
  using reference = T &;
  using const_reference = const T &;
  using iterator = walker<list, T>;
  using const_iterator = walker<const list, const T>;
  using reverse_iterator = std::reverse_iterator<iterator>;
  using const_reverse_iterator = std::reverse_iterator<const_iterator>;

  list() { start(); }
  explicit list(size_type n) {
    start();
    for (size_type i = 0; i < n; ++i)
      push_back(T());
  }
  list(size_type n, const T &value) {
    start();
    for (size_type i = 0; i < n; ++i)
      push_back(value);
  }
  list(initializer_list<T> values) {
    start();
    for (const T &one : values)
      push_back(one);
  }
  template <class Iterator, class = typename iterator_traits<Iterator>::iterator_category>
  list(Iterator from, Iterator to) {
    start();
    for (; from != to; ++from)
      push_back(*from);
  }

  list(const list &) = default;
  list(list &&other) : nodes(std::move(other.nodes)), count(other.count) { other.restart(); }
  list &operator=(const list &) = default;
  list &operator=(list &&other) {
    if (this != &other) {
      nodes.swap(other.nodes);
      count = other.count;
      other.restart();
    }
    return *this;
  }

  bool empty() const noexcept { return count == 0; }
  size_type size() const noexcept { return count; }
  void clear() noexcept {
    nodes.resize(1);
    nodes[0].next = 0;
    nodes[0].previous = 0;
    count = 0;
  }
  T &front() { return nodes[nodes[0].next].item; }
  const T &front() const { return nodes[nodes[0].next].item; }
  T &back() { return nodes[nodes[0].previous].item; }
  const T &back() const { return nodes[nodes[0].previous].item; }
  iterator begin() noexcept { return iterator{this, nodes[0].next}; }
  iterator end() noexcept { return iterator{this, 0}; }
  const_iterator begin() const noexcept { return const_iterator{this, nodes[0].next}; }
  const_iterator end() const noexcept { return const_iterator{this, 0}; }
  const_iterator cbegin() const noexcept { return begin(); }
  const_iterator cend() const noexcept { return end(); }
  reverse_iterator rbegin() noexcept { return reverse_iterator(end()); }
  reverse_iterator rend() noexcept { return reverse_iterator(begin()); }
  const_reverse_iterator rbegin() const noexcept { return const_reverse_iterator(end()); }
  const_reverse_iterator rend() const noexcept { return const_reverse_iterator(begin()); }
  const_reverse_iterator crbegin() const noexcept { return rbegin(); }
  const_reverse_iterator crend() const noexcept { return rend(); }

  void push_back(const T &value) { link(0, value); }
  void push_back(T &&value) { link(0, std::move(value)); }
  void push_front(const T &value) { link(nodes[0].next, value); }
  void push_front(T &&value) { link(nodes[0].next, std::move(value)); }
  template <class... Arguments> T &emplace_back(Arguments &&...arguments) {
    push_back(T(std::forward<Arguments>(arguments)...));
    return back();
  }
  template <class... Arguments> T &emplace_front(Arguments &&...arguments) {
    push_front(T(std::forward<Arguments>(arguments)...));
    return front();
  }
  void pop_back() { unlink(nodes[0].previous); }
  void pop_front() { unlink(nodes[0].next); }
  iterator insert(iterator position, const T &value) { return iterator{this, link(position.at, value)}; }
  iterator insert(iterator position, T &&value) { return iterator{this, link(position.at, std::move(value))}; }
  iterator erase(iterator position) { return iterator{this, unlink(position.at)}; }
  void reverse() noexcept {
    size_t at = 0;
    do {
      const size_t next = nodes[at].next;
      nodes[at].next = nodes[at].previous;
      nodes[at].previous = next;
      at = next;
    } while (at != 0);
  }
  void swap(list &other) {
    nodes.swap(other.nodes);
    std::swap(count, other.count);
  }

private:
  void start() {
    nodes.push_back(node{T(), 0, 0});
    count = 0;
  }
  void restart() {
    nodes.clear();
    start();
  }
  /// In front of node `at`.
  template <class Item> size_t link(size_t at, Item &&value) {
    const size_t made = nodes.size(), before = nodes[at].previous;
    nodes.push_back(node{std::forward<Item>(value), at, before});
    nodes[before].next = made;
    nodes[at].previous = made;
    ++count;
    return made;
  }
  size_t unlink(size_t at) {
    const size_t before = nodes[at].previous, behind = nodes[at].next;
    nodes[before].next = behind;
    nodes[behind].previous = before;
    --count;
    return behind;
  }

  vector<node> nodes;
  size_t count = 0;
};

template <class T, class A> void swap(list<T, A> &a, list<T, A> &b) { a.swap(b); }

} // namespace std

#endif // PULLBACK_LIBRARY_LIST
