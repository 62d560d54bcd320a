#pragma once

#include <cstdio>
#include <cstdlib>

/// What must hold for every input; the input that breaks it is kept by the fuzzer.
inline void mustHold(bool property, const char *sentence)
{
    if (property)
        return;
    std::fprintf(stderr, "broken: %s\n", sentence);
    std::abort();
}
