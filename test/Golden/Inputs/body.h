/* Structs of a C program. */
#ifndef BODY_H
#define BODY_H
typedef struct vec3 { double x, y, z; } vec3;
struct body { vec3 position, velocity; double mass; };
#endif
