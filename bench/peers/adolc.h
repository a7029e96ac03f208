#include "harness/tape.h"

namespace adolc {
using Active = adouble;
}
