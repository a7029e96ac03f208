// Enumerations for enums.cpp.
#ifndef ENUMS_H
#define ENUMS_H

enum class Shape { Circle, Square, Line };
enum Mode { fast = 3, precise = 7 };

#endif
