// The adjoints written by hand: signatures of the generated vjp functions, names ending in _hand.
#ifndef PULLBACK_BENCH_HAND_H
#define PULLBACK_BENCH_HAND_H

void attention_hand(int t, int d, const double* q, const double* k, const double* v, double* q_bar, double* k_bar,
                    double* v_bar, const double* out_bar);
void ba_hand(int p, const double* camera, const double* points, const double* weights, const double* features,
             double* camera_bar, double* points_bar, double* weights_bar, const double* error_bar,
             const double* weightError_bar);
void burgers_hand(const double* u0, int n, int steps, double dt, double dx, double nu, double result_bar,
                  double* u0_bar);
void cholesky_hand(const double* a, const double* b, int n, double result_bar, double* a_bar, double* b_bar);
void det_hand(const double* A, int n, double result_bar, double* A_bar);
void gmm_hand(int d, int k, int n, const double* alpha, const double* mu, const double* q, const double* l,
              const double* x, double gamma, int m, double result_bar, double* alpha_bar, double* mu_bar, double* q_bar,
              double* l_bar);
void hand_hand(const double* pose, const double* offset, int vertices, const double* rest, const int* bone,
               const double* weight, const double* measured, double* pose_bar, const double* error_bar);
void kmeans_hand(int n, int k, int d, const double* points, const double* centroids, double result_bar,
                 double* centroids_bar);
void libor_hand(const double* rates, const double* volatility, int n, int maturity, int paths, double delta,
                double strike, unsigned seed, double result_bar, double* rates_bar, double* volatility_bar);
void lj_hand(const double* x, int n, const int* start, const int* neighbour, double cutoff, double result_bar,
             double* x_bar);
void llsq_hand(int n, int m, const double* x, double result_bar, double* x_bar);
void lse_hand(const double* x, int n, double result_bar, double* x_bar);
void lstm_hand(int l, int c, int b, const double* weight, const double* bias, const double* inWeight,
               const double* outWeight, const double* outBias, const double* hidden0, const double* cell0,
               const double* sequence, double result_bar, double* weight_bar, double* bias_bar, double* inWeight_bar,
               double* outWeight_bar, double* outBias_bar);
void mlp_hand(int batch, int inputs, int h, int outputs, const double* w1, const double* b1, const double* w2,
              const double* b2, const double* w3, const double* b3, const double* x, const double* target,
              double result_bar, double* w1_bar, double* b1_bar, double* w2_bar, double* b2_bar, double* w3_bar,
              double* b3_bar);
void ode_hand(int n, int s, const double* x, double* x_bar, const double* y_bar);

#endif
