// The error that the example minimises.
#ifndef REPROJECTION_H
#define REPROJECTION_H

/// Sum over all observations of the squared distance, in pixels, between a point's projection and where it was seen.
///
/// Observation i: point[i] was seen by camera[i] at pixel (seen[2 i], seen[2 i + 1]).
/// intrinsics: f, u0, v0, k1, k2, k3, p1, p2. poses: six numbers a camera, a rotation vector r and a translation t with
/// x_camera = R(r) X + t. points: three numbers each.
double reprojectionError(int observations, const int* camera, const int* point, const double* seen,
                         const double* intrinsics, const double* poses, const double* points);

/// The residuals themselves, two per observation: projected minus seen.
void reprojectionResiduals(int observations, const int* camera, const int* point, const double* seen,
                           const double* intrinsics, const double* poses, const double* points, double* residuals);

#endif
