#ifndef CHOSEN_H
#define CHOSEN_H

struct Setting {
  double scale, weights[3];
};
extern Setting setting, spare;

#endif // CHOSEN_H
