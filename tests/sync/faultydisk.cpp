#include "faultydisk.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace Hall::Test {

namespace {

    int callsLeft = 0; // 0: no fault is armed
    int faultError = 0;
    bool faultStays = false;
    bool faultStruck = false;

    bool strikes()
    {
        if (callsLeft == 0 || (faultStruck && !faultStays))
            return false;
        if (!faultStruck && --callsLeft > 0)
            return false;
        callsLeft = 1;
        faultStruck = true;
        errno = faultError;
        return true;
    }

    template <typename... Arguments> int call(long number, Arguments... arguments)
    {
        return strikes() ? -1 : static_cast<int>(::syscall(number, arguments...));
    }

} // namespace

FaultyDisk::FaultyDisk(int nth, int error, bool forGood)
{
    callsLeft = nth;
    faultError = error;
    faultStays = forGood;
    faultStruck = false;
}

FaultyDisk::~FaultyDisk() { callsLeft = 0; }

bool FaultyDisk::struck() { return faultStruck; }

} // namespace Hall::Test

using Hall::Test::call;

extern "C" {

int fsync(int fd) { return call(SYS_fsync, fd); }

int syncfs(int fd) noexcept { return call(SYS_syncfs, fd); }

ssize_t write(int fd, const void *bytes, size_t count)
{
    return Hall::Test::strikes() ? -1 : ::syscall(SYS_write, fd, bytes, count);
}

int rename(const char *from, const char *to) noexcept
{
    return call(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0U);
}

int renameat2(int fromDir, const char *from, int toDir, const char *to, unsigned flags) noexcept
{
    return call(SYS_renameat2, fromDir, from, toDir, to, flags);
}

int link(const char *from, const char *to) noexcept
{
    return call(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int symlink(const char *target, const char *path) noexcept
{
    return call(SYS_symlinkat, target, AT_FDCWD, path);
}

int mkdir(const char *path, mode_t mode) noexcept
{
    return call(SYS_mkdirat, AT_FDCWD, path, mode);
}
}
