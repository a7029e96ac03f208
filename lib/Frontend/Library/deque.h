// std::deque as the tool reads it: elements in a vector, behind those that have been taken from the front.
#ifndef PULLBACK_LIBRARY_DEQUE
#define PULLBACK_LIBRARY_DEQUE

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <stdexcept>
#include <vector>

namespace std {

template <class T, class Allocator = allocator<T>> class deque {
public:
  using value_type = T;
  using allocator_type = Allocator;
  using size_type = size_t;
  using difference_type = ptrdiff_t;
  using reference = T &;
  using const_reference = const T &;
  using pointer = T *;
  using const_pointer = const T *;
  using iterator = T *;
  using const_iterator = const T *;
  using reverse_iterator = std::reverse_iterator<iterator>;
  using const_reverse_iterator = std::reverse_iterator<const_iterator>;

  deque() = default;
  explicit deque(size_type n) : items(n) {}
  deque(size_type n, const T &value) : items(n, value) {}
  template <class Iterator, class = typename iterator_traits<Iterator>::iterator_category>
  deque(Iterator from, Iterator to) : items(from, to) {}
  deque(initializer_list<T> list) : items(list) {}
  deque(const deque &) = default;
  deque(deque &&other) : items(std::move(other.items)), first(other.first) { other.first = 0; }

  deque &operator=(const deque &) = default;
  deque &operator=(deque &&other) {
    if (this != &other) {
      swap(other);
      other.clear();
    }
    return *this;
  }
  deque &operator=(initializer_list<T> list) {
    items = list;
    first = 0;
    return *this;
  }
  void assign(size_type n, const T &value) {
    items.assign(n, value);
    first = 0;
  }
  template <class Iterator, class = typename iterator_traits<Iterator>::iterator_category>
  void assign(Iterator from, Iterator to) {
    items.assign(from, to);
    first = 0;
  }

  T &operator[](size_type i) { return items[first + i]; }
  const T &operator[](size_type i) const { return items[first + i]; }
  T &at(size_type i) {
    if (i >= size())
      throw out_of_range("deque::at");
    return items[first + i];
  }
  const T &at(size_type i) const {
    if (i >= size())
      throw out_of_range("deque::at");
    return items[first + i];
  }
  T &front() { return items[first]; }
  const T &front() const { return items[first]; }
  T &back() { return items.back(); }
  const T &back() const { return items.back(); }

  iterator begin() noexcept { return items.data() + first; }
  iterator end() noexcept { return items.data() + items.size(); }
  const_iterator begin() const noexcept { return items.data() + first; }
  const_iterator end() const noexcept { return items.data() + items.size(); }
  const_iterator cbegin() const noexcept { return begin(); }
  const_iterator cend() const noexcept { return end(); }
  reverse_iterator rbegin() noexcept { return reverse_iterator(end()); }
  reverse_iterator rend() noexcept { return reverse_iterator(begin()); }
  const_reverse_iterator rbegin() const noexcept { return const_reverse_iterator(end()); }
  const_reverse_iterator rend() const noexcept { return const_reverse_iterator(begin()); }
  const_reverse_iterator crbegin() const noexcept { return rbegin(); }
  const_reverse_iterator crend() const noexcept { return rend(); }

  bool empty() const noexcept { return items.size() == first; }
  size_type size() const noexcept { return items.size() - first; }
  void resize(size_type n) { items.resize(first + n); }
  void resize(size_type n, const T &value) { items.resize(first + n, value); }
  void shrink_to_fit() {}
  void clear() noexcept {
    items.clear();
    first = 0;
  }

  void push_back(const T &value) { items.push_back(value); }
  void push_back(T &&value) { items.push_back(std::move(value)); }
  template <class... Arguments> T &emplace_back(Arguments &&...arguments) {
    items.emplace_back(std::forward<Arguments>(arguments)...);
    return items.back();
  }
  void pop_back() { items.pop_back(); }
  void push_front(const T &value) {
    if (first == 0) {
      const T kept = value;
      const size_type room = items.size() + 1;
      items.insert(items.begin(), room, kept);
      first = room - 1;
    } else {
      --first;
      items[first] = value;
    }
  }
  void push_front(T &&value) {
    const T taken = std::move(value);
    push_front(taken);
  }
  template <class... Arguments> T &emplace_front(Arguments &&...arguments) {
    push_front(T(std::forward<Arguments>(arguments)...));
    return front();
  }
  void pop_front() { ++first; }

  iterator insert(const_iterator position, const T &value) {
    const size_type index = position - items.data();
    items.insert(items.begin() + index, value);
    return items.data() + index;
  }
  iterator insert(const_iterator position, T &&value) {
    const size_type index = position - items.data();
    items.insert(items.begin() + index, std::move(value));
    return items.data() + index;
  }
  iterator insert(const_iterator position, size_type n, const T &value) {
    const size_type index = position - items.data();
    items.insert(items.begin() + index, n, value);
    return items.data() + index;
  }
  template <class Iterator, class = typename iterator_traits<Iterator>::iterator_category>
  iterator insert(const_iterator position, Iterator from, Iterator to) {
    const size_type index = position - items.data();
    items.insert(items.begin() + index, from, to);
    return items.data() + index;
  }
  iterator erase(const_iterator position) {
    const size_type index = position - items.data();
    if (index == first) { // the others stay where they are
      ++first;
      return begin();
    }
    items.erase(items.begin() + index);
    return items.data() + index;
  }
  iterator erase(const_iterator from, const_iterator to) {
    const size_type index = from - items.data(), last = to - items.data();
    if (index == first) {
      first = last;
      return begin();
    }
    items.erase(items.begin() + index, items.begin() + last);
    return items.data() + index;
  }
  void swap(deque &other) {
    items.swap(other.items);
    std::swap(first, other.first);
  }

private:
  vector<T> items;
  size_type first = 0;
};

template <class T, class A> bool operator==(const deque<T, A> &a, const deque<T, A> &b) {
  if (a.size() != b.size())
    return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (!(a[i] == b[i]))
      return false;
  return true;
}
template <class T, class A> bool operator!=(const deque<T, A> &a, const deque<T, A> &b) { return !(a == b); }
template <class T, class A> void swap(deque<T, A> &a, deque<T, A> &b) { a.swap(b); }

} // namespace std

#endif // PULLBACK_LIBRARY_DEQUE
