// Requests as text: one line each for --list, JSON for --emit=json.
#ifndef PULLBACK_DRIVER_MANIFEST_H
#define PULLBACK_DRIVER_MANIFEST_H

#include "Frontend/Requests.h"

namespace pullback {

/// `energy.cpp:4:1: energy: vjp, jvp; wrt(x[n], k), of(r[m])`, one line for each request.
std::string printListing(llvm::ArrayRef<Request> requests);

/// What is generated: functions with their signatures, parameters with their roles, the stages that were run.
std::string printManifest(llvm::ArrayRef<Request> requests);

} // namespace pullback

#endif // PULLBACK_DRIVER_MANIFEST_H
