/* Structs and enumerators of a C program. */
#ifndef C_BODY_H
#define C_BODY_H
typedef struct vec3 { double x, y, z; } vec3;
struct body { vec3 position, velocity; double mass; };
enum kind { LINEAR, QUADRATIC = 3 };
#endif
