// The command that generates derivatives; see Driver/Driver.h.
#include "Driver/Driver.h"

int main(int argc, char **argv) { return pullback::runCommand(argc, argv); }
