double spring(double x) { return STIFFNESS * x * x; }
void spring_adjoint(double x, double result_bar, double* x_bar) { *x_bar += 2 * STIFFNESS * x * result_bar; }
