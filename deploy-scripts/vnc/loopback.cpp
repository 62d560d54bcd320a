// Qt's VNC platform plugin (6.4 to 6.8) listens on every address and has no option to change that.
// Preloaded into a program, this bind() turns "any address" into the loopback address and leaves
// all other calls as they are.

#include <arpa/inet.h>
#include <cstring>
#include <dlfcn.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace {

using Bind = int (*)(int, const sockaddr *, socklen_t);

int bindOfTheSystem(int socket, const sockaddr *address, socklen_t length)
{
    static const auto next = reinterpret_cast<Bind>(dlsym(RTLD_NEXT, "bind"));
    return next(socket, address, length);
}

int bindIpv4(int socket, const sockaddr *address, socklen_t length)
{
    sockaddr_in own {};
    std::memcpy(&own, address, sizeof own);
    if (own.sin_addr.s_addr != htonl(INADDR_ANY))
        return bindOfTheSystem(socket, address, length);
    own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return bindOfTheSystem(socket, reinterpret_cast<const sockaddr *>(&own), sizeof own);
}

int bindIpv6(int socket, const sockaddr *address, socklen_t length)
{
    sockaddr_in6 own {};
    std::memcpy(&own, address, sizeof own);
    if (std::memcmp(&own.sin6_addr, &in6addr_any, sizeof in6addr_any) != 0)
        return bindOfTheSystem(socket, address, length);
    // The plugin's socket serves both families; the mapped form of 127.0.0.1 serves the one that
    // VNC viewers are told to use.
    inet_pton(AF_INET6, "::ffff:127.0.0.1", &own.sin6_addr);
    return bindOfTheSystem(socket, reinterpret_cast<const sockaddr *>(&own), sizeof own);
}

} // namespace

/// Replaces bind(2) of the C library in the program this library is preloaded into.
extern "C" __attribute__((visibility("default"))) int bind(
    int socket, const sockaddr *address, socklen_t length) noexcept
{
    if (address != nullptr && address->sa_family == AF_INET && length >= sizeof(sockaddr_in))
        return bindIpv4(socket, address, length);
    if (address != nullptr && address->sa_family == AF_INET6 && length >= sizeof(sockaddr_in6))
        return bindIpv6(socket, address, length);
    return bindOfTheSystem(socket, address, length);
}
