// Requests as text: one line each for --list, JSON for --emit=json; and what --explain says.
#ifndef PULLBACK_DRIVER_MANIFEST_H
#define PULLBACK_DRIVER_MANIFEST_H

#include "Frontend/Requests.h"
#include "Transforms/Storage/HeapUse.h"
#include "Transforms/Storage/StorageNotes.h"

namespace pullback {

/// `energy.cpp:4:1: energy: vjp, jvp; wrt(x[n], k), of(r[m])`, one line for each request.
std::string printListing(llvm::ArrayRef<Request> requests);

/// What is generated: functions with their signatures, parameters with their roles, how the reverse sweeps get the
/// values of the primal, what the functions take from the heap, the stages that were run.
std::string printManifest(llvm::ArrayRef<Request> requests, llvm::ArrayRef<StorageNote> notes,
                          llvm::ArrayRef<HeapArray> heap, OutputLanguage language);

/// `lse.cpp:9: 'e' in lse_vjp: saved in 'e_saved', 8 * n bytes: to compute it again would cost more`, one line for each
/// value of the variable that a reverse sweep asks for.
std::string printExplanation(llvm::StringRef file, llvm::StringRef variable, llvm::ArrayRef<StorageNote> notes);

} // namespace pullback

#endif // PULLBACK_DRIVER_MANIFEST_H
