// `--function` and its options as requests with places that Clang can point at.
#ifndef PULLBACK_DRIVER_COMMANDLINEREQUESTS_H
#define PULLBACK_DRIVER_COMMANDLINEREQUESTS_H

#include "Driver/CommandLine.h"
#include "Frontend/Requests.h"

namespace pullback {

/// Every option becomes a buffer of its own in the source manager, so that errors show it with a caret. Nothing after a
/// reported error.
std::optional<std::vector<CommandLineRequest>> readCommandLineRequests(const std::vector<RequestOptions> &options,
                                                                       clang::CompilerInstance &compiler);

} // namespace pullback

#endif // PULLBACK_DRIVER_COMMANDLINEREQUESTS_H
