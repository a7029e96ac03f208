// The version of the tool.
#ifndef PULLBACK_DRIVER_VERSION_H
#define PULLBACK_DRIVER_VERSION_H

namespace pullback {
inline constexpr const char version[] = PULLBACK_VERSION;
} // namespace pullback

#endif // PULLBACK_DRIVER_VERSION_H
