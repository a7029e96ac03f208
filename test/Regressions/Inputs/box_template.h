#ifndef BOX_TEMPLATE_H
#define BOX_TEMPLATE_H

template <class T> struct Box {
  T width, height;
  T area() const { return width * height; }
};

#endif
