// The pullback command.
#ifndef PULLBACK_DRIVER_DRIVER_H
#define PULLBACK_DRIVER_DRIVER_H

namespace pullback {

/// Runs the command; the exit status of the contract: 0 done, 1 refused, 2 wrong usage.
int runCommand(int argc, const char *const *argv);

} // namespace pullback

#endif // PULLBACK_DRIVER_DRIVER_H
