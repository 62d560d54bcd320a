#pragma once

namespace Hall::Test {

/// Lets the system calls that change a disk fail: this program's own fsync, syncfs, write, rename,
/// renameat2, link, symlink and mkdir stand before the system's. While one lives, the call number
/// `nth` (from 1) fails with `error`, and if `forGood`, every one after it as well.
class FaultyDisk {
public:
    FaultyDisk(int nth, int error, bool forGood);
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk &) = delete;
    FaultyDisk &operator=(const FaultyDisk &) = delete;

    /// Whether a call has failed.
    static bool struck();
};

} // namespace Hall::Test
