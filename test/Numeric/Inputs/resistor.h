#ifndef RESISTOR_H
#define RESISTOR_H

typedef enum { LINEAR, SQUARE, CUBE } law_t;

/* As in circuit simulators: numbers, and bits that say which of them are given. */
typedef struct {
  double conductance;
  double offset;
  unsigned conductanceGiven : 1;
  unsigned offsetGiven : 1;
  int shift : 4;
  unsigned char steps : 3;
  law_t law : 3;
} resistor_t;

#endif
