// Names that generated code would like to have.
#pragma once

#define product 3
#define y_bar 4
typedef double x_bar;
extern double scale_bar;
namespace lab {
extern double h_saved;
}
