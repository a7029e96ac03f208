#pragma once

template <class T> struct Range {
  T lower, width;
  constexpr Range(T first, T last) : lower(first), width(last - first) {}
  T at(T t) const { return lower + width * t; }
};

template <class T> class Square {
public:
  constexpr explicit Square(T length) : side(length), area(length * length) {}
  T get() const { return area + side; }

private:
  T side, area;
};
