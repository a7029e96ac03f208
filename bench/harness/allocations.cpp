#include "allocations.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include <malloc.h>

// glibc's own names for what is replaced here.
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);
}

namespace {

bool counting = false;
bench::Allocations counted;
std::ptrdiff_t inUse;

void* count(void* memory, std::size_t bytes) {
  if (!counting || !memory) return memory;
  ++counted.calls;
  counted.bytes += bytes;
  inUse += static_cast<std::ptrdiff_t>(malloc_usable_size(memory));
  counted.peak = static_cast<std::size_t>(std::max<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(counted.peak), inUse));
  return memory;
}

} // namespace

extern "C" {

void* malloc(std::size_t bytes) { return count(__libc_malloc(bytes), bytes); }

void free(void* memory) {
  if (counting && memory) inUse -= static_cast<std::ptrdiff_t>(malloc_usable_size(memory));
  __libc_free(memory);
}

void* calloc(std::size_t number, std::size_t size) {
  if (size && number > SIZE_MAX / size) return nullptr;
  void* memory = malloc(number * size);
  return memory ? std::memset(memory, 0, number * size) : nullptr;
}

void* realloc(void* before, std::size_t bytes) {
  if (!before) return malloc(bytes);
  void* memory = malloc(bytes);
  if (!memory) return nullptr;
  std::memcpy(memory, before, std::min(bytes, malloc_usable_size(before)));
  free(before);
  return memory;
}

void* aligned_alloc(std::size_t alignment, std::size_t bytes) {
  return count(__libc_memalign(alignment, bytes), bytes);
}

void* memalign(std::size_t alignment, std::size_t bytes) { return aligned_alloc(alignment, bytes); }

int posix_memalign(void** result, std::size_t alignment, std::size_t bytes) {
  *result = aligned_alloc(alignment, bytes);
  return *result ? 0 : ENOMEM;
}
}

namespace bench {

void keepMemory() {
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
}

void startCounting() {
  counted = {};
  inUse = 0;
  counting = true;
}

Allocations stopCounting() {
  counting = false;
  return counted;
}

} // namespace bench
