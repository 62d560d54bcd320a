#include "workpulse.h"

#include <utility>

namespace Hall {

namespace {

    std::function<void()> &theListener()
    {
        static std::function<void()> listener;
        return listener;
    }

} // namespace

void workMovesOn()
{
    if (const std::function<void()> &listener = theListener())
        listener();
}

void listenToWork(std::function<void()> listener) { theListener() = std::move(listener); }

} // namespace Hall
