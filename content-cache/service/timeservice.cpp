#include "timeservice.h"

#include <cstdint>
#include <memory>
#include <systemd/sd-bus.h>

namespace Hall {

namespace {

    constexpr std::uint64_t patience = 1'000'000; // µs

    struct CloseBus {
        void operator()(sd_bus *bus) const { sd_bus_flush_close_unref(bus); }
    };

    struct FreeError {
        void operator()(sd_bus_error *error) const { sd_bus_error_free(error); }
    };

} // namespace

std::optional<bool> askTimeService()
{
    sd_bus *opened = nullptr;
    if (sd_bus_open_system(&opened) < 0)
        return std::nullopt;
    const std::unique_ptr<sd_bus, CloseBus> bus(opened);
    sd_bus_error error {};
    const std::unique_ptr<sd_bus_error, FreeError> freed(&error);
    int synchronised = 0;
    if (sd_bus_set_method_call_timeout(bus.get(), patience) < 0
        || sd_bus_get_property_trivial(bus.get(), "org.freedesktop.timedate1",
               "/org/freedesktop/timedate1", "org.freedesktop.timedate1", "NTPSynchronized", &error,
               'b', &synchronised)
            < 0)
        return std::nullopt;
    return synchronised != 0;
}

} // namespace Hall
